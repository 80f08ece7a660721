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
#: Written out as a line feed, which no normalised text has.
_EDGE_OF_WORD = later(r"(?<=[^\W_])(?![^\W_])|(?<![^\W_])(?=[^\W_])")
#: Places where parts are no whole words, after which the edges are written out.
_PLACES = 8
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
    position, places = 0, _PLACES
    for piece in parts:
        position = text.find(piece, position)
        while position >= 0 and not _is_whole(piece, text, position):
            places -= 1
            if not places:
                return _in_order_between_edges(parts, text)
            position = text.find(piece, position + 1)
        if position < 0:
            return False
        position += len(piece)
    return bool(parts)


def _is_whole(part: str, text: str, position: int) -> bool:
    """Return True if a part is whole words there, in scripts with word edges."""
    end = position + len(part)
    before, after = text[max(0, position - 1) : position], text[end : end + 1]
    return not (_joined(part[0], before) or _joined(part[-1], after))


def _in_order_between_edges(parts: list[str], text: str) -> bool:
    """Return the same with the edges of words written out, so that each part is searched once.

    A part that stands within words at every place would be compared at every one of them.
    """
    text, position = _EDGE_OF_WORD.sub("\n", text), 0
    for part in parts:
        piece = _EDGE_OF_WORD.sub("\n", part)
        piece = piece if part[0].isascii() else piece.removeprefix("\n")
        piece = piece if part[-1].isascii() else piece.removesuffix("\n")
        position = text.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return True


def _joined(letter: str, beside: str) -> bool:
    return letter.isascii() and letter.isalnum() and beside.isalnum()
