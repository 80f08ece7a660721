"""What asking until the gates are decided takes and errs, beside a fixed number of repeats."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy
from comparison_runs import DrawnRuns, drawn_runs, paired
from comparison_simulation import Truth

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.gates.deciding import decide
from delibctl.stats.share import Share

LIMITS = ComparisonLimits()
_TOLERANCE = ComparisonLimits(max_regressed_clauses=None, max_critical_regressions=None)
_CONFIRMED = ComparisonLimits(tolerance=None)
_RECALL = Figure.CITATION_RECALL
_NOTHING = Share(hits=0, total=0)


@dataclass(kw_only=True)
class Outcome:
    """What so many pairs of runs came to, and the fresh questions that it took."""

    runs: int = 0
    questions: int = 0
    found: Counter[str] = field(default_factory=Counter)

    def add(self, gates: Sequence[ComparisonGate], questions: int) -> None:
        """Count one pair of runs."""
        self.runs += 1
        self.questions += questions
        self.found.update(_named(gates))

    def share(self, name: str) -> float:
        """Return the share of runs of which this is true."""
        return self.found[name] / self.runs

    @property
    def mean_questions(self) -> float:
        """The fresh questions of one pair of runs, on average."""
        return self.questions / self.runs


def simulate(
    runs: int, correlation: float, truth: Truth, fixed: Iterable[int] = (), *, seed: int = 19
) -> tuple[Outcome, dict[int, Outcome]]:
    """Return what deciding came to, and each fixed number of fresh repeats of every case."""
    draw = numpy.random.default_rng(seed)
    decided, of_fixed = Outcome(), {repeats: Outcome() for repeats in fixed}
    for _ in range(runs):
        pair = truth(draw, drawn_runs(draw, correlation))
        cases = paired(draw, pair)
        decided.add(*_decided(draw, pair, cases))
        for repeats, outcome in of_fixed.items():
            again = [_asked(draw, pair, i, case, repeats) for i, case in enumerate(cases)]
            outcome.add(_fixed_gates(again), 2 * repeats * len(cases))
    return decided, of_fixed


def _decided(
    draw: numpy.random.Generator, pair: DrawnRuns, cases: Sequence[PairedCase]
) -> tuple[Sequence[ComparisonGate], int]:
    """Ask until the gates are decided, or nothing is left to ask."""
    now, places = list(cases), {case.case: place for place, case in enumerate(cases)}
    looks, questions = 0, 0
    look = decide(now, LIMITS, looks, smallest_drops=False)
    while look.asks:
        for ask in look.asks:
            place = places[ask.case]
            now[place] = _asked(draw, pair, place, now[place], ask.repeats, {ask.side})
            questions += ask.repeats
        looks += 1
        look = decide(now, LIMITS, looks, look.gates, smallest_drops=False)
    return look.gates, questions


def _asked(
    draw: numpy.random.Generator,
    pair: DrawnRuns,
    place: int,
    case: PairedCase,
    repeats: int,
    sides: Iterable[str] = ("before", "after"),
) -> PairedCase:
    """Return a case with more fresh repeats."""
    for side in sides:
        true: dict[Figure, numpy.ndarray] = getattr(pair, side)
        fresh = {
            figure: Share(hits=int(draw.binomial(repeats, rates[place])), total=repeats)
            for figure, rates in true.items()
            if not numpy.isnan(rates[place])
        }
        fresh[Figure.RIGHT] = fresh[_RECALL]
        if side == "before":
            case = replace(case, fresh_before=_sum(case.fresh_before, fresh))
        else:
            case = replace(case, fresh_after=_sum(case.fresh_after, fresh))
    return case


def _fixed_gates(cases: Sequence[PairedCase]) -> tuple[ComparisonGate, ...]:
    """Return the gates that look once: at all repeats for `tolerance`, else at fresh ones."""
    pooled = [
        replace(c, before=_sum(c.before, c.fresh_before), after=_sum(c.after, c.fresh_after))
        for c in cases
    ]
    return (
        *check_comparison(pooled, _TOLERANCE, smallest_drops=False),
        *check_comparison(cases, _CONFIRMED, smallest_drops=False),
    )


def _sum(first: Rates, second: Rates) -> Rates:
    return {
        figure: Share(
            hits=first.get(figure, _NOTHING).hits + share.hits,
            total=first.get(figure, _NOTHING).total + share.total,
        )
        for figure, share in second.items()
    }


def _named(gates: Sequence[ComparisonGate]) -> set[str]:
    """Return what is true of a pair of runs."""
    verdicts = {gate.verdict for gate in gates}
    [recall] = [gate for gate in gates if gate.subject == _RECALL]
    found = {f"recall {recall.verdict}"}
    if ComparisonVerdict.FAILED in verdicts:
        found.add("any failed")
    if ComparisonVerdict.UNDECIDED not in verdicts:
        found.add("all decided")
    return found
