"""How much of one text stands in another, by runs of three words."""

import re

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return _WORD.findall(text.casefold())


def shingles(text: str, size: int = 3) -> frozenset[tuple[str, ...]]:
    """The runs of `size` words in a text; a shorter text is one run."""
    found = words(text)
    if len(found) <= size:
        return frozenset([tuple(found)] if found else [])
    return frozenset(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def contained(part: frozenset[tuple[str, ...]], whole: frozenset[tuple[str, ...]]) -> float:
    """The share of `part` that stands in `whole`, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
