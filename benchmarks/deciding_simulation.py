"""What asking until the gates are decided takes and errs, beside a fixed number of repeats."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy
from comparison_runs import DrawnRuns, asked_again, drawn_runs, paired
from comparison_simulation import DROPPED, Truth, uneven_clauses
from deciding_fixed import asked_all, fixed_gates, plus

from delibctl.compare.runs.paired_case import Figure, PairedCase
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.gates.deciding import decide
from delibctl.stats.share import Share

LIMITS = ComparisonLimits()
DECIDED, ONCE = "until decided", "suspicious cases once"
_RECALL = Figure.CITATION_RECALL


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


def fixed(repeats: int) -> str:
    """Return the name of the design that asks every case so often on both sides."""
    return f"{repeats} fixed"


def simulate(
    runs: int,
    correlation: float,
    truth: Truth,
    repeats: Sequence[int] = (),
    *,
    others: int | None = None,
    seed: int = 19,
    uneven: bool = False,
) -> dict[str, Outcome]:
    """Return what each design came to: deciding, and fixed fresh repeats of every case.

    Beside them stands asking suspicious cases once, as often as their test needs. `others` of the
    runs are asked in these designs as well; all, unless given.
    """
    draw = numpy.random.default_rng(seed)
    clauses = uneven_clauses() if uneven else None
    designs = {DECIDED: Outcome(), ONCE: Outcome()}
    designs |= {fixed(number): Outcome() for number in repeats}
    for run in range(runs):
        pair = truth(draw, drawn_runs(draw, correlation, clauses))
        cases = paired(draw, pair)
        designs[DECIDED].add(*_decided(draw, pair, cases))
        if others is not None and run >= others:
            continue
        once = asked_again(draw, pair, cases)
        designs[ONCE].add(check_comparison(once, LIMITS, smallest_drops=False), _fresh(once))
        for number in repeats:
            again = asked_all(draw, pair, cases, number)
            designs[fixed(number)].add(fixed_gates(again), _fresh(again))
    return designs


def _decided(
    draw: numpy.random.Generator, pair: DrawnRuns, cases: Sequence[PairedCase]
) -> tuple[Sequence[ComparisonGate], int]:
    """Ask until the gates are decided, or nothing is left to ask."""
    now, places = list(cases), {case.case: place for place, case in enumerate(cases)}
    looks = 0
    look = decide(now, LIMITS, looks, smallest_drops=False)
    while look.asks:
        for ask in look.asks:
            place = places[ask.case]
            now[place] = _asked(draw, pair, place, now[place], ask.side, ask.repeats)
        looks += 1
        look = decide(now, LIMITS, looks, look.gates, smallest_drops=False)
    return look.gates, _fresh(now)


def _asked(
    draw: numpy.random.Generator,
    pair: DrawnRuns,
    place: int,
    case: PairedCase,
    side: str,
    repeats: int,
) -> PairedCase:
    """Return a case with more fresh repeats of one side."""
    true = pair.before if side == "before" else pair.after
    fresh = {
        figure: Share(hits=int(draw.binomial(repeats, rates[place])), total=repeats)
        for figure, rates in true.items()
        if not numpy.isnan(rates[place])
    }
    fresh[Figure.RIGHT] = fresh[_RECALL]
    if side == "before":
        return replace(case, fresh_before=plus(case.fresh_before, fresh))
    return replace(case, fresh_after=plus(case.fresh_after, fresh))


def _fresh(cases: Sequence[PairedCase]) -> int:
    """Return the fresh questions that were asked."""
    sides = (rates for case in cases for rates in (case.fresh_before, case.fresh_after))
    return sum(rates[Figure.RIGHT].total for rates in sides if rates)


def _named(gates: Sequence[ComparisonGate]) -> set[str]:
    """Return what is true of a pair of runs."""
    verdicts = {gate.verdict for gate in gates}
    [recall] = [gate for gate in gates if gate.subject == _RECALL]
    found = {f"recall {recall.verdict}"}
    if ComparisonVerdict.FAILED in verdicts:
        found.add("any failed")
    if ComparisonVerdict.UNDECIDED not in verdicts:
        found.add("all decided")
    if any(
        DROPPED in gate.clauses
        for gate in gates
        if gate.name == "max_regressed_clauses" and gate.verdict is ComparisonVerdict.FAILED
    ):
        found.add("confirmed")
    return found
