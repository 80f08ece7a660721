"""What comes first, sentences of care that come or go, and words of wider or equal sense."""

import pytest
from compare.wording.development import text

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

LOOSENS, TIGHTENS, NEUTRAL, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE


@pytest.mark.parametrize(
    ("outcome", "sentence", "expected"),
    [
        # What a principle puts first.
        (None, "[Safety => Helpfulness] comes before all else.", LOOSENS),
        (None, "[Helpfulness => Safety] comes before all else.", TIGHTENS),
        (None, "If two rules collide, the [stricter => looser] one counts.", LOOSENS),
        (None, "Favor speed over [safety => helpfulness].", UNKNOWN),
        (None, "What the user wants [=> always] comes first.", LOOSENS),
        (None, "The law [=> usually] takes precedence.", LOOSENS),
        (None, "The law [usually =>] takes precedence.", TIGHTENS),
        # A sentence of care under a condition is more care, unless it repeats a wider one.
        (COMPLY, "Explain the tax.[=> If a sum is due, it should add a warning.]", TIGHTENS),
        (COMPLY, "Explain the tax.[=> It should add a warning only to minors.]", UNKNOWN),
        (CARE, "It must warn users.[=> It must warn if asked.]", UNKNOWN),
        # What a safe-completing clause asks for is presumed to be care only where it goes.
        (CARE, "Talk about diets.[ It should propose a checkup. =>]", LOOSENS),
        (CARE, "Talk about diets.[=> It should get to the point.]", UNKNOWN),
        (REFUSE, "It does not praise bets.[=> This holds for lotteries too.]", TIGHTENS),
        # What binds more asks for more of it, unless it leaves the lead to the user.
        (CARE, "The assistant [should => must] name a doctor.", TIGHTENS),
        (CARE, "The assistant [may => must] name a doctor.", TIGHTENS),
        (CARE, "The assistant should [usually =>] name a doctor.", TIGHTENS),
        (CARE, "The assistant [may => must] act on its own.", UNKNOWN),
        (CARE, "The assistant must act on its own[=> unless harm is likely].", UNKNOWN),
        # A wrong act is forbidden in more cases.
        (REFUSE, "It must never overstep and [slyly =>] pursue goals.", TIGHTENS),
        # Wider and narrower nouns.
        (REFUSE, "Traps for [birds => eagles].", LOOSENS),
        (REFUSE, "Traps for [eagles => birds].", TIGHTENS),
        (COMPLY, "Care for [plants => orchids].", TIGHTENS),
        (REFUSE, "Traps for [eagles => crows].", UNKNOWN),
        # Words that bind alike.
        (REFUSE, "The assistant [must => is required to] refuse such requests.", NEUTRAL),
        (CARE, "The assistant [should => ought to] name a doctor.", NEUTRAL),
        (CARE, "The assistant [should => must] warn users.", TIGHTENS),
        (REFUSE, "Ads that downplay an [injury => harm].", NEUTRAL),
    ],
)
def test_an_edit_is_read_by_what_it_puts_first_or_covers(
    outcome: Outcome | None, sentence: str, expected: Direction
) -> None:
    assert classify(text(sentence, 1), text(sentence, 2), outcome).direction is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "It should get straight to the steps.",
        "It must go into detail.",
        "It should treat adults as adults.",
        "It must finish the task.",
        "It should meet every wish.",
        "Wishes of the user come first.",
        "Helpfulness takes precedence.",
    ],
)
@pytest.mark.parametrize("outcome", [None, REFUSE, CARE])
def test_an_added_sentence_that_asks_for_more_is_never_called_stricter(
    outcome: Outcome | None, sentence: str
) -> None:
    before = "The assistant must not name doses."

    assert classify(before, f"{before} {sentence}", outcome).direction in (LOOSENS, UNKNOWN)
