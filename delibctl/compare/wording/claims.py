"""Descriptions of what is refused that were widened from what is so to what may be so."""

import re
from itertools import pairwise

from delibctl.compare.wording.descriptions import DEFINING
from delibctl.compare.wording.duty_acts import stems_of
from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.extent import Extent
from delibctl.compare.wording.lexicon import WITHHOLDING
from delibctl.compare.wording.litotes import litotes, modality
from delibctl.compare.wording.stance import described, frees, is_reversed
from delibctl.model import Outcome
from delibctl.text.stems import stems

_MAYBE = re.compile(
    r"((what|that|which|who) )?(may|might|could)"
    r"( come across as| be( (read|seen|taken|understood) (to|as))?)?"
)


def claimed(edit: Edit, outcome: Outcome | None) -> Extent | None:
    """Return that a description of what is refused covers more, or less; None for other edits.

    "Promotes" turned into "may promote" covers more, "could be promoting" into "promotes" less.
    """
    if outcome not in (Outcome.REFUSE, Outcome.SAFE_COMPLETE):
        return None
    weaker = litotes(edit.out, edit.into) or modality(edit.out, edit.into)
    if weaker is not None:
        # The side without a negation shows what is described.
        side = edit.out if weaker is Extent.MORE else edit.into
        return weaker if _describes_harm(side, outcome) else None
    for side, other, extent in (
        (edit.into, edit.out, Extent.MORE),
        (edit.out, edit.into, Extent.LESS),
    ):
        kept = set(stems(other.words))
        added = [word for word in side.words if stems([word])[0] not in kept]
        said = len(side.words) - len(added) == len(other.words)
        if said and _MAYBE.fullmatch(" ".join(added)) and _describes_harm(side, outcome):
            return extent
    return None


def _describes_harm(side: Side, outcome: Outcome) -> bool:
    """Return True if a place is in a description of what is refused, and nothing there frees."""
    holds_back = stems_of(WITHHOLDING).intersection(stems(side.sentence.texts))
    if holds_back or frees(side) or is_reversed(side, None):
        return False
    defined = any(pair in DEFINING for pair in pairwise(side.before))
    return described(side.sentence, outcome) > 0 or (defined and outcome is Outcome.REFUSE)
