"""What the formats of CI systems list: gates, and each compared clause with the gates on it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.report.comparison import change_words, gate_words
from delibctl.report.comparison.view import ORDER, ComparisonView
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import listed
from delibctl.text.escape import one_line

#: Cases that a line names; JSON names all.
_CASES = 3


@dataclass(frozen=True, kw_only=True)
class ClauseResult:
    """A clause that was compared: its changes, and the gates that it failed or left undecided.

    `clause` is "" for cases without one. `untouched`: the edit reached no case of it.
    """

    clause: str
    changes: tuple[CaseChange, ...]
    failed: tuple[ComparisonGate, ...]
    undecided: tuple[ComparisonGate, ...]
    untouched: bool

    @property
    def incomparable(self) -> bool:
        """True if no case of it can be compared."""
        kinds = {change.kind for change in self.changes}
        return kinds == {ChangeKind.INCOMPARABLE}

    @property
    def line(self) -> str:
        """The changes by kind with the first cases, such as "2 regressed (a, b), 1 lagged (c)"."""
        counts = Counter(change.kind for change in self.changes)
        parts = []
        for kind in ORDER:
            cases = [change.case for change in self.changes if change.kind is kind]
            if cases:
                parts.append(f"{counts[kind]} {kind} ({one_line(listed(cases, _CASES))})")
        return ", ".join(parts) or "nothing changed"


def clause_results(model: ModelComparison, view: ComparisonView) -> list[ClauseResult]:
    """Return each clause of a model whose cases were compared, those with a change first."""
    clause_of = {case.case: case.clause for case in model.paired}
    clause_of |= {change.case: change.clause for change in model.changes}
    affected = {case.clause for case in model.paired if case.affected}
    changes: dict[str, list[CaseChange]] = {}
    for change in sorted(model.changes, key=lambda change: ORDER.index(change.kind)):
        changes.setdefault(change.clause, []).append(change)
    gates = [(gate, _clauses(gate, clause_of)) for gate in view.of(model)]

    def on(clause: str, verdict: ComparisonVerdict) -> tuple[ComparisonGate, ...]:
        return tuple(g for g, clauses in gates if g.verdict is verdict and clause in clauses)

    return [
        ClauseResult(
            clause=clause,
            changes=tuple(changes.get(clause, ())),
            failed=on(clause, ComparisonVerdict.FAILED),
            undecided=on(clause, ComparisonVerdict.UNDECIDED),
            untouched=clause not in affected and clause not in changes,
        )
        for clause in dict.fromkeys([*changes, *sorted(set(clause_of.values()))])
    ]


def _clauses(gate: ComparisonGate, clause_of: dict[str, str]) -> set[str]:
    return {*gate.clauses, *(clause_of[case] for case in gate.cases if case in clause_of)}


def gate_names(gates: Sequence[ComparisonGate]) -> str:
    """Return the names of gates."""
    return ", ".join(map(gate_words.name, gates))


def gate_line(gate: ComparisonGate) -> str:
    """Return what a gate measured, and its limit."""
    return f"{gate_words.estimate(gate)}, {gate_words.limit(gate)}"


def gate_notes(gate: ComparisonGate, view: ComparisonView) -> Iterator[str]:
    """Yield the notes on a gate, and what would decide it."""
    yield from gate_words.notes(gate)
    if gate.verdict is ComparisonVerdict.UNDECIDED and gate.needed_questions:
        yield f"{gate_words.questions(gate.needed_questions)} would decide: {view.decide}"


def change_line(change: CaseChange, options: RenderOptions) -> str:
    """Return a changed case on one line, without what the model reasoned and answered."""
    reason = f": {one_line(change.reason)}" if change.reason else ""
    hidden = change_words.hides(change, options)
    shown = [f"{name} {line}" for name, line in change_words.lines(change, hidden=hidden) if line]
    return f"{one_line(change.case)} {change.kind}{reason}; {'; '.join(shown)}"
