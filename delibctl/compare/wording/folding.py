"""Texts without their form, to tell if two texts differ in form only."""

import re
import unicodedata
from functools import lru_cache

from delibctl.compare.scales import Direction

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-"})
_DASH = re.compile(r"(?<!\s)\s+[-–—]+\s+")

#: Lists, tables, headings and fences, where line starts are part of the meaning.
_LAID_OUT = re.compile(
    r"^[ \t]*([-*+•◦▪‣·–—#>|]|```|~~~|\(?(\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)][ \t])"
    r"|^[ \t]{2,}\S",
    re.MULTILINE,
)

#: Separators of words; between digits they belong to the number.
_SEPARATOR = re.compile(r"(?<!\d)[,;:!?()\[\]{}…—–]|[,;:!?()\[\]{}…—–](?!\d)")
#: Removed, since they can be inside a word; after a digit they may mean inches.
_QUOTE = re.compile(r'(?<!\d)["„“”«»]')
_EMPHASIS = "*_`'~"
_RANGE = re.compile(r"(?<=\d)[–—](?=\d)")
#: The comma before the last item of a list of short ones.
_LAST_COMMA = re.compile(r"(,(?: [\w'-]+){1,3}),(?= (?:and|or) )")
#: A remark in brackets that says the same between commas.
_REMARK = re.compile(r" \(((?:i\.e\.|e\.g\.|that is|for example)[^()]*)\)")
_SIGNED = re.compile(r"[-.]+\d")


def plain(text: str) -> str:
    """Return the text with plain quotes and hyphens."""
    return unicodedata.normalize("NFC", text).translate(_QUOTES)


def flow(text: str) -> str:
    """Return the text on one line with plain quotes and dashes."""
    return " ".join(_DASH.sub(" - ", f" {plain(text)} ").split())


@lru_cache(maxsize=16)  # several rules read the same two texts
def words(text: str) -> tuple[str, ...]:
    """Return the words in lower case, with numbers, signs and hyphens kept."""
    text = _QUOTE.sub("", _RANGE.sub("-", plain(text).lower()))
    return tuple(word for token in _SEPARATOR.sub(" ", text).split() if (word := _bare(token)))


def _bare(word: str) -> str:
    """Strip emphasis and full stops at the edges, but keep a sign or point before a digit."""
    if word.isalpha():
        return word
    word = word.strip(_EMPHASIS)
    start = word if _SIGNED.match(word) else word.lstrip(".-" + _EMPHASIS)
    return start.rstrip(".-" + _EMPHASIS)


def form(old: str, new: str) -> Direction | None:
    """Return the direction of a change of form; None if the words differ.

    Neutral if only space, the shape of quotes and dashes, the last comma of a list, or brackets
    around "i.e." differ. Unknown if other punctuation or case differ too, since a comma can change
    the meaning.
    """
    if words(old) != words(new):
        return None
    same = _settled(old) == _settled(new)
    return Direction.NEUTRAL if same and _layout(old) == _layout(new) else Direction.UNKNOWN


def _settled(text: str) -> str:
    """Return the text on one line in one of the ways to write it that say the same."""
    return _LAST_COMMA.sub(r"\1", _REMARK.sub(r", \1", flow(text))).removesuffix(".")


def _layout(text: str) -> list[tuple[int, str]]:
    """Return (indent, line) pairs if lines are part of the meaning, else an empty list."""
    if not _LAID_OUT.search(text):
        return []
    lines = [line for line in text.expandtabs().splitlines() if line.strip()]
    return [(len(line) - len(line.lstrip()), flow(line).removesuffix(".")) for line in lines]
