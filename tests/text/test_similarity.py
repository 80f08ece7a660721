"""How much of one text stands in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.similarity import contained, shingles

words = st.lists(st.sampled_from("abcdef"), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("?! -", [], id="no word"),
        pytest.param("One", [("one",)], id="one word"),
        pytest.param("One, two!", [("one", "two")], id="two words"),
        pytest.param("one two three", [("one", "two", "three")], id="one run"),
        pytest.param(
            "One two THREE four",
            [("one", "two", "three"), ("two", "three", "four")],
            id="two runs",
        ),
        pytest.param("a a a a a", [("a", "a", "a")], id="the same run twice"),
        pytest.param("Straße", [("strasse",)], id="folded case"),
    ],
)
def test_a_text_is_the_set_of_its_runs_of_three_words(
    text: str, runs: list[tuple[str, ...]]
) -> None:
    assert shingles(text) == frozenset(runs)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        pytest.param("a b c d", "x a b c d y", 1.0, id="all of it"),
        pytest.param("a b c d", "x a b c y", 0.5, id="one run of two"),
        pytest.param("a b c d", "d c b a", 0.0, id="the same words in another order"),
        pytest.param("", "a b c", 0.0, id="nothing"),
        pytest.param("a b c", "", 0.0, id="in nothing"),
    ],
)
def test_a_share_of_runs_stands_in_another_text(part: str, whole: str, share: float) -> None:
    assert contained(shingles(part), shingles(whole)) == share


@given(words, words)
def test_the_share_is_between_nothing_and_all(part: str, whole: str) -> None:
    assert 0 <= contained(shingles(part), shingles(whole)) <= 1


@given(words.filter(bool), words, words)
def test_a_text_of_three_words_or_more_stands_wholly_in_what_surrounds_it(
    text: str, before: str, after: str
) -> None:
    text += " x y"

    assert contained(shingles(text), shingles(f"{before} {text} {after}")) == 1
