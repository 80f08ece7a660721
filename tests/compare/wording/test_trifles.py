"""Edits that change nothing: an article, the last comma of a list, brackets around a remark."""

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

OUTCOMES = (Outcome.COMPLY, Outcome.REFUSE, Outcome.SAFE_COMPLETE)
TRIFLES = [
    ("Do not sell beer, cider or wine.", "Do not sell beer, cider, or wine."),
    ("Name a doctor, a nurse and a hotline.", "Name a doctor, a nurse, and a hotline."),
    ("Refuse erotic chat (i.e., cybersex).", "Refuse erotic chat, i.e., cybersex."),
    ("Refuse threats (for example by mail).", "Refuse threats, for example by mail."),
    ("Refuse calls for elimination of groups.", "Refuse calls for the elimination of groups."),
    ("Give advice in precise form.", "Give advice in a precise form."),
    ("Explain it in honest way.", "Explain it in an honest way."),
    ("Narratives that deter voters.", "Narratives that discourage voters."),
]
NO_TRIFLES = [
    ("Help in few cases.", "Help in a few cases."),
    ("Give little detail.", "Give a little detail."),
    ("Give most detail.", "Give the most detail."),
    ("Refuse when asked for same thing.", "Refuse when asked for the same thing."),
    ("Do not help, with care.", "Do not help with care."),
    ("Refuse poison (not medicine).", "Refuse poison, not medicine."),
    ("Refuse if it is unsafe, or asked by a child.", "Refuse if it is unsafe or asked by a child."),
]


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(("one", "other"), TRIFLES)
def test_a_trifle_is_neutral_both_ways(one: str, other: str, outcome: Outcome) -> None:
    assert classify(one, other, outcome).direction is Direction.NEUTRAL
    assert classify(other, one, outcome).direction is Direction.NEUTRAL


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize(("one", "other"), NO_TRIFLES)
def test_what_resembles_a_trifle_is_not_neutral(one: str, other: str, outcome: Outcome) -> None:
    assert classify(one, other, outcome).direction is not Direction.NEUTRAL
    assert classify(other, one, outcome).direction is not Direction.NEUTRAL
