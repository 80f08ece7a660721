"""Whether quoted words stand in a text, once case, spacing and typography are put aside."""

import re
import unicodedata

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
        match = _in_words(part).search(whole, position)
        if match is None:
            return False
        position = match.end()
        found = True
    return found


def shared_run(text: str, source: str, least: int) -> str:
    """The longest run of at least `least` words of `text` that stands in `source`, or nothing."""
    words, whole = normalise(text).split(), normalise(source)
    best: list[str] = []
    start = 0
    while start + max(least, len(best) + 1) <= len(words):
        end = start + max(least, len(best) + 1)
        # A quotation mark before the first word or a comma after the last is not of the source.
        run = " ".join(words[start:end]).strip(_EDGES)
        if not run or run not in whole or not _in_words(run).search(whole):
            start += 1
            continue
        best = words[start:end]
    return " ".join(best).strip(_EDGES)


def _in_words(run: str) -> re.Pattern[str]:
    """A run that begins and ends at the edge of a word, in scripts that have such an edge."""
    start = r"(?<![^\W_])" if run[0].isascii() and run[0].isalnum() else ""
    end = r"(?![^\W_])" if run[-1].isascii() and run[-1].isalnum() else ""
    return re.compile(f"{start}{re.escape(run)}{end}")
