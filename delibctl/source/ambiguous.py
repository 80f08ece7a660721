"""Unquoted words that YAML 1.1 readers, which are most, do not take for text."""

import re

_WORD = r"[yY]|[yY]es|YES|[nN]|[nN]o|NO|[oO]n|ON|[oO]ff|OFF"
_NUMBER = "|".join(
    (
        r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?",  # to the base of 60
        r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?",
        r"[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)",
        r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    )
)
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.]+.*)?"

#: A whole word that is a truth value, a number in an unusual form, or a date.
AMBIGUOUS = re.compile(f"(?:{_WORD}|{_NUMBER}|{_DATE})")

_START = r"(?=[yYnNoO0-9+.-])"
_VALUE = rf"(?:[,\[{{]\s*+|[-:?]\s++){_START}(?:{AMBIGUOUS.pattern})[ \t]*(?:[\r\n,\]}}#:]|\Z)"
_KEY = rf"(?:\A|[\r\n]) *+{_START}(?:{AMBIGUOUS.pattern})[ \t]*:"
_PLACES = (re.compile(_VALUE), re.compile(_KEY))


def may_be_ambiguous(text: str) -> bool:
    """Return True if a file may hold such a word; much faster than checking each scalar."""
    return any(place.search(text) for place in _PLACES)
