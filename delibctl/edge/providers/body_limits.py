"""The limits of a response: what is beyond them is read no further, whatever it holds."""

import re
from typing import Any

#: Bytes of a response at most, unpacked. The longest answers take a hundredth of it.
MAX_BYTES = 20_000_000
TOO_LONG = f"the server answered with over {MAX_BYTES // 10**6} MB"
#: Brackets and commas at most: each part of a JSON body takes many times its bytes in memory.
MAX_PARTS = 300_000
TOO_MANY = f"the server answered with over {MAX_PARTS:,} parts"

#: A number of so many digits; some parsers take minutes for one of 20 MB.
_LONG_NUMBER = re.compile(rb"(?:\A|[:\[,])\s*-?[\d.eE+-]{4000}")
TOO_LONG_NUMBER = "the server answered with a number of over 4,000 digits"
#: Characters of all texts of a body at most: what follows looks through them many times. The
#: longest answers of models take a fifth of it.
MAX_CHARACTERS = 2_000_000
TOO_MUCH_TEXT = f"the server answered with over {MAX_CHARACTERS // 10**6} million characters"


def hard_to_parse(raw: bytes) -> str:
    """Return why a body would take far more memory and time to parse than to read; else nothing."""
    if sum(raw.count(mark) for mark in (b"[", b"{", b",")) > MAX_PARTS:
        return TOO_MANY
    return TOO_LONG_NUMBER if _LONG_NUMBER.search(raw) else ""


def has_too_much_text(body: Any) -> bool:
    """Return True for a parsed body whose texts would take seconds to read."""
    size, left = 0, [body]
    while left and size <= MAX_CHARACTERS:
        part = left.pop()
        if isinstance(part, str):
            size += len(part)
        elif isinstance(part, dict):
            left += [*part, *part.values()]
        elif isinstance(part, list):
            left += part
    return size > MAX_CHARACTERS
