"""Whether a text uses a term."""

import re
from functools import cache


def uses(text: str, term: str) -> bool:
    """Whether the term stands in the text as words, in any case, singular or plural."""
    if not term.isascii():
        # Some scripts put no space between words, so there is no edge to look for.
        return term.casefold() in text.casefold()
    first, pattern = _pattern(term)
    # The bare search is several times faster and decides most texts.
    return first in text.lower() and pattern.search(text) is not None


@cache
def _pattern(term: str) -> tuple[str, re.Pattern[str]]:
    """The first word of a term, and what finds it all: joined by spaces, `-` or `_`."""
    parts = re.split(r"[\s_-]+", term)
    words = r"[\s_-]+".join(map(re.escape, parts))
    return parts[0].lower(), re.compile(rf"(?<!\w){words}(s|es)?(?!\w)", re.IGNORECASE)
