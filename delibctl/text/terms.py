"""Whether a text uses a term."""

import re


def uses(text: str, term: str) -> bool:
    """Whether the term stands in the text as words, in any case, singular or plural."""
    if not term.isascii():
        # Some scripts put no space between words, so there is no edge to look for.
        return term.casefold() in text.casefold()
    return pattern(term).search(text) is not None


def pattern(term: str) -> re.Pattern[str]:
    """What finds a term of ASCII letters; its words may be joined by spaces, `-` or `_`."""
    words = r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", term)))
    return re.compile(rf"(?<!\w){words}(s|es)?(?!\w)", re.IGNORECASE)
