"""The mean of values that resemble each other within a cluster, with an interval.

The variance is the cluster-robust one with the correction CR2, and t has the degrees of freedom of
Satterthwaite (Bell and McCaffrey 2002). Both hold with few clusters of unequal size, where a
bootstrap over clusters is too narrow. With a cluster for each value it is Student's interval.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, kw_only=True)
class ClusteredMean:
    """The mean of `total` values, its standard error, and the degrees of freedom of t."""

    value: float
    error: float
    freedom: float
    total: int
    clusters: int

    def low(self, confidence: float = 0.95) -> float:
        """Return the lower end of the one-sided interval."""
        return self.value - quantile(confidence, self.freedom) * self.error

    def high(self, confidence: float = 0.95) -> float:
        """Return the upper end of the one-sided interval."""
        return self.value + quantile(confidence, self.freedom) * self.error

    def p_above(self, limit: float = 0.0) -> float:
        """Return the one-sided p of a mean above the limit; small if it is."""
        from scipy.special import stdtr  # scipy is slow to import

        if not self.error:
            return float(self.value <= limit)
        return float(stdtr(self.freedom, (limit - self.value) / self.error))


def clustered_mean(
    values: Sequence[float], clusters: Sequence[Hashable], *, least_error: float = 0.0
) -> ClusteredMean | None:
    """Return the mean of the values; None with fewer than two clusters, which have no spread.

    `least_error` is the error to take where the values vary less than that by chance.
    """
    total = len(values)
    sums: dict[Hashable, float] = defaultdict(float)
    sizes: dict[Hashable, int] = defaultdict(int)
    mean = sum(values) / total if total else 0.0
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value - mean
        sizes[cluster] += 1
    if len(sizes) < 2:
        return None
    parts = [size / total for size in sizes.values()]
    robust = sum(s**2 / (1 - part) for s, part in zip(sums.values(), parts, strict=True))
    return ClusteredMean(
        value=mean,
        error=max(sqrt(robust) / total, least_error),
        freedom=_freedom(parts),
        total=total,
        clusters=len(sizes),
    )


def quantile(confidence: float, freedom: float) -> float:
    """Return the quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, confidence))


def _freedom(parts: Sequence[float]) -> float:
    """Return Satterthwaite's degrees of freedom for clusters of these shares of all values."""
    # The matrix whose trace counts has part_g on its diagonal, and off it
    # -part_g part_h / sqrt((1 - part_g)(1 - part_h)); its trace is 1.
    ratios = [part**2 / (1 - part) for part in parts]
    squares = sum(part**2 for part in parts)
    outside = sum(ratios) ** 2 - sum(ratio**2 for ratio in ratios)
    return 1 / (squares + outside)
