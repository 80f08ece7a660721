"""Whether quoted words stand in a text, once case, spacing and typography are put aside."""

import re
import unicodedata
from functools import lru_cache

_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
    # What nobody sees, and the marks of emphasis.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f*`")
)
_ELLIPSIS = re.compile(r"\s*(?:\[?(?:\.\.\.|…)\]?)\s*")
_EDGES = " \t\n.,;:!?\"'()[]*_`"


def plain(text: str) -> str:
    """NFKC, straight quotes, plain hyphens, no emphasis."""
    return unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY))


def normalise(text: str) -> str:
    """A plain text, case folded, with single spaces."""
    return " ".join(plain(text).casefold().split())


def stands_in(quote: str, text: str) -> bool:
    """Whether every part of the quote (cut at ellipses) stands in the text, in that order."""
    return in_order(parts(quote), _normalised(text))


@lru_cache(maxsize=1024)
def _normalised(text: str) -> str:
    """Many quotes are looked up in the few texts of a policy."""
    return normalise(text)


def parts(quote: str) -> list[str]:
    """A quote cut at its ellipses, normalised, without the marks around each part."""
    cut = (normalise(part).strip(_EDGES) for part in _ELLIPSIS.split(quote))
    return [part for part in cut if part]


def in_order(parts: list[str], text: str) -> bool:
    """Whether there are parts, and all of them stand in a normalised text, in that order."""
    position = 0
    for part in parts:
        position = _find(part, text, position)
        if position < 0:
            return False
        position += len(part)
    return bool(parts)


def _find(part: str, text: str, position: int) -> int:
    """Where a part stands from edge to edge of a word, in scripts that have such an edge; or -1."""
    while (position := text.find(part, position)) >= 0:
        end = position + len(part)
        before, after = text[max(0, position - 1) : position], text[end : end + 1]
        if not (_joined(part[0], before) or _joined(part[-1], after)):
            return position
        position += 1
    return -1


def _joined(letter: str, beside: str) -> bool:
    return letter.isascii() and letter.isalnum() and beside.isalnum()
