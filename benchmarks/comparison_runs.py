"""Two runs that are drawn: cases in clauses, with rates that resemble each other in a clause."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy
from scipy.special import betaincinv, ndtr

from delibctl.compare.runs.paired_case import Figure, PairedCase
from delibctl.gates.comparison.confirmed import repeats_to_confirm, suspicious
from delibctl.model import Mode
from delibctl.stats.share import Share

CASES, CLAUSES, REPEATS, FRESH = 200, 20, 3, 5
CRITICAL_CLAUSES = 2


@dataclass(frozen=True, kw_only=True)
class DrawnRuns:
    """The true rates of the cases on both sides, and the draws of their answers."""

    clauses: numpy.ndarray
    before: dict[Figure, numpy.ndarray]
    after: dict[Figure, numpy.ndarray]


def rates(
    draw: numpy.random.Generator, clauses: numpy.ndarray, correlation: float
) -> numpy.ndarray:
    """Return a rate of Beta(4, 1) for each case, correlated within a clause."""
    shared = draw.normal(size=clauses.max() + 1)[clauses]
    own = draw.normal(size=len(clauses))
    normal = correlation**0.5 * shared + (1 - correlation) ** 0.5 * own
    return numpy.asarray(betaincinv(4, 1, ndtr(normal)))


def drawn_runs(
    draw: numpy.random.Generator, correlation: float, clauses: numpy.ndarray | None = None
) -> DrawnRuns:
    """Return two runs without a change.

    Half of the cases have an over-refusal and half an under-refusal, with rates of their own.
    """
    if clauses is None:
        clauses = numpy.arange(CASES) % CLAUSES
    right = rates(draw, clauses, correlation)
    wrong = 1 - rates(draw, clauses, correlation)
    odd = numpy.arange(len(clauses)) // CLAUSES % 2 == 1
    before = {
        Figure.CITATION_RECALL: right,
        Figure.OVER_REFUSAL: numpy.where(odd, wrong, numpy.nan),
        Figure.UNDER_REFUSAL: numpy.where(odd, numpy.nan, wrong),
    }
    return DrawnRuns(clauses=clauses, before=before, after=dict(before))


def paired(draw: numpy.random.Generator, runs: DrawnRuns) -> list[PairedCase]:
    """Return the cases with the answers of both sides; the figure `right` is the citation."""
    sides = [
        {figure: draw.binomial(REPEATS, numpy.nan_to_num(rate)) for figure, rate in side.items()}
        for side in (runs.before, runs.after)
    ]
    applies = {figure: ~numpy.isnan(rate) for figure, rate in runs.before.items()}

    def shares(hits: dict[Figure, numpy.ndarray], case: int) -> dict[Figure, Share]:
        found = {
            figure: Share(hits=int(hits[figure][case]), total=REPEATS)
            for figure in hits
            if applies[figure][case]
        }
        return {Figure.RIGHT: found[Figure.CITATION_RECALL], **found}

    return [
        PairedCase(
            case=f"case-{case:03}",
            model="drawn",
            mode=Mode.CATEGORY,
            clause=f"clause-{clause:02}",
            affected=True,
            critical=bool(clause < CRITICAL_CLAUSES),
            before=shares(sides[0], case),
            after=shares(sides[1], case),
        )
        for case, clause in enumerate(runs.clauses)
    ]


def asked_again(
    draw: numpy.random.Generator, runs: DrawnRuns, cases: Sequence[PairedCase]
) -> list[PairedCase]:
    """Return the cases, the suspicious ones with fresh answers of both sides."""
    raised = [case for case in cases if suspicious(case)]
    wanted = repeats_to_confirm(len({case.clause for case in raised}), FRESH)
    wanted = max(wanted, repeats_to_confirm(sum(case.critical for case in raised), FRESH))
    before, after = (side[Figure.CITATION_RECALL] for side in (runs.before, runs.after))

    def fresh(rate: float) -> dict[Figure, Share]:
        return {Figure.RIGHT: Share(hits=int(draw.binomial(wanted, rate)), total=wanted)}

    return [
        replace(case, fresh_before=fresh(before[index]), fresh_after=fresh(after[index]))
        if suspicious(case)
        else case
        for index, case in enumerate(cases)
    ]
