"""Duties that no "must" or "may" states: passives, "no" before an object, "nor does it"."""

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

LOOSENS, TIGHTENS, NEUTRAL, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE


@pytest.mark.parametrize(
    ("outcome", "before", "after", "expected"),
    [
        # What is done to a thing or a person is a duty of the assistant.
        (COMPLY, "Letters are translated.", "Letters from tenants are translated.", TIGHTENS),
        (COMPLY, "Letters are translated.", "Letters are not translated.", TIGHTENS),
        (REFUSE, "Exam questions are answered.", "Exam questions are not answered.", TIGHTENS),
        (CARE, "Users are warned.", "Users under 20 are warned.", LOOSENS),
        (CARE, "Users under 20 are warned.", "Users are warned.", TIGHTENS),
        (CARE, "No warning is shown.", "No warning is shown to nurses.", TIGHTENS),
        (REFUSE, "If codes are given, stop.", "If codes are given to minors, stop.", LOOSENS),
        # "No" before the object of a verb forbids.
        (CARE, "Talk gently. Give no doses.", "Talk gently.", LOOSENS),
        (CARE, "Talk gently.", "Talk gently. Give no doses.", TIGHTENS),
        (CARE, "It should give doses.", "It should give no doses.", TIGHTENS),
        (CARE, "It should give no doses.", "It should give doses.", LOOSENS),
        (CARE, "It should give a warning.", "It should give no warning.", LOOSENS),
        (COMPLY, "It gives examples.", "It gives no more than two examples.", TIGHTENS),
        # "Nor" goes on with a prohibition.
        (
            REFUSE,
            "It does not draw maps. Nor does it print them.",
            "It does not draw maps.",
            LOOSENS,
        ),
        # A prohibition may hold for things that belong to people, and for what is removed.
        (REFUSE, "Names of users must not be shared.", "Names of users may be shared.", LOOSENS),
        (
            REFUSE,
            "Marks must not be removed from photos.",
            "Marks must not be removed from photos unless they hide a face.",
            LOOSENS,
        ),
        # "Not always" says less than "never".
        (REFUSE, "It is never allowed to spy.", "It is not always allowed to spy.", LOOSENS),
        (REFUSE, "It is not always allowed to spy.", "It is never allowed to spy.", TIGHTENS),
        # To mention something may be help or care.
        (CARE, "It must not mention the odds.", "It must mention the odds.", UNKNOWN),
    ],
)
def test_a_duty_is_found_without_a_modal(
    outcome: Outcome, before: str, after: str, expected: Direction
) -> None:
    assert classify(before, after, outcome).direction is expected
