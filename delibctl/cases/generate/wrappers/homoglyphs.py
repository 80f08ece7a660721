"""The request with Cyrillic letters that look like Latin ones.

Whoever looks for words does not find them; a reader sees no difference.
"""

from random import Random

_LETTERS = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def wrap(text: str, random: Random) -> str:  # noqa: ARG001 - as every wrapper
    """The request, respelt."""
    return text.translate(_LETTERS)
