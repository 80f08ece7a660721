"""How often the gates on two runs fail and pass where the truth is known."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy
from comparison_runs import CASES, CLAUSES, DrawnRuns, asked_again, drawn_runs, paired

from delibctl.compare.runs.paired_case import Figure
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict

RECALL = Figure.CITATION_RECALL
LIMITS = ComparisonLimits()
_CLAUSE = 5  # the one that drops; it is not critical
DROPPED = f"clause-{_CLAUSE:02}"


@dataclass(frozen=True, kw_only=True)
class Found:
    """How many of the simulated pairs of runs failed and passed, by gate; "any" is all of them."""

    runs: int
    failed: Counter[str]
    passed: Counter[str]

    def failing(self, gate: str) -> float:
        """Return the share of runs in which the gate failed."""
        return self.failed[gate] / self.runs

    def passing(self, gate: str) -> float:
        """Return the share of runs in which the gate passed."""
        return self.passed[gate] / self.runs


Truth = Callable[[numpy.random.Generator, DrawnRuns], DrawnRuns]


def simulate(
    runs: int, correlation: float, truth: Truth, *, seed: int = 19, uneven: bool = False
) -> Found:
    """Return the verdicts of so many pairs of runs, each changed as the truth says."""
    draw = numpy.random.default_rng(seed)
    failed: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for _ in range(runs):
        pair = truth(draw, drawn_runs(draw, correlation, uneven_clauses() if uneven else None))
        gates = verdicts(draw, pair)
        failed.update(_names(gates, ComparisonVerdict.FAILED))
        passed.update(_names(gates, ComparisonVerdict.PASSED))
    return Found(runs=runs, failed=failed, passed=passed)


def verdicts(
    draw: numpy.random.Generator, pair: DrawnRuns, *, smallest_drops: bool = False
) -> tuple[ComparisonGate, ...]:
    """Return the default gates after suspicious cases were asked again."""
    cases = asked_again(draw, pair, paired(draw, pair))
    return check_comparison(cases, LIMITS, smallest_drops=smallest_drops)


def unchanged(_: numpy.random.Generator, pair: DrawnRuns) -> DrawnRuns:
    """Return the runs as they are."""
    return pair


def all_drop(_: numpy.random.Generator, pair: DrawnRuns, *, by: float) -> DrawnRuns:
    """Return the runs with a lower citation recall in all cases."""
    lower = (pair.before[RECALL] - by).clip(0.0)
    return replace(pair, after={**pair.after, RECALL: lower})


def some_drop(
    _: numpy.random.Generator, pair: DrawnRuns, *, cases: int, before: float, after: float
) -> DrawnRuns:
    """Return the runs with the first cases of one clause at these rates."""
    chosen = numpy.flatnonzero(pair.clauses == _CLAUSE)[:cases]
    old, new = pair.before[RECALL].copy(), pair.after[RECALL].copy()
    old[chosen], new[chosen] = before, after
    return replace(pair, before={**pair.before, RECALL: old}, after={**pair.after, RECALL: new})


def clause_of_12_drops() -> Truth:
    """Return the truth in which one clause of 12 cases drops from 0.9 to 0.3."""
    return partial(some_drop, cases=12, before=0.9, after=0.3)


def case_drops() -> Truth:
    """Return the truth in which one case drops from 1 to 0."""
    return partial(some_drop, cases=1, before=1.0, after=0.0)


def recall_at_its_smallest_drop(runs: int, correlation: float, *, seed: int = 19) -> float:
    """Return how often the tolerance of citation recall fails at the smallest drop it printed.

    The drop is printed for two runs without a change, and then holds for all cases of two others.
    """
    draw = numpy.random.default_rng(seed)
    failed = 0
    for _ in range(runs):
        printed = verdicts(draw, drawn_runs(draw, correlation))[0].smallest_drop
        again = all_drop(draw, drawn_runs(draw, correlation), by=printed or 1.0)
        failed += verdicts(draw, again)[0].verdict is ComparisonVerdict.FAILED
    return failed / runs


def clause_at_its_smallest_drop(runs: int, correlation: float, *, seed: int = 19) -> float:
    """Return how often the gate on clauses fails for a clause that drops by what it printed."""
    draw = numpy.random.default_rng(seed)
    failed = 0
    for _ in range(runs):
        printed = verdicts(draw, drawn_runs(draw, correlation), smallest_drops=True)
        [drop] = [gate.smallest_drop for gate in printed if gate.name == "max_regressed_clauses"]
        pair = drawn_runs(draw, correlation)
        lower = pair.before[RECALL] - numpy.where(pair.clauses == _CLAUSE, drop or 1.0, 0.0)
        dropped = replace(pair, after={**pair.after, RECALL: lower.clip(0.0)})
        failed += "clause" in _names(verdicts(draw, dropped), ComparisonVerdict.FAILED)
    return failed / runs


def uneven_clauses() -> numpy.ndarray:
    """Return clauses of which one has 12 cases, and the others share the rest."""
    others = numpy.arange(CASES - 12) % (CLAUSES - 1)
    return numpy.concatenate([numpy.full(12, _CLAUSE), others + (others >= _CLAUSE)])


def _names(gates: tuple[ComparisonGate, ...], verdict: ComparisonVerdict) -> Iterator[str]:
    chosen = [gate for gate in gates if gate.verdict is verdict]
    yield from (" ".join(filter(None, (gate.name, gate.subject))) for gate in chosen)
    if chosen:
        yield "any"
    if any(DROPPED in gate.clauses for gate in chosen if gate.name == "max_regressed_clauses"):
        yield "clause"
