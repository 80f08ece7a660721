"""Stems of English words; words of other languages mostly stay unchanged."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

_STOP_WORDS = """
a about after all also an and any anybody anyone anything are as at be because been before but
by can cannot can't could did do does doesn't don't each either else every everyone everything
for from had has have he her here hers herself him himself his how i if in into is isn't it its
it's itself may me might mine more most must my myself neither no nobody none nor not nothing
of off on one one's only or other others our ours ourselves out over own shall she should so
some somebody someone something such than that the their theirs them themselves then there
these they this those though to too under until up upon us very was we were what when where
whether which while who whoever whom whose why will with within without would you your yours
yourself yourselves
"""

#: Words that carry no topic.
STOP_WORDS = frozenset(_STOP_WORDS.split())


def stems(words: Iterable[str]) -> list[str]:
    """Return each word without its ending."""
    return [_stem(word) for word in words]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
