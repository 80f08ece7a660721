"""The request with digits in place of letters.

A filter for words does not match them; a reader understands them.
"""

from random import Random

_DIGITS = str.maketrans("aeiostAEIOST", "431057431057")


def wrap(text: str, random: Random) -> str:  # noqa: ARG001 - as every wrapper
    """Return the request with replaced letters."""
    return text.translate(_DIGITS)
