"""An answer as sentences, and how long they are."""

import re
from collections.abc import Iterator
from functools import cached_property

from delibctl.text.lazy import later

#: Begins with a set of characters, which makes the search fast.
_END = later(r"[.!?\n](?:(?<=\n)|[\"')*_]*\s)\s*")
_END_OF_ANY = later(r"[.!?。！？\n](?:(?<=[。！？\n])|[\"')*_]*\s)\s*")
#: A list item.
ITEM = later(r"[ \t]*(?:\d+[.)]|[-*•])[ \t]+\S")
#: The same in a text of several lines.
ITEM_LINE = later(r"^[ \t]*(?:\d+[.)]|[-*•])[ \t]+\S", re.MULTILINE)
#: Marks around words.
_MARKS = str.maketrans(dict.fromkeys(',.;:!?()*_"¿¡–—', " "))
#: Characters that count as a word in scripts without spaces.
_CHARACTERS_A_WORD = 3


class Prose:
    """A text in lower case, taken apart once for all that look into it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def unmarked(self) -> str:
        """The text with blanks for the marks around words."""
        return unmarked(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, str]]:
        """Each sentence or line with its offset."""
        return list(sentences(self.text))

    @cached_property
    def words(self) -> list[str]:
        """All words in their order, with their apostrophes."""
        return self.unmarked.split()

    def words_in(self, start: int, sentence: str) -> list[str]:
        """Return the words of the sentence that begins at an offset."""
        return self.unmarked[start : start + len(sentence)].split()


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence or line with its offset."""
    start = 0
    for end in (_END if text.isascii() else _END_OF_ANY).finditer(text):
        ends = end.start() + (text[end.start()] != "\n")
        yield start, text[start:ends]
        start = end.end()
    yield start, text[start:]


def length(text: str) -> int:
    """Return the number of words, also in scripts that have no spaces between them."""
    words = len(text.split())
    if text.isascii():
        return words
    return max(words, sum(character > "\u2fff" for character in text) // _CHARACTERS_A_WORD)


def unmarked(text: str) -> str:
    """Return a text of the same length with blanks for the marks around words."""
    return text.translate(_MARKS)


def words_of(text: str) -> set[str]:
    """Return the words of a lower-case text, with their apostrophes."""
    return set(text.translate(_MARKS).split())


def word_set(words: str) -> frozenset[str]:
    """Return words that are written with blanks between them."""
    return frozenset(words.split())
