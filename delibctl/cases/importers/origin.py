"""Where a case came from, as text that shows each of its characters."""

import re
import unicodedata

#: Letters without ink, and marks that only choose a variant.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_GREEK_CYRILLIC = re.compile("[\u0370-\u052f]")


def shown(text: str) -> str:
    """Return a text with escapes for what a reader would not see, or would take for another letter.

    Source ids and labels can hold anything; in a case file lint would report it.
    """
    if text.isascii() and text.isprintable():
        return text
    unseen = _UNSEEN.search(text) or any(unicodedata.category(c) in _HIDDEN for c in text)
    mixed = _GREEK_CYRILLIC.search(text) and _LATIN.search(text)
    return text.encode("unicode_escape").decode("ascii") if unseen or mixed else text


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
