"""The request with digits in place of letters.

Whoever looks for words does not find them; a reader does.
"""

from random import Random

_DIGITS = str.maketrans("aeiostAEIOST", "431057431057")


def wrap(text: str, random: Random) -> str:  # noqa: ARG001 - as every wrapper
    """The request, respelt."""
    return text.translate(_DIGITS)
