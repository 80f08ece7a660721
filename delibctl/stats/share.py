"""A share of trials with its confidence interval."""

from dataclasses import dataclass
from math import isinf, sqrt
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
        return wilson(self.hits / self.total, self.total, confidence)


def wilson(share: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a share of `total` answers.

    Answers that resemble each other count as fewer, so `total` may be a fraction. An infinite
    total leaves no width.
    """
    if isinf(total):
        return share, share
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    spread = sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    half = z * spread / (1 + z * z / total)
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return low, high
