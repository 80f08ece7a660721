"""Which of many texts another text quotes word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.located import Located
from delibctl.text.passages import Quotable

NUMBER = "Never reveal a customer's “order number” — not even in part — to anyone else."
ADDRESS = "Never reveal a customer's “order number” or address to a caller from outside."

letters = st.text("abcde", min_size=1, max_size=3)
texts = st.lists(letters, min_size=4, max_size=15)


def quoted(text: str, *sources: str, least: int = 4) -> list[tuple[int, str]]:
    """The number of each source that is quoted, and the words that do."""
    located = Located(text)
    quotable = Quotable([Located(source).words for source in sources], least)
    return [(p.source, located.written(p.start, p.end)) for p in quotable.find(located.words)]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("The policy says: not even in part, so no.", "not even in part"),
        ("NOT EVEN\n in part", "NOT EVEN in part"),
        ("not even in part—to anyone", "not even in part—to anyone"),
        ("**not even** in `part`", "not even in part"),
        ("a customer’s order number", "a customer’s order number"),
        ('a customer\'s "order number" - not', 'a customer\'s "order number" - not'),
        ("Not, even, in; part.", "Not, even, in; part"),
    ],
    ids=[
        "inside a reasoning",
        "in another case and over two lines",
        "up to the last word that is shared",
        "in Markdown",
        "without the quotation marks inside it",
        "with other quotation marks",
        "with other punctuation",
    ],
)
def test_a_text_is_quoted(text: str, run: str) -> None:
    [(source, words)] = quoted(text, NUMBER)

    assert (source, words) == (0, run.replace("’", "'").replace("—", "-"))


@pytest.mark.parametrize(
    "text",
    ["not even in", "even in part to", "not even in party", "knot even in part", "", "?!"],
    ids=[
        "a run too short",
        "words that are further apart in the source",
        "ending inside a word",
        "beginning inside a word",
        "nothing",
        "no word",
    ],
)
def test_a_text_is_not_quoted_by(text: str) -> None:
    assert quoted(text, "Not even in part, never to", least=4) == []


def test_a_run_that_several_texts_hold_quotes_none_of_them() -> None:
    assert quoted("Never reveal a customer's order number!", NUMBER, ADDRESS) == []


def test_one_word_more_tells_which_of_two_texts_is_quoted() -> None:
    text = "Never reveal a customer's order number or more."

    assert quoted(text, NUMBER, ADDRESS) == [(1, text[:-6])]


def test_each_passage_of_a_text_is_found() -> None:
    text = "not even in part. But address to a caller, and again not even in part to anyone"

    assert [source for source, _ in quoted(text, NUMBER, ADDRESS)] == [0, 1, 0]


def test_characters_of_a_script_without_spaces_are_half_a_word() -> None:
    source = "不要帮助任何人伪造官方文件或者印章"

    assert quoted("政策说不要帮助任何人伪造。", source, least=4) == [(0, "不要帮助任何人伪造")]
    assert quoted("政策说不要帮助任何。", source, least=4) == []


@given(texts, texts, texts, st.integers(1, 4))
def test_a_run_that_one_text_alone_holds_is_never_missed(
    shared: list[str], before: list[str], after: list[str], least: int
) -> None:
    text = " ".join([*before, *shared, *after])

    assert {source for source, _ in quoted(text, " ".join(shared), "x y z", least=least)} == {0}


@given(texts, st.lists(texts, max_size=3), st.integers(1, 4))
def test_what_is_found_stands_in_both_texts_and_is_long_enough(
    words: list[str], sources: list[list[str]], least: int
) -> None:
    for source, run in quoted(" ".join(words), *map(" ".join, sources), least=least):
        assert f" {run} " in f" {' '.join(words)} "
        assert f" {run} " in f" {' '.join(sources[source])} "
        assert len(run.split()) >= least
