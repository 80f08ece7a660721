"""An exact one-sided test of a drop, over several strata.

Within a stratum all hits and all trials are held fixed, so that the hits afterwards are
hypergeometric; over the strata their distribution is the product (Cox 1970). One stratum makes it
Fisher's exact test. Over several, strata are ordered by the likelihood ratio of their drops, and a
stratum without a drop adds nothing: so one that drops wholly is not hidden by others that do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy


@dataclass(frozen=True, slots=True)
class Stratum:
    """The hits and the total before and after."""

    before: int
    before_total: int
    after: int
    after_total: int


def stratified_drop(strata: Sequence[Stratum]) -> float:
    """Return the one-sided p of a drop in any stratum; 1 without strata."""
    import numpy

    if len(strata) == 1:
        return _fisher(strata[0])
    tail = numpy.ones(1)
    seen = 0
    for stratum in strata:
        hits = stratum.before + stratum.after
        seen += _score(stratum.before, stratum.before_total, stratum.after, stratum.after_total)
        tail = _added(tail, _chances(hits, stratum.before_total, stratum.after_total))
    return min(1.0, float(tail[seen:].sum()))


def smallest_p(before_total: int, after_total: int) -> float:
    """Return the smallest p that so many trials of one stratum allow."""
    return 1 / comb(before_total + after_total, after_total)


def _fisher(stratum: Stratum) -> float:
    hits = stratum.before + stratum.after
    sides = (stratum.before_total, stratum.after_total)
    return min(1.0, sum(p for after, p in _hypergeometric(hits, *sides) if after <= stratum.after))


def _hypergeometric(hits: int, before_total: int, after_total: int) -> list[tuple[int, float]]:
    """Return each number of hits afterwards with its probability."""
    ways = comb(before_total + after_total, hits)
    return [
        (after, comb(after_total, after) * comb(before_total, hits - after) / ways)
        for after in range(max(0, hits - before_total), min(hits, after_total) + 1)
    ]


def _added(tail: "numpy.ndarray", chances: Sequence[tuple[int, float]]) -> "numpy.ndarray":
    """Return the probability of each sum with the score of one more stratum.

    A stratum has few scores, which are far apart: a convolution would mostly multiply by zero.
    """
    import numpy

    sums = numpy.zeros(len(tail) + max(score for score, _ in chances))
    for score, chance in chances:
        sums[score : score + len(tail)] += chance * tail
    return sums


@lru_cache(maxsize=10_000)
def _chances(hits: int, before_total: int, after_total: int) -> tuple[tuple[int, float], ...]:
    """Return the scores of one stratum that are possible, each with its probability."""
    chances: dict[int, float] = {}
    for after, chance in _hypergeometric(hits, before_total, after_total):
        score = _score(hits - after, before_total, after, after_total)
        chances[score] = chances.get(score, 0.0) + chance
    return tuple(chances.items())


@lru_cache(maxsize=10_000)
def _score(before: int, before_total: int, after: int, after_total: int) -> int:
    """Return the likelihood ratio of a drop in twentieths, which makes the sums few; else 0."""
    if after * before_total >= before * after_total:
        return 0
    hits, total = before + after, before_total + after_total
    observed = (before, before_total - before, after, after_total - after)
    expected = tuple(
        part * side / total for side in (before_total, after_total) for part in (hits, total - hits)
    )
    ratio = 2 * sum(o * log(o / e) for o, e in zip(observed, expected, strict=True) if o)
    return round(20 * ratio)
