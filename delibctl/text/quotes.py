"""Finding quoted words in a text, without regard to case, spacing and typography."""

import unicodedata
from functools import lru_cache

from delibctl.text.lazy import later

_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-"}
    # Invisible characters, and the marks of emphasis.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f*`")
)
#: White space is searched from its first character only, which takes linear time.
_ELLIPSIS = later(r"(?:(?<!\s)\s+)?(?:\[?(?:\.\.\.|…)\]?)\s*")
_NO_LETTER = later(r"[\W_]")
_EDGES = " \t\n.,;:!?\"'()[]*_`"


def plain(text: str) -> str:
    """Return the text in NFKC, with straight quotes and plain hyphens, without emphasis."""
    if text.isascii():
        # Most texts are, and all else that is replaced is not.
        return text.replace("*", "").replace("`", "")
    return unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY))


def normalise(text: str) -> str:
    """Return the plain text, case folded, with single spaces."""
    return " ".join(plain(text).casefold().split())


def stands_in(quote: str, text: str) -> bool:
    """Return True if all parts of the quote, split at ellipses, are in the text, in order."""
    return in_order(parts(quote), _normalised(text))


@lru_cache(maxsize=1024)
def _normalised(text: str) -> str:
    """Return the normalised text, cached: many quotes are looked up in few texts."""
    return normalise(text)


def parts(quote: str) -> list[str]:
    """Return the parts of a quote between ellipses, normalised, without marks around them."""
    return list(_parts(quote))


@lru_cache(maxsize=1024)
def _parts(quote: str) -> tuple[str, ...]:
    """Return the parts of a quote, cached: one quote is looked up in many texts."""
    # Most quotes have no ellipsis, and to search one takes long.
    split = "..." in quote or "…" in quote
    pieces = _ELLIPSIS.split(quote) if split else [quote]
    stripped = (normalise(piece).strip(_EDGES) for piece in pieces)
    return tuple(piece for piece in stripped if piece)


def in_order(parts: list[str], text: str) -> bool:
    """Return True if there are parts, and all of them are in a normalised text, in order."""
    position = 0
    for piece in parts:
        position = _find(piece, text, position)
        if position < 0:
            return False
        position += len(piece)
    return bool(parts)


def _find(part: str, text: str, position: int) -> int:
    """Return the offset of a part that is whole words, in scripts with word edges; else -1."""
    while (position := text.find(part, position)) >= 0:
        end = position + len(part)
        before, after = text[max(0, position - 1) : position], text[end : end + 1]
        if not (_joined(part[0], before) or _joined(part[-1], after)):
            return position
        position = _next_word(part, text, position)
    return -1


def _next_word(part: str, text: str, position: int) -> int:
    """Return the next place where a part may be; a word begins only after one has ended."""
    if not (part[0].isascii() and part[0].isalnum()):
        return position + 1
    end = _NO_LETTER.search(text, position)
    return end.end() if end else len(text)


def _joined(letter: str, beside: str) -> bool:
    return letter.isascii() and letter.isalnum() and beside.isalnum()
