"""A fixed number of fresh repeats of every case on both sides, and the gates that look once.

The design is given every advantage: `tolerance` counts all repeats, and each suspected drop is
tested with what there is, however many suspicions there are.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy
from comparison_runs import DrawnRuns

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.confirmed import strata_of, suspicious
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.stats.paired import holm
from delibctl.stats.share import Share
from delibctl.stats.stratified import stratified_drop

_LEVEL = 0.05
_TOLERANCE = ComparisonLimits(max_regressed_clauses=None, max_critical_regressions=None)
_NOTHING = Share(hits=0, total=0)


def asked_all(
    draw: numpy.random.Generator, pair: DrawnRuns, cases: Sequence[PairedCase], repeats: int
) -> list[PairedCase]:
    """Return the cases with so many fresh repeats of both sides."""
    before, after = (_drawn(draw, side, repeats) for side in (pair.before, pair.after))
    return [
        replace(case, fresh_before=before[place], fresh_after=after[place])
        for place, case in enumerate(cases)
    ]


def fixed_gates(cases: Sequence[PairedCase]) -> tuple[ComparisonGate, ...]:
    """Return the gates on cases that were all asked as often."""
    pooled = [
        replace(c, before=plus(c.before, c.fresh_before), after=plus(c.after, c.fresh_after))
        for c in cases
    ]
    clauses: dict[str, list[PairedCase]] = defaultdict(list)
    for case in filter(suspicious, cases):
        clauses[case.clause].append(case)
    critical = {case.case: [case] for case in cases if case.critical and suspicious(case)}
    return (
        *check_comparison(pooled, _TOLERANCE, smallest_drops=False),
        _confirmed("max_regressed_clauses", clauses),
        _confirmed("max_critical_regressions", critical),
    )


def plus(first: Rates, second: Rates) -> Rates:
    """Return the rates over the repeats of both."""
    return {
        figure: Share(
            hits=first.get(figure, _NOTHING).hits + share.hits,
            total=first.get(figure, _NOTHING).total + share.total,
        )
        for figure, share in second.items()
    }


def _confirmed(name: str, groups: Mapping[str, Sequence[PairedCase]]) -> ComparisonGate:
    p_values = holm([stratified_drop(strata_of(cases)) for cases in groups.values()])
    found = [cases for cases, p in zip(groups.values(), p_values, strict=True) if p <= _LEVEL]
    return ComparisonGate(
        name=name,
        model="drawn",
        estimate=len(found),
        limit=0,
        verdict=ComparisonVerdict.FAILED if found else ComparisonVerdict.PASSED,
        clauses=tuple(case.clause for cases in found for case in cases),
    )


def _drawn(
    draw: numpy.random.Generator, true: Mapping[Figure, numpy.ndarray], repeats: int
) -> list[Rates]:
    """Return the drawn answers of each case on one side."""
    found: list[dict[Figure, Share]] = [{} for _ in true[Figure.CITATION_RECALL]]
    for figure, rates in true.items():
        hits = draw.binomial(repeats, numpy.nan_to_num(rates))
        for place in numpy.flatnonzero(~numpy.isnan(rates)):
            found[place][figure] = Share(hits=int(hits[place]), total=repeats)
    return [{Figure.RIGHT: of[Figure.CITATION_RECALL], **of} for of in found]
