"""Plain words of YAML that YAML 1.1, which most readers speak, takes for something else."""

import re

_WORD = r"[yY]|[yY]es|YES|[nN]|[nN]o|NO|[oO]n|ON|[oO]ff|OFF"
_NUMBER = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.]+.*)?"

#: A whole word that is true or false, a number to the base of 60, or a date.
AMBIGUOUS = re.compile(f"(?:{_WORD}|{_NUMBER}|{_DATE})")

_START = r"(?=[yYnNoO0-9+-])"
_VALUE = rf"(?:[,\[{{]\s*|[-:?]\s+){_START}(?:{AMBIGUOUS.pattern})[ \t]*(?:[\r\n,\]}}#:]|\Z)"
_KEY = rf"(?:\A|[\r\n]) *{_START}(?:{AMBIGUOUS.pattern})[ \t]*:"
_PLACES = (re.compile(_VALUE), re.compile(_KEY))


def may_be_ambiguous(text: str) -> bool:
    """Whether a file may hold such a word: much faster than to look at each of its scalars."""
    return any(place.search(text) for place in _PLACES)
