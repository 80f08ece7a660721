"""What the formats of CI systems list: gates, and each compared clause with the gates on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates import Reason, ReasonKind
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.report.comparison import change_words, gate_words
from delibctl.report.comparison.headline import State, state
from delibctl.report.comparison.view import ORDER, ComparisonView
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import listed
from delibctl.text.escape import one_line

#: Cases that a line names; JSON names all.
_CASES = 3
#: The changes of which nobody can say that nothing got worse.
_UNSEEN = (ChangeKind.INCOMPARABLE, ChangeKind.VANISHED)


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
    def unseen(self) -> bool:
        """True if a case of it that counts cannot be compared, or is gone."""
        return any(change.kind in _UNSEEN and not change.set_aside for change in self.changes)

    @property
    def line(self) -> str:
        """The changes by kind with the first cases and the reasons why some cannot be compared.

        For example "2 regressed (a, b), 1 incomparable (c: broken after)".
        """
        parts = []
        for kind in ORDER:
            changes = [change for change in self.changes if change.kind is kind]
            if changes:
                cases = one_line(listed([change.case for change in changes], _CASES))
                reasons = sorted({str(change.reason) for change in changes if change.reason})
                why = f": {', '.join(reasons)}" if reasons else ""
                parts.append(f"{len(changes)} {kind} ({cases}{why})")
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


def of_the_runs(view: ComparisonView) -> tuple[Reason, ...]:
    """Return what keeps the runs themselves from a verdict: untrusted, unfinished; gates aside."""
    of_gates = (ReasonKind.GATE_FAILED, ReasonKind.GATE_UNDECIDED)
    return tuple(reason for reason in view.verdict.reasons if reason.kind not in of_gates)


def gate_names(gates: Sequence[ComparisonGate]) -> str:
    """Return the names of gates."""
    return ", ".join(map(gate_words.name, gates))


def gate_line(gate: ComparisonGate) -> str:
    """Return what a gate measured, and its limit."""
    return f"{gate_words.estimate(gate)}, {gate_words.limit(gate)}"


def gate_notes(gate: ComparisonGate, view: ComparisonView) -> Iterator[str]:
    """Yield the notes on a gate, and what would decide it where that may change how it ends."""
    yield from gate_words.notes(gate)
    open_ = gate.verdict is ComparisonVerdict.UNDECIDED and state(view) is State.UNDECIDED
    if open_ and gate.needed_questions:
        yield f"{gate_words.questions(gate.needed_questions)} would decide: {view.decide}"


def change_line(change: CaseChange, options: RenderOptions) -> str:
    """Return a changed case on one line, without what the model reasoned and answered."""
    reason = f": {one_line(change.reason)}" if change.reason else ""
    hidden = change_words.hides(change, options)
    shown = [f"{name} {line}" for name, line in change_words.lines(change, hidden=hidden) if line]
    return f"{one_line(change.case)} {change.kind}{reason}; {'; '.join(shown)}"
