"""A share of trials with its confidence interval."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share: `hits` of `total`. If `total` is 0, it has no value and no interval."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None if `total` is 0."""
        return self.hits / self.total if self.total else None

    def interval(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """Return the Wilson score interval (Wilson 1927); it has a width even at 0 and 1.

        None if `total` is 0.
        """
        if not self.total:
            return None
        z = NormalDist().inv_cdf(0.5 + confidence / 2)
        n, p = self.total, self.hits / self.total
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        low = 0.0 if self.hits == 0 else max(0.0, centre - half)
        high = 1.0 if self.hits == self.total else min(1.0, centre + half)
        return low, high
