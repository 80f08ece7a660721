"""A text without what is only its form, and whether two texts differ in nothing else."""

import re
import unicodedata

from delibctl.compare.policies.scales import Direction

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-"})
_DASH = re.compile(r"\s+[-–—]+\s+")

#: Lists, tables, headings and fences, where the start of a line is part of the sense.
_LAID_OUT = re.compile(
    r"^[ \t]*([-*+•#>|]|```|~~~|\(?(\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)][ \t])", re.MULTILINE
)

#: What separates words; between digits it belongs to the number.
_SEPARATOR = re.compile(r"(?<!\d)[,;:!?()\[\]{}…—–]|[,;:!?()\[\]{}…—–](?!\d)")
#: Taken out, as they can stand within a word; after a digit they may mean inches.
_QUOTE = re.compile(r'(?<!\d)["„“”«»]')
_EMPHASIS = "*_`'~"


def flow(text: str) -> str:
    """In one line, with plain quotes and dashes; nothing of the sense is lost."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    return " ".join(_DASH.sub(" - ", f" {plain} ").split())


def words(text: str) -> list[str]:
    """The words in lower case; numbers, signs and what joins the parts of a word stay."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES).lower()
    plain = _QUOTE.sub("", re.sub(r"(?<=\d)[–—](?=\d)", "-", plain))
    return [word for part in _SEPARATOR.sub(" ", plain).split() if (word := _bare(part))]


def _bare(word: str) -> str:
    """Without emphasis and full stops at the edges, but with a sign or point before a digit."""
    word = word.strip(_EMPHASIS)
    start = word if re.match(r"[-.]+\d", word) else word.lstrip(".-" + _EMPHASIS)
    return start.rstrip(".-" + _EMPHASIS)


def form(old: str, new: str) -> Direction | None:
    """None where the words differ. Neutral: only space or the shape of quotes and dashes differ.

    Unknown: punctuation or upper case differ as well, and a comma can change the sense.
    """
    if words(old) != words(new):
        return None
    same = flow(old).removesuffix(".") == flow(new).removesuffix(".")
    return Direction.NEUTRAL if same and _layout(old) == _layout(new) else Direction.UNKNOWN


def _layout(text: str) -> list[tuple[int, str]]:
    """The lines with their indents, where lines are part of the sense."""
    if not _LAID_OUT.search(text):
        return []
    lines = [line for line in text.expandtabs().splitlines() if line.strip()]
    return [(len(line) - len(line.lstrip()), flow(line).removesuffix(".")) for line in lines]
