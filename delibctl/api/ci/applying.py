"""Which gates on answers apply to a branch, and a sentence on each that was left out."""

from collections.abc import Iterator
from dataclasses import replace

from delibctl.api.deciding.decided_probe import Decided
from delibctl.compare.runs.change import CaseChange, ChangeKind, Obstacle
from delibctl.compare.runs.comparison import ModelComparison, RunComparison
from delibctl.gates.comparison import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.text.count import listed

#: Gates that hold a case against its former answer.
_OF_DROPS = ("tolerance", "max_regressed_clauses", "max_critical_regressions")
#: What became of a case that expects something else now.
_MEANT = (ChangeKind.FOLLOWED, ChangeKind.LAGGED)
_COULD_NOT_FAIL = "could not be tested"


def with_gates_that_apply(
    decided: Decided, comparison: RunComparison, limits: ComparisonLimits
) -> tuple[Decided, tuple[str, ...]]:
    """Return the decision without the gates that have nothing to check here, with notes."""
    notes: list[str] = []
    kept: dict[str, tuple[ComparisonGate, ...]] = {}
    models = {model.name: model for model in comparison.models}
    for name, gates in decided.gates.items():
        model = models.get(name)
        idle = [gate for gate in gates if model and _has_nothing_to_check(gate, model)]
        kept[name] = tuple(gate for gate in gates if gate not in idle)
        if idle and model:
            notes.append(_nothing_to_check(idle, model))
    if "tolerance" not in limits.asked:
        few = [gate for of_model in kept.values() for gate in of_model if _has_too_few(gate)]
        kept = {n: tuple(g for g in of_model if g not in few) for n, of_model in kept.items()}
        notes += _too_few(few)
    if kept == decided.gates:
        return decided, ()
    left = [gate for of_model in kept.values() for gate in of_model]
    if all(gate.verdict is not ComparisonVerdict.UNDECIDED for gate in left):
        decided = replace(decided, why="", next="")
    return replace(decided, gates=kept), tuple(dict.fromkeys(notes))


def _has_nothing_to_check(gate: ComparisonGate, model: ModelComparison) -> bool:
    """Return True where no affected case can have got worse, and none lacks an answer.

    Where no case is paired, those that are left were meant to change, are new or reworded, or count
    in no gate. Cases that the branch does not touch in this mode, as in mode `none`, cannot have
    got worse by it. A case whose answers are missing or cannot be compared leaves the gate open.
    """
    could_not_fail = gate.name in _OF_DROPS and gate.why.startswith(_COULD_NOT_FAIL)
    is_touched = any(case.affected for case in model.paired)
    return could_not_fail and not is_touched and not any(map(_is_unseen, model.changes))


def _is_unseen(change: CaseChange) -> bool:
    incomparable = change.kind is ChangeKind.INCOMPARABLE and change.reason != Obstacle.REWORDED
    return incomparable and not change.set_aside


def _nothing_to_check(gates: list[ComparisonGate], model: ModelComparison) -> str:
    names = listed(list(dict.fromkeys(gate.name.replace("_", "-") for gate in gates)))
    meant = sum(model.counts.get(kind, 0) for kind in _MEANT)
    if model.paired:
        why = f"this branch leaves the questions to {model.name} as they were"
    elif meant != sum(model.counts.values()):
        why = "no affected case that counts has a former answer that it can be held against"
    elif meant == 1:
        why = "the affected case was meant to change"
    else:
        why = f"each of the {meant} affected cases was meant to change"
    return f"{names}: nothing to check, as {why}"


def _too_few(gates: list[ComparisonGate]) -> Iterator[str]:
    """Yield what tolerance did not look at, for an edit of one clause seldom affects enough.

    Confirmed regressions are looked at all the same, and a tolerance that the configuration sets
    stays undecided.
    """
    if gates:
        figures = dict.fromkeys(gate.subject.replace("_", " ") for gate in gates)
        yield (
            f"tolerance did not look at {listed(list(figures))}, as the affected cases are too few "
            "to tell a small drop there; set tolerance in [ci.gates] to end undecided instead"
        )


def _has_too_few(gate: ComparisonGate) -> bool:
    """Return True for an open tolerance that no number of repeats would decide."""
    is_open = gate.verdict is ComparisonVerdict.UNDECIDED and gate.needed_questions is None
    return gate.name == "tolerance" and is_open
