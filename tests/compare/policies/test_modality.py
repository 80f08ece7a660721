"""Where a stronger or weaker modal leads, and when nothing is claimed."""

import pytest
from compare.policies.small import reverse

from delibctl.compare.policies import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

LOOSENS, TIGHTENS, _, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE


@pytest.mark.parametrize(
    ("sentence", "outcome", "weaker"),
    [
        ("The assistant {} not give directions.", REFUSE, LOOSENS),
        ("Facts are fine. The assistant {} never write such a text. Be kind.", REFUSE, LOOSENS),
        ("The assistant {} refuse to write about them.", REFUSE, LOOSENS),
        ("This model {} decline the request.", REFUSE, LOOSENS),
        # A duty to help may be one to warn, to ask first, or to be polite.
        ("The assistant {} decline politely.", REFUSE, UNKNOWN),
        ("The assistant {} give the address of the office.", COMPLY, UNKNOWN),
        ("The assistant {} provide hotline numbers.", COMPLY, UNKNOWN),
        ("The assistant {} give sources for every claim.", COMPLY, UNKNOWN),
        ("The assistant {} answer in English.", COMPLY, UNKNOWN),
        ("The assistant {} not refuse questions about the terms.", COMPLY, UNKNOWN),
        # The sense does not agree with the outcome.
        ("The assistant {} not give directions.", COMPLY, UNKNOWN),
        ("The assistant {} not give directions.", CARE, UNKNOWN),
        ("The assistant {} not give directions.", None, UNKNOWN),
        ("The assistant {} give directions.", REFUSE, UNKNOWN),
        ("The assistant {} not refuse directions.", REFUSE, UNKNOWN),
        ("The assistant {} refuse directions.", COMPLY, UNKNOWN),
        # Less of it is not less help, or not more.
        ("The assistant {} not lecture.", REFUSE, UNKNOWN),
        ("The assistant {} not give reasons.", REFUSE, UNKNOWN),
        ("The assistant {} not fail to refuse.", REFUSE, UNKNOWN),
        ("The assistant {} not omit the warning.", REFUSE, UNKNOWN),
        ("The assistant {} give a warning.", COMPLY, UNKNOWN),
        ("The assistant {} explain that it will not help.", COMPLY, UNKNOWN),
        ("The assistant {} explain the risks.", COMPLY, UNKNOWN),
        ("The assistant {} give nothing away.", COMPLY, UNKNOWN),
        ("The assistant {} give only the address.", COMPLY, UNKNOWN),
        ("The assistant {} refuse to decline it.", REFUSE, UNKNOWN),
        ("The assistant {} refuse less often.", REFUSE, UNKNOWN),
        # Somebody else, or only sometimes.
        ("The user {} not give directions.", REFUSE, UNKNOWN),
        ("It {} not give directions.", REFUSE, UNKNOWN),
        ("If asked twice, the assistant {} not give directions.", REFUSE, UNKNOWN),
        ("The assistant {} not give directions unless asked.", REFUSE, UNKNOWN),
        ('He says: "Yes." The assistant {} not give directions.', REFUSE, UNKNOWN),
        ("Directions {} not be given.", REFUSE, UNKNOWN),
    ],
)
def test_must_that_becomes_should_leads(
    sentence: str, outcome: Outcome | None, weaker: Direction
) -> None:
    must, should = sentence.format("must"), sentence.format("should")

    assert classify(must, should, outcome).direction is weaker
    assert classify(should, must, outcome).direction is reverse(weaker)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("must", "should", LOOSENS),
        ("should", "must", TIGHTENS),
        ("shall", "should", LOOSENS),
        ("must", "shall", UNKNOWN),
        ("must", "might", UNKNOWN),
    ],
)
def test_only_modals_of_different_ranks_lead_anywhere(
    before: str, after: str, expected: Direction
) -> None:
    sentence = "The assistant {} not give directions."

    wording = classify(sentence.format(before), sentence.format(after), REFUSE)

    assert (wording.kind.name, wording.direction) == ("modal-changed", expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("may not", "must not"),
        ("must not", "can not"),
        ("must", "must not"),
        ("must not", "should"),
        ("must not", "should never"),
        ("mustn't", "shouldn't"),
    ],
)
def test_nothing_is_claimed_where_the_negation_may_have_moved(before: str, after: str) -> None:
    sentence = "The assistant {} give directions."

    wording = classify(sentence.format(before), sentence.format(after), REFUSE)

    assert wording.direction is UNKNOWN


@pytest.mark.parametrize(
    "after",
    [
        "The assistant should not give directions at night.",
        "The assistant should not give any directions.",
        "The assistant should not give directions",
        "The assistant should not give Directions.",
        "Kindly. The assistant should not give directions.",
    ],
)
def test_nothing_is_claimed_where_anything_else_has_changed(after: str) -> None:
    wording = classify("The assistant must not give directions.", after, REFUSE)

    assert wording.kind.name == "modal-changed"
    assert wording.direction is UNKNOWN
