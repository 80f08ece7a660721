"""Exact tests of pairs, and several tests at once."""

from collections.abc import Sequence
from typing import Literal


def mcnemar(
    worse: int, better: int, alternative: Literal["greater", "two-sided"] = "two-sided"
) -> float:
    """Return the p of McNemar's exact test (1947) of the pairs that changed; 1 if none did.

    `greater`: the one-sided p, small if more pairs got worse than better.
    """
    from scipy.stats import binomtest  # scipy is slow to import

    if not worse + better:
        return 1.0
    return float(binomtest(worse, worse + better, alternative=alternative).pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p values adjusted for their number (Holm 1979), in the given order."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted
