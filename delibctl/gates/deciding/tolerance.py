"""The gate `tolerance` while repeats are asked: every look has its own share of the error.

The shares of all looks add up to that of the gate (Bonferroni), so that looking again and again
errs no more often than looking once. Each case counts alike: its fresh repeats have the weight of
those that every case was meant to get, however many a suspicious one got.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.gates.comparison.tolerance import bounds_of
from delibctl.stats.clustered import ClusteredMean, clustered_mean, quantile
from delibctl.stats.paired import holm
from delibctl.stats.share import Share

#: The share of the error of each look, and the fresh repeats that a case then has on a side.
_LEVELS = (0.025, 0.0085, 0.0083, 0.0082)
_FRESH = (0, 2, 4, 8)
_CLUSTERS = 10
#: Cases of one edit, at most.
_MOST = 10_000
_NOTHING = Share(hits=0, total=0)


def wanted(looks: int) -> int:
    """Return the fresh repeats of a case on a side at the next look; 0 if there is none."""
    return _FRESH[looks + 1] if looks + 1 < len(_FRESH) else 0


def cases_to_pass(tolerance: float) -> int | None:
    """Return with how many affected cases the first look passes if none of them changed.

    None if no number of cases that anybody has would do.
    """
    for count in range(2, _MOST):
        high = quantile(1 - _LEVELS[0], count - 1) * sqrt(2) / (count + 2)
        if high <= tolerance:
            return count
    return None


def look_at_tolerance(
    cases: Sequence[PairedCase], gates: Sequence[ComparisonGate], looks: int
) -> list[ComparisonGate]:
    """Return the gates with the verdicts of that look in place of those of `tolerance`."""
    look = min(looks, len(_LEVELS) - 1)
    means = {
        Figure(gate.subject): mean
        for gate in gates
        if gate.name == "tolerance"
        and (mean := _mean(Figure(gate.subject), cases, _FRESH[look])) is not None
    }
    p_values = dict(zip(means, holm([m.p_above() for m in means.values()]), strict=True))
    return [
        _looked_at(gate, means, p_values, look) if gate.name == "tolerance" else gate
        for gate in gates
    ]


def concerned(cases: Sequence[PairedCase], gates: Sequence[ComparisonGate]) -> list[PairedCase]:
    """Return the cases of which more repeats may decide a figure that is still open."""
    figures = [
        Figure(gate.subject)
        for gate in gates
        if gate.name == "tolerance"
        and gate.verdict is ComparisonVerdict.UNDECIDED
        and gate.needed_questions
    ]
    return [
        case
        for case in cases
        if case.affected and any(_both(case.before, case.after, figure) for figure in figures)
    ]


def _looked_at(
    gate: ComparisonGate,
    means: Mapping[Figure, ClusteredMean],
    p_values: Mapping[Figure, float],
    look: int,
) -> ComparisonGate:
    level, mean = _LEVELS[look], means.get(Figure(gate.subject))
    if mean is None or gate.smallest_drop is None:
        return gate  # it could not be tested
    low, high = bounds_of(mean, level)
    verdict, needed, why = ComparisonVerdict.UNDECIDED, None, ""
    if high <= gate.limit:
        verdict = ComparisonVerdict.PASSED
        why = f"a real drop of {mean.value:.1%}, within the tolerance" if low > 0 else ""
    elif p_values[Figure(gate.subject)] <= level:
        verdict, why = ComparisonVerdict.FAILED, "the drop is more than chance"
    else:
        why = f"a drop of {max(0.0, low):.1%} to {high:.1%} would look like this"
        if gate.verdict is verdict and gate.needed_questions is None:
            why += "; more repeats would not decide it, more cases may"
        else:
            needed = 2 * wanted(look) * mean.total or None
    return replace(
        gate,
        estimate=mean.value,
        interval=(low, high),
        verdict=verdict,
        why=why,
        needed_questions=needed,
        smallest_drop=_smallest(mean, gate.limit, level, len(means)),
    )


def _smallest(mean: ClusteredMean, tolerance: float, level: float, tests: int) -> float:
    """Return the smallest drop with which the look fails in 80 of 100 runs."""
    critical = max(
        tolerance - quantile(1 - level, mean.freedom) * mean.error,
        quantile(1 - level / tests, mean.freedom) * mean.error,
    )
    return critical + quantile(0.8, mean.freedom) * mean.error


def _mean(figure: Figure, cases: Sequence[PairedCase], fresh: int) -> ClusteredMean | None:
    """Return the mean drop of a figure, with the fresh repeats that every case has by now."""
    chosen = [c for c in cases if c.affected and _both(c.before, c.after, figure)]
    sign = 1 if figure is Figure.CITATION_RECALL else -1
    values = [
        sign
        * (
            _rate(case.before[figure], case.fresh_before.get(figure, _NOTHING), fresh)
            - _rate(case.after[figure], case.fresh_after.get(figure, _NOTHING), fresh)
        )
        for case in chosen
    ]
    clauses = [case.clause or (case.case,) for case in chosen]
    by_clause = len(set(clauses)) >= _CLUSTERS
    return clustered_mean(
        values,
        clauses if by_clause else range(len(values)),
        least_error=sqrt(2) / (len(values) + 2),
    )


def _rate(stored: Share, fresh: Share, weight: int) -> float:
    """Return the rate of a case on a side, its fresh repeats counted `weight` times in total."""
    rate = stored.hits / stored.total
    if not (fresh.total and weight):
        return rate
    return (stored.hits + weight * fresh.hits / fresh.total) / (stored.total + weight)


def _both(before: Rates, after: Rates, figure: Figure) -> bool:
    return all(side.get(figure, _NOTHING).total for side in (before, after))
