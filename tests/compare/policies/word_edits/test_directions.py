"""Directions of edits of real policies, compared with those that two readers gave them."""

from pathlib import Path

import pytest
from compare.policies.word_edits.corpus import load_edits
from compare.policies.word_edits.measure import measure

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("name", "unclear"), [("edits", 0.45), ("clause_edits", 0.25), ("held_out_edits", 0.25)]
)
def test_directions_of_the_sets_they_were_fitted_on_are_those_of_the_readers(
    name: str, unclear: float
) -> None:
    edits = load_edits(name)
    if edits is None:
        pytest.skip("DELIBCTL_DATA is not set")

    result = measure(edits)

    assert (result.hidden, result.reversed) == ((), ())
    assert result.share_right >= 0.95
    assert result.share_unclear <= unclear


@pytest.mark.parametrize(
    ("name", "right", "unclear"),
    [
        ("fourth_edits", 0.92, 0.30),
        ("unseen_edits", 0.89, 0.53),
        ("sixth_edits", 0.76, 0.52),
    ],
)
def test_directions_of_the_sets_that_were_measured_before_rules_were_changed_for_them_stay_right(
    name: str, right: float, unclear: float
) -> None:
    edits = load_edits(name)
    if edits is None:
        pytest.skip("DELIBCTL_DATA is not set")

    result = measure(edits)

    assert (result.hidden, result.reversed) == ((), ())
    assert result.share_right >= right
    assert result.share_unclear <= unclear


def test_at_most_a_third_of_the_sets_that_rules_were_fitted_on_is_unclear() -> None:
    names = ("edits", "clause_edits", "held_out_edits", "fourth_edits")
    sets = [load_edits(name) for name in names]
    if not all(sets):
        pytest.skip("DELIBCTL_DATA is not set")

    result = measure(edit for edits in sets for edit in edits or ())

    assert result.share_unclear <= 1 / 3
    assert result.share_right >= 0.95


def test_the_documentation_states_the_figures() -> None:
    sets = [
        load_edits(name) for name in ("edits", "clause_edits", "held_out_edits", "fourth_edits")
    ]
    if not all(sets):
        pytest.skip("DELIBCTL_DATA is not set")
    result = measure(edit for edits in sets for edit in edits or ())
    page = " ".join((ROOT / "docs" / "policy-changes.md").read_text("utf-8").split())

    assert f"{sum(len(edits or ()) for edits in sets)} edits" in page
    assert f"{1 - result.share_unclear:.0%}".replace("%", " %") + " of them a direction" in page
    assert f"{result.share_right:.0%}".replace("%", " %") + " of its directions" in page
    unseen = measure(load_edits("unseen_edits") or ())
    assert f"{1 - unseen.share_unclear:.0%}".replace("%", " %") + " a direction" in page
    assert f"{unseen.share_right:.0%}".replace("%", " %") + " of these were right" in page
    sixth = measure(load_edits("sixth_edits") or ())
    assert f"{1 - sixth.share_unclear:.0%}".replace("%", " %") + " of the sixth set" in page
    assert f"{sixth.share_right:.0%}".replace("%", " %") + " of those directions" in page
