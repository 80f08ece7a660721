"""Directions of edits of real policies, compared with those that two readers gave them."""

from pathlib import Path

import pytest
from compare.policies.word_edits.corpus import load_edits
from compare.policies.word_edits.measure import measure

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("name", "unclear", "reversed"), [("edits", 0.73, ()), ("clause_edits", 0.67, ("c100",))]
)
def test_likely_directions_are_right_and_no_loosening_is_called_neutral(
    name: str, unclear: float, reversed: tuple[str, ...]
) -> None:
    edits = load_edits(name)
    if edits is None:
        pytest.skip("DELIBCTL_DATA is not set")

    result = measure(edits)

    assert result.hidden == ()
    assert result.reversed == reversed
    assert result.share_right >= 0.95
    assert result.share_unclear <= unclear


def test_the_documentation_states_the_figures() -> None:
    sets = [load_edits(name) for name in ("edits", "clause_edits")]
    if not all(sets):
        pytest.skip("DELIBCTL_DATA is not set")
    result = measure(edit for edits in sets for edit in edits or ())
    page = " ".join((ROOT / "docs" / "policy-changes.md").read_text("utf-8").split())

    assert f"{sum(len(edits or ()) for edits in sets)} edits" in page
    assert f"{1 - result.share_unclear:.0%}".replace("%", " %") + " of these edits" in page
    assert f"{result.share_right:.0%}".replace("%", " %") + " of its directions" in page
