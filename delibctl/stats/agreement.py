"""Agreement beyond chance, between a judge and people and among several judges."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Kappa:
    """Cohen's kappa, from -1 to 1, with its interval; `total` is the number of pairs."""

    value: float
    low: float
    high: float
    total: int


def kappa(pairs: Mapping[tuple[T, T], int], confidence: float = 0.95) -> Kappa | None:
    """Return Cohen's kappa of the counts of (first rater, second rater) pairs.

    None if chance alone would agree on everything. Cohen 1960, with the variance for large samples
    of Fleiss, Cohen and Everitt 1969.
    """
    n = sum(pairs.values())
    names = {name for pair in pairs for name in pair}
    shares = {pair: count / n for pair, count in pairs.items()}
    rows = {a: sum(p for pair, p in shares.items() if pair[0] == a) for a in names}
    columns = {b: sum(p for pair, p in shares.items() if pair[1] == b) for b in names}
    by_chance = sum(rows[name] * columns[name] for name in names)
    if not n or by_chance >= 1 - 1e-12:
        return None
    agreed = sum(shares.get((name, name), 0.0) for name in names)
    value = (agreed - by_chance) / (1 - by_chance)
    agreement = sum(
        shares.get((name, name), 0.0) * (1 - (rows[name] + columns[name]) * (1 - value)) ** 2
        for name in names
    )
    disagreement = (1 - value) ** 2 * sum(
        p * (columns[a] + rows[b]) ** 2 for (a, b), p in shares.items() if a != b
    )
    spread = agreement + disagreement - (value - by_chance * (1 - value)) ** 2
    error = sqrt(max(0.0, spread) / n) / (1 - by_chance)
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * error
    return Kappa(value=value, low=max(-1.0, value - half), high=min(1.0, value + half), total=n)


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal values; each unit holds the values of its raters.

    None if no unit has two ratings, or if all ratings are equal.
    """
    import krippendorff  # imports numpy, which is slow
    import numpy

    names = list(dict.fromkeys(value for unit in units for value in unit))
    rated = [Counter(unit) for unit in units if len(unit) > 1]
    if not rated or len({name for unit in rated for name in unit}) < 2:
        return None
    counts = numpy.array([[unit[name] for name in names] for unit in rated])
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
