"""The smallest drop that a test of few cases shows in 80 of 100 runs, by simulation."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from delibctl.stats.stratified import Stratum, stratified_drop

if TYPE_CHECKING:
    import numpy

_POWER = 0.8
_DRAWS = 4_000  # of one case; of ten cases a tenth of it
_MOST_CASES = 20  # more take long, and lower the drop little
_SEED = 19
_STEPS = 7  # halvings of the drop that is sought, so to one in 128


def beta_of(rates: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the beta distribution of rates that were seen as (hits, total), by their moments.

    The rates of single trials say nothing of how much they vary; they get that of Beta(4, 1).
    """
    total = sum(n for _, n in rates)
    mean = (sum(hits for hits, _ in rates) + 0.5) / (total + 1)
    repeats = total / len(rates)
    spread = sum((hits / n - mean) ** 2 for hits, n in rates) / len(rates)
    alike = 1 / 6
    if repeats > 1:
        alike = (spread / (mean * (1 - mean)) - 1 / repeats) / (1 - 1 / repeats)
    # Rounded, so that runs that are much alike share what was simulated.
    strength = 1 / min(0.9, max(0.025, round(alike / 0.025) * 0.025)) - 1
    mean = min(0.99, round(mean / 0.02) * 0.02)
    return round(mean * strength, 6), round((1 - mean) * strength, 6)


@lru_cache(maxsize=1_000)
def smallest_confirmed_drop(
    beta: tuple[float, float], *, cases: int, repeats: int, fresh: int, level: float
) -> float | None:
    """Return the smallest drop of so many cases that is suspected and then confirmed.

    None if not even the largest is, in 80 of 100 runs. The rates before are drawn from the beta
    distribution, `repeats` raise the suspicion, and `fresh` ones are tested at the level.
    """
    import numpy

    cases = min(cases, _MOST_CASES)
    draws = min(400, _DRAWS // cases)
    draw = numpy.random.default_rng(_SEED)
    rates = draw.beta(max(beta[0], 1e-3), max(beta[1], 1e-3), size=(draws, cases))
    chances = [draw.random((draws, cases, n)) for n in (repeats, repeats, fresh, fresh)]
    if not _is_confirmed(rates, chances, 1.0, level):
        return None
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _is_confirmed(rates, chances, middle, level):
            high = middle
        else:
            low = middle
    return high


def _is_confirmed(
    rates: "numpy.ndarray", chances: list["numpy.ndarray"], drop: float, level: float
) -> bool:
    """Return True if the drop is confirmed in enough of the runs; the rest are not looked at."""
    lower = (rates - drop).clip(0.0)
    before, after, fresh_before, fresh_after = (
        (chance < rate[..., None]).sum(axis=2)
        for chance, rate in zip(chances, (rates, lower, rates, lower), strict=True)
    )
    suspicious = (before > 0) & (2 * after <= before)
    fresh = chances[2].shape[2]
    found, enough = 0, ceil(_POWER * len(rates))
    for run, cases in enumerate(suspicious):
        strata = [
            Stratum(int(fresh_before[run, c]), fresh, int(fresh_after[run, c]), fresh)
            for c in cases.nonzero()[0]
        ]
        found += bool(strata) and stratified_drop(strata) <= level
        if found >= enough or found + len(rates) - run - 1 < enough:
            break
    return found >= enough
