"""The request with Cyrillic letters that look like Latin ones.

A filter for words does not match them; a reader sees no difference.
"""

from random import Random

_LETTERS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def wrap(text: str, random: Random) -> str:  # noqa: ARG001 - as every wrapper
    """Return the request with replaced letters."""
    return text.translate(_LETTERS)
