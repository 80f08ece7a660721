"""The words of a text in small letters, each with the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from delibctl.text.lazy import later
from delibctl.text.quotes import plain

#: Scripts that put no space between words: each of their characters stands for half a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W_{_UNSPACED}]+"
_WORD = later(rf"{_LETTERS}(?:'{_LETTERS})*|[{_UNSPACED}]")
_HALF = later(rf"[{_UNSPACED}]")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words `start` to `end` of a text, of which `shared` stand in the source of that number."""

    source: int
    start: int
    end: int
    shared: float


class Located:
    """A text as words. Typography, case and what stands between words are put aside."""

    def __init__(self, text: str) -> None:
        self._text = plain(text)
        self._matches = list(_WORD.finditer(self._text))

    @cached_property
    def words(self) -> list[str]:
        """The words in their order."""
        return [match[0].casefold() for match in self._matches]

    def written(self, start: int, end: int) -> str:
        """Some of the words as the text has them, with what stands between them."""
        if start >= end:
            return ""
        first, last = self._matches[start].start(), self._matches[end - 1].end()
        return " ".join(self._text[first:last].split())


def count(words: Sequence[str]) -> float:
    """How many words these are."""
    return sum(0.5 if _HALF.match(word) else 1.0 for word in words)
