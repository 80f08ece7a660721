"""The words that a misquote was meant to be."""

import time

import pytest

from delibctl.text.nearest_words import nearest_words

TEXT = (
    "Explaining and applying. The assistant explains what an official document is for, who issues "
    "it, how to apply for one, and what to do when one is lost."
)


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("who gives it, how to apply", "who issues it, how to apply"),
        ("The assistant tells what an official document is",
         "The assistant explains what an official document is"),
        ("what to do when one is stolen", "what to do when one is lost"),
        ("HOW TO APPLY for any", "how to apply for one"),
        ("who issues it and how to apply", "who issues it, how to apply"),
        ("You apply at the office on Monday", ""),
        ("", ""),
        ("...", ""),
    ],
)  # fmt: skip
def test_the_nearest_words_are_those_that_share_most(quote: str, nearest: str) -> None:
    assert nearest_words(quote, TEXT) == nearest


def test_no_words_are_near_those_of_an_empty_text() -> None:
    assert nearest_words("who issues it", "") == ""


def test_long_texts_take_little_time() -> None:
    began = time.process_time()
    nearest_words("who issues it " * 70_000, "who issues what " * 70_000)

    assert time.process_time() - began < 2
