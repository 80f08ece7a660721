"""The words of a text in lower case, each with its position."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from delibctl.text.lazy import later
from delibctl.text.quotes import plain

#: Scripts without spaces between words: each of their characters counts as half a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W_{_UNSPACED}]+"
_WORD = later(rf"{_LETTERS}(?:'{_LETTERS})*|[{_UNSPACED}]")
_HALF = later(rf"[{_UNSPACED}]")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Words `start` to `end` of a text, of which `shared` are in the source with that number."""

    source: int
    start: int
    end: int
    shared: float


class Located:
    """A text as words, without regard to typography, case and punctuation."""

    def __init__(self, text: str) -> None:
        #: The text with plain typography, as the positions of words count it.
        self.text = plain(text)
        self._matches = list(_WORD.finditer(self.text))

    @cached_property
    def words(self) -> list[str]:
        """The words, in order."""
        return [match[0].casefold() for match in self._matches]

    def written(self, start: int, end: int) -> str:
        """Return words `start` to `end` as the text has them, with punctuation."""
        if start >= end:
            return ""
        first, last = self.span(start, end)
        return " ".join(self.text[first:last].split())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in `text` words `start` to `end` begin and end; there is at least one."""
        return self._matches[start].start(), self._matches[end - 1].end()


def count(words: Sequence[str]) -> float:
    """Return the number of words; characters of scripts without spaces count half."""
    return sum(0.5 if _HALF.match(word) else 1.0 for word in words)
