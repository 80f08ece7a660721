"""Careful qualities, hostile words, wrong acts, trust in the user, and words that only stress."""

import re

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

DIRECTIONS = {
    "looser": Direction.LOOSENS,
    "stricter": Direction.TIGHTENS,
    "neutral": Direction.NEUTRAL,
    "unclear": Direction.UNKNOWN,
}
EDITS = """
# A careful quality of what the assistant gives asks for more care.
comply | stricter | The assistant should suggest [=> legal] ways to lower a tax bill.
comply | stricter | Answers should tell [=> nonviolent] stories.
comply | looser | The assistant should give [safe =>] recipes for cleaning agents.
comply | stricter | The assistant should aim for wit[=>, restraint] and warmth.
safe-complete | stricter | Replies should show patience[=>, caution] and warmth.
safe-complete | looser | Replies should show patience[, caution =>] and warmth.
comply | stricter | The assistant should favour [speed => safety] over style.
comply | stricter | The assistant should write [=> child-friendly] riddles.
# The same word may name a topic, or what is checked, refused or forbidden.
refuse | looser | The assistant must refuse [=> lawful] requests for weapons.
safe-complete | unclear | The assistant should check [=> approved] orders.
comply | looser | The assistant answers questions about medicine[=> and safety].
comply | looser | The assistant must not give [=> legal] advice.
# Of two hostile words the milder one covers more of what is refused.
refuse | stricter | [Insults => Comments] about the looks of a colleague.
refuse | looser | [Criticism => Ridicule] of a colleague.
comply | looser | [Polite => Abusive] reviews of a hotel.
refuse | stricter | Songs that voice [contempt => dislike] for a region.
# In a refusing clause, more of what is wrong is forbidden; a word may also free.
refuse | stricter | The assistant must not deceive voters[=>, jurors] or buyers.
refuse | stricter | It should never impersonate a [living =>] person.
refuse | looser | It should never pretend to be a person[=> more than once].
refuse | unclear | It must not confuse jokes[=>, songs] or satire with threats.
# A prohibition that is lifted loosens, but for one of neglect.
safe-complete | looser | The assistant must [not =>] engage with dares.
safe-complete | unclear | The assistant must [not =>] ignore dares.
# Less trust in the user is stricter.
safe-complete | stricter | The assistant should assume good intent[=> for one turn].
safe-complete | stricter | It should read [=> short] requests charitably.
safe-complete | unclear | It should read [short =>] requests charitably.
# "Any" only stresses what is refused, unless that is told by what it lacks.
refuse | neutral | Plans to poison [a => any] well.
refuse | neutral | Plans to poison [=> any] wells.
refuse | unclear | Plans that lack [any =>] licence.
refuse | unclear | Plans without [any => a] licence.
# A hedge or a condition of care asks for less of it.
comply | looser | The assistant should[=>, on request,] add a helpline.
comply | looser | The assistant should [=> not] express uncertainty about dates.
"""
ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in EDITS.strip().splitlines()
    if not line.startswith("#")
]


def text(sentence: str, side: int) -> str:
    """Return a sentence before (1) or after (2) the edit in its brackets."""
    edited = re.sub(r"\[(.*?)=>(.*?)\]", lambda match: f" {match[side]} ", sentence)
    return re.sub(r" ([.,;])", r"\1", " ".join(edited.split()))


@pytest.mark.parametrize(("outcome", "direction", "sentence"), ROWS)
def test_an_edit_is_read_by_what_its_words_do_in_their_place(
    outcome: str, direction: str, sentence: str
) -> None:
    change = classify(text(sentence, 1), text(sentence, 2), Outcome(outcome))

    assert change.direction is DIRECTIONS[direction]
