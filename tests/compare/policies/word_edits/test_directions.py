"""Directions of edits of real policies, compared with those that two readers gave them."""

import pytest
from compare.policies.word_edits.corpus import load_edits
from compare.policies.word_edits.measure import measure


@pytest.mark.parametrize("name", ["edits", "clause_edits"])
def test_likely_directions_are_right_and_no_loosening_is_called_neutral(name: str) -> None:
    edits = load_edits(name)
    if edits is None:
        pytest.skip("DELIBCTL_DATA is not set")

    result = measure(edits)

    assert result.hidden == ()
    assert result.share_right >= 0.95
    assert result.share_unclear <= 0.61
