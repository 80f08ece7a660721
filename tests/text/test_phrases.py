"""Which of some phrases stand in a text as whole words."""

import pytest

from delibctl.text.located import Located
from delibctl.text.phrases import Phrases

PHRASES = ("Forging papers", "Forging papers and money", "Self-harm", "Money", "伪造文件")


def named(text: str, *phrases: str) -> list[str]:
    """The phrases that are found."""
    found = Phrases([(number, Located(p).words) for number, p in enumerate(phrases)])
    return [phrases[passage.source] for passage in found.find(Located(text).words)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This is under forging papers.", ["Forging papers"]),
        ("This is FORGING\nPAPERS!", ["Forging papers"]),
        ("See “Forging papers and money”.", ["Forging papers and money"]),
        ("self-harm, self harm; Self‑Harm", ["Self-harm"] * 3),
        ("money, or forging papers", ["Money", "Forging papers"]),
        ("根据伪造文件这一条", ["伪造文件"]),
        ("forging the papers", []),
        ("forging paperss, moneyed", []),
        ("reforging papers", []),
        ("", []),
    ],
    ids=[
        "as whole words",
        "in another case and over two lines",
        "the longer of two",
        "with or without a hyphen",
        "in the order of the text",
        "in a script without spaces",
        "not with a word between",
        "not as a part of a word",
        "not as the end of a word",
        "nothing",
    ],
)
def test_a_phrase_is_found(text: str, found: list[str]) -> None:
    assert named(text, *PHRASES) == found


def test_a_phrase_that_stands_for_two_things_is_none() -> None:
    assert named("Money matters here", "Money matters", "money matters", "Here") == ["Here"]


def test_a_phrase_without_a_word_is_none() -> None:
    assert named("So?! What.", "?!", "") == []


def test_a_phrase_ends_with_the_text_although_a_longer_one_begins_alike() -> None:
    phrases = Phrases([(0, ["to", "ask"]), (1, ["to", "be", "or", "not", "to", "be"])])

    (passage,) = phrases.find(["to", "ask"])

    assert (passage.source, passage.start, passage.end) == (0, 0, 2)
