"""The share of one text that is in another, by runs of three words."""

import re

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.casefold())


def shingles(text: str, size: int = 3) -> frozenset[tuple[str, ...]]:
    """Return the runs of `size` words in a text; a shorter text is one run."""
    text_words = words(text)
    if len(text_words) <= size:
        return frozenset([tuple(text_words)] if text_words else [])
    return frozenset(tuple(text_words[i : i + size]) for i in range(len(text_words) - size + 1))


def contained(part: frozenset[tuple[str, ...]], whole: frozenset[tuple[str, ...]]) -> float:
    """Return the share of `part` that is in `whole`, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
