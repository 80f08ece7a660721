"""Answers that contradict an earlier one each time: how many of them noise alone explains.

A case is right with a chance that nobody knows. Whatever it is, the chance that its first answers
say one thing, and all later ones the other, is at most `most_by_noise`. So among cases that did not
change, the number of such contradictions exceeds a binomial one no more often than that says.
"""

from functools import lru_cache
from math import comb

#: Chances that are tried; between two of them the bound differs by less than a thousandth.
_STEPS = 2_000


@lru_cache
def most_by_noise(before: int, after: int) -> float:
    """Return the largest chance that most of `before` answers and all `after` answers disagree."""

    def mostly_right(p: float) -> float:
        return sum(
            comb(before, hits) * p**hits * (1 - p) ** (before - hits)
            for hits in range(before + 1)
            if 2 * hits >= before
        )

    chances = (step / _STEPS for step in range(_STEPS + 1))
    return max(
        mostly_right(p) * (1 - p) ** after + (1 - mostly_right(p)) * p**after for p in chances
    )


def at_least(count: int, total: int, chance: float) -> float:
    """Return the chance of `count` or more of `total` independent events."""
    return sum(
        comb(total, hits) * chance**hits * (1 - chance) ** (total - hits)
        for hits in range(count, total + 1)
    )
