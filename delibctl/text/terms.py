"""Finding the terms that a text uses."""

import re
from collections.abc import Callable
from functools import cache


def uses(text: str, term: str) -> bool:
    """Return True if the text has the term as words, in any case, singular or plural."""
    lower = text.lower()
    if not term.isascii():
        # Some scripts have no spaces between words, so words have no edges.
        return term.lower() in lower
    first, pattern = _pattern(term)
    # The bare search is several times faster and decides most texts.
    return first in lower and pattern.search(text) is not None


def user_of(text: str) -> Callable[[str], int]:
    """Return a function that counts how often a text uses a term."""
    lower = text.lower()

    def count(term: str) -> int:
        if not term.isascii():
            return lower.count(term.lower())
        first, pattern = _pattern(term)
        return sum(1 for _ in pattern.finditer(text)) if first in lower else 0

    return count


def marked(text: str, term: str, mark: str) -> str:
    """Return the text with each use of a term replaced; the ending of a plural stays."""
    if not term.isascii():
        return re.sub(re.escape(term), lambda _: mark, text, flags=re.IGNORECASE)
    first, pattern = _pattern(term)
    return pattern.sub(lambda use: mark + (use[1] or ""), text) if first in text.lower() else text


@cache
def _pattern(term: str) -> tuple[str, re.Pattern[str]]:
    """Return the first word of a term, and its pattern: words joined by spaces, `-` or `_`."""
    parts = re.split(r"[\s_-]+", term)
    words = r"[\s_-]+".join(map(re.escape, parts))
    return parts[0].lower(), re.compile(rf"(?<!\w){words}(s|es)?(?!\w)", re.IGNORECASE)
