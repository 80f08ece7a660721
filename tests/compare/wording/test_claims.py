"""Descriptions that say what may be so, words mistyped, and conditions before care."""

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

REFUSE, COMPLY = Outcome.REFUSE, Outcome.COMPLY


@pytest.mark.parametrize(
    ("before", "after", "outcome", "direction"),
    [
        ("Texts that portray harm.", "Texts that could be read to portray harm.", REFUSE, "up"),
        ("References to fake ids.", "What could be references to fake ids.", REFUSE, "up"),
        ("What may be threats to staff.", "Threats to staff.", REFUSE, "down"),
        (
            "Fraud is defined as if the model engages in fraud.",
            "Fraud is defined as if the model may engage in fraud.",
            REFUSE,
            "up",
        ),
        ("Threats that are veiled.", "Threats that may not be veiled.", REFUSE, "?"),
        ("Distributing contacts of dealers.", "Distibuting contacts of dealers.", REFUSE, "="),
        ("Use conversational language.", "Use conversatonal language.", COMPLY, "="),
        ("Texts on immoral acts.", "Texts on moral acts.", REFUSE, "?"),
        ("Answer so long as it is legal.", "Answer provided that it is legal.", COMPLY, "="),
    ],
)
def test_a_description_of_what_may_be_so_covers_more(
    before: str, after: str, outcome: Outcome, direction: str
) -> None:
    expected = {
        "up": Direction.TIGHTENS,
        "down": Direction.LOOSENS,
        "=": Direction.NEUTRAL,
        "?": Direction.UNKNOWN,
    }

    assert classify(before, after, outcome).direction is expected[direction]


def test_a_condition_before_care_is_not_called_stricter() -> None:
    before = "When appropriate, the assistant should help users and provide crisis resources."
    after = before.replace("provide", "on request, provide")

    assert classify(before, after, COMPLY).direction is not Direction.TIGHTENS
