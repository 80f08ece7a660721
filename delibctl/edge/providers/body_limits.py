"""The limits of a response: what is beyond them is read no further, whatever it holds."""

from typing import Any

#: Bytes of a response at most, unpacked. The longest answers take a hundredth of it.
MAX_BYTES = 20_000_000
TOO_LONG = f"the server answered with over {MAX_BYTES // 10**6} MB"
#: Brackets and commas at most: each part of a JSON body takes many times its bytes in memory.
MAX_PARTS = 300_000
TOO_MANY = f"the server answered with over {MAX_PARTS:,} parts"

#: Characters of all texts of a body at most: what follows looks through them many times. The
#: longest answers of models take a fifth of it.
MAX_CHARACTERS = 2_000_000
TOO_MUCH_TEXT = f"the server answered with over {MAX_CHARACTERS // 10**6} million characters"


def has_too_many_parts(raw: bytes) -> bool:
    """Return True for a body that would take far more memory and time to parse than to read."""
    return sum(raw.count(mark) for mark in (b"[", b"{", b",")) > MAX_PARTS


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
