"""Whether quoted words stand in a text, once case, spacing and typography are put aside."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
    # What nobody sees, and the marks of emphasis.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f*`")
)
_ELLIPSIS = re.compile(r"\s*(?:\[?(?:\.\.\.|…)\]?)\s*")
_EDGES = " \t\n.,;:!?\"'()[]*_`"


def normalise(text: str) -> str:
    """NFKC, straight quotes, plain hyphens, no emphasis, case folded, single spaces."""
    folded = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).casefold()
    return " ".join(folded.split())


def stands_in(quote: str, text: str) -> bool:
    """Whether every part of the quote (cut at ellipses) stands in the text, in that order."""
    whole = normalise(text)
    parts = [normalise(part).strip(_EDGES) for part in _ELLIPSIS.split(quote)]
    position, found = 0, False
    for part in filter(None, parts):
        end = _end_of(part, whole, position)
        if end is None:
            return False
        position = end
        found = True
    return found


class Quoter:
    """A text that is held against many sources, of which it may quote words in a row."""

    def __init__(self, text: str, least: int) -> None:
        self._least = least
        self._words = normalise(text).split()
        #: What runs share to the letter, with where those begin; None where nothing is sure.
        self._middles: dict[tuple[str, ...], list[int]] | None = None
        # A word of marks alone is no word of a run, whose middle then is another.
        if all(word.strip(_EDGES) for word in self._words):
            self._middles = {}
            for start, middle in enumerate(_middles(self._words, least)[1:]):
                self._middles.setdefault(middle, []).append(start)

    def longest_in(self, source: str) -> str:
        """The longest run of at least `least` words that stands in `source`, or nothing."""
        whole, middles = _prepared(source, self._least)
        words, best = self._words, ""
        longer = self._least
        for start in self._starts(middles):
            while start + longer <= len(words):
                # A quotation mark before the first word or a comma after the last is not of the
                # source.
                run = " ".join(words[start : start + longer]).strip(_EDGES)
                if not run or _end_of(run, whole) is None:
                    break
                best = run
                longer += 1
        return best

    def _starts(self, middles: frozenset[tuple[str, ...]]) -> Iterable[int]:
        """The words with which a run can begin; for most sources there is none."""
        if self._middles is None:
            return range(len(self._words))
        shared = middles & self._middles.keys()
        return sorted(start for middle in shared for start in self._middles[middle])


@lru_cache(maxsize=4096)
def _prepared(source: str, least: int) -> tuple[str, frozenset[tuple[str, ...]]]:
    """A source as it is searched: the clauses of a policy are, for every reply."""
    whole = normalise(source)
    return whole, frozenset(_middles(whole.split(), least))


def _middles(words: list[str], least: int) -> list[tuple[str, ...]]:
    """The words between the ends of each run: only its first and its last word can lose marks."""
    size = max(0, least - 2)
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def _end_of(run: str, whole: str, start: int = 0) -> int | None:
    """Where a run first ends, if it begins and ends at the edge of a word where its script has any.

    By hand: a pattern for each of the many runs of a text would take most of the time of a diff.
    """
    at = whole.find(run, start)
    while at >= 0:
        end = at + len(run)
        if not (_joins(run[0], whole[at - 1 : at]) or _joins(run[-1], whole[end : end + 1])):
            return end
        at = whole.find(run, at + 1)
    return None


def _joins(edge: str, beside: str) -> bool:
    """Whether what stands beside the edge of a run belongs to the same word."""
    return edge.isascii() and edge.isalnum() and beside.isalnum()
