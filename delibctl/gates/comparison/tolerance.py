"""The gate `tolerance`: three rates may drop by so much, over the cases that an edit touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.stats.clustered import ClusteredMean, clustered_mean, quantile
from delibctl.stats.paired import holm, mcnemar
from delibctl.stats.share import Share
from delibctl.text.count import counted

_LEVEL = 0.05
_CLUSTERS = 10  # with fewer clauses, each case is a cluster
_FIGURES = (Figure.CITATION_RECALL, Figure.OVER_REFUSAL, Figure.UNDER_REFUSAL)


@dataclass(frozen=True, kw_only=True)
class Drop:
    """How much worse a figure got over some cases; positive is worse.

    `worse`: the cases that got worse, the worst first. `better` counts those that improved, and
    `able` those that could have got worse. `room`: the most that it could have got
    worse by. `within`: the part of the variance of the mean that more repeats would lower.
    """

    figure: Figure
    sides: tuple[tuple[Share, Share], ...]
    worse: tuple[str, ...]
    better: int
    able: int
    mean: ClusteredMean | None
    p: float
    room: float
    within: float

    @property
    def trials(self) -> float:
        """The repeats of a case on one side, on average."""
        return sum(b.total + a.total for b, a in self.sides) / (2 * len(self.sides))


def drop_of(figure: Figure, cases: Sequence[PairedCase]) -> Drop:
    """Return the drop of a figure over the affected cases to which it applies on both sides."""
    chosen = [c for c in cases if c.affected and _total(c.before, figure) * _total(c.after, figure)]
    sides = tuple((case.before[figure], case.after[figure]) for case in chosen)
    recall = figure is Figure.CITATION_RECALL
    sign = 1 if recall else -1
    values = [sign * (b.hits / b.total - a.hits / a.total) for b, a in sides]
    ranked = list(zip(chosen, values, strict=True))
    clauses = [case.clause or (case.case,) for case in chosen]
    by_clause = len(set(clauses)) >= _CLUSTERS
    count = len(values)
    mean = clustered_mean(
        values,
        clauses if by_clause else range(count),
        # Where next to nothing changed: as if one case in so many had gone each way.
        least_error=sqrt(2) / (count + 2),
    )
    p = mean.p_above() if mean else 1.0
    if all(b.total == a.total == 1 for b, a in sides):
        p = max(p, mcnemar(values.count(1.0), values.count(-1.0), "greater"))
    return Drop(
        figure=figure,
        sides=sides,
        worse=tuple(c.case for c, drop in sorted(ranked, key=lambda pair: -pair[1]) if drop > 0),
        better=sum(value < 0 for value in values),
        able=sum(bool(b.hits if recall else b.total - b.hits) for b, _ in sides),
        mean=mean,
        p=p,
        room=sum(b.hits if recall else b.total - b.hits for b, _ in sides)
        / max(1, sum(b.total for b, _ in sides)),
        within=sum(_variance(share) for pair in sides for share in pair) / max(1, count) ** 2,
    )


def check_tolerance(
    model: str, cases: Sequence[PairedCase], tolerance: float
) -> list[ComparisonGate]:
    """Return the gate of each figure; Holm's correction is over those that have an interval."""
    drops = [drop_of(figure, cases) for figure in _FIGURES]
    tested = [drop for drop in drops if drop.mean]
    p_values = dict(zip((d.figure for d in tested), holm([d.p for d in tested]), strict=True))
    return [
        _gate(model, drop, tolerance, p_values.get(drop.figure, 1.0), max(1, len(tested)))
        for drop in drops
    ]


def bounds_of(mean: ClusteredMean, level: float = _LEVEL) -> tuple[float, float]:
    """Return both one-sided ends for a drop of shares, which is never more than 1."""
    return max(-1.0, mean.low(1 - level)), min(1.0, mean.high(1 - level))


def _gate(model: str, drop: Drop, tolerance: float, p: float, tests: int) -> ComparisonGate:
    mean = drop.mean
    smallest = _smallest(drop, mean, tolerance, tests) if mean else None
    single = all(b.total == a.total == 1 for b, a in drop.sides)
    verdict, why, needed = ComparisonVerdict.UNDECIDED, "", None
    if mean is None or smallest is None or (single and 0.5 ** len(drop.sides) > _LEVEL / tests):
        smallest = None
        why = _could_not_fail(drop)
    elif mean.high() <= tolerance:
        verdict = ComparisonVerdict.PASSED
        if mean.low() > 0:
            why = f"a real drop of {mean.value:.1%}, within the tolerance"
    elif p <= _LEVEL:
        verdict = ComparisonVerdict.FAILED
        why = "the drop is more than chance"
    else:
        needed = _needed(drop, mean, tolerance, tests)
        low, high = bounds_of(mean)
        why = f"a drop of {max(0.0, low):.1%} to {high:.1%} would look like this"
        if needed is None:
            why += "; more repeats would not decide it, more cases may"
    return ComparisonGate(
        name="tolerance",
        model=model,
        subject=drop.figure,
        estimate=mean.value if mean else None,
        interval=bounds_of(mean) if mean else None,
        limit=tolerance,
        verdict=verdict,
        why=why,
        smallest_drop=smallest,
        cases=drop.worse if verdict is ComparisonVerdict.FAILED else (),
        needed_questions=needed,
    )


def _could_not_fail(drop: Drop) -> str:
    count = len(drop.sides)
    if not count:
        return "could not be tested: no affected case has this figure on both sides"
    if drop.able < count:
        able = f"only {drop.able} of" if drop.able else "none of"
        improved = f", and {drop.better} improved" if drop.better else ""
        what = f"{able} {counted(count, 'affected case')} could get worse{improved}"
        return f"could not be tested: {what}"
    few = "1 affected case is" if count == 1 else f"{count} affected cases are"
    return f"could not be tested: {few} too few to show a drop"


def _smallest(drop: Drop, mean: ClusteredMean, tolerance: float, tests: int) -> float | None:
    """Return the smallest drop with which the gate fails in 80 of 100 runs; None if none does."""
    critical = max(
        tolerance - quantile(1 - _LEVEL, mean.freedom) * mean.error,
        quantile(1 - _LEVEL / tests, mean.freedom) * mean.error,
    )
    smallest = critical + quantile(0.8, mean.freedom) * mean.error
    return smallest if smallest <= drop.room else None


def _needed(drop: Drop, mean: ClusteredMean, tolerance: float, tests: int) -> int | None:
    """Return how many questions would decide it if the drop is as it looks; None if none would."""
    to_pass = (tolerance - mean.value) / quantile(1 - _LEVEL, mean.freedom)
    to_fail = mean.value / quantile(1 - _LEVEL / tests, mean.freedom)
    error = max(to_pass, to_fail)
    between = max(0.0, mean.error**2 - drop.within)
    if error <= 0 or error**2 <= between or not drop.within:
        return None
    more = drop.trials * (drop.within / (error**2 - between) - 1)
    return 2 * len(drop.sides) * max(1, ceil(more))


def _variance(share: Share) -> float:
    """Return the variance of the rate of one case by chance alone."""
    rate = share.hits / share.total
    return rate * (1 - rate) / max(1, share.total - 1)


def _total(rates: Rates, figure: Figure) -> int:
    share = rates.get(figure)
    return share.total if share else 0
