"""Prices in words."""

import pytest

from delibctl.text.money import dollars


@pytest.mark.parametrize(
    ("price", "words"),
    [(0.0, "free"), (0.00004, "under $0.0001"), (0.0123, "$0.0123"), (1234.5, "$1,234.5000")],
)
def test_a_price_of_nothing_is_free_and_a_small_one_is_not_shown_as_nothing(
    price: float, words: str
) -> None:
    assert dollars(price) == words
