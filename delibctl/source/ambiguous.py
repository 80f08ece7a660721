"""Plain words of YAML that YAML 1.1, which most readers speak, takes for something else."""

import re

_WORD = r"[yY]|[yY]es|YES|[nN]|[nN]o|NO|[oO]n|ON|[oO]ff|OFF"
_NUMBER = r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.]+.*)?"

#: A whole word that is true or false, a number to the base of 60, or a date.
AMBIGUOUS = re.compile(f"(?:{_WORD}|{_NUMBER}|{_DATE})")

#: Where one may stand; much faster than to look at every scalar, and found in few files.
AMBIGUOUS_ANYWHERE = re.compile(
    rf"(?:^|[-:,\[{{?]\s)\s*(?:{AMBIGUOUS.pattern})\s*(?:$|[,\]}}:#])", re.MULTILINE
)
