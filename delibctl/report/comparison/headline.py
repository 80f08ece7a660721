"""The sentence on top of two compared runs: what happened, to which clause, what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from delibctl.compare.runs.change import ChangeKind
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates import ReasonKind
from delibctl.gates.comparison import ComparisonGate
from delibctl.gates.comparison.unseen import BRING_BACK
from delibctl.report.comparison import gate_words
from delibctl.report.comparison.view import ComparisonView
from delibctl.report.comparison.what_changed import edit, more_cases, of_cases
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

NOTHING_CHANGED = "Nothing changed: no case was touched, so no gate was checked."


class State(StrEnum):
    """What the sentence begins with."""

    UNTRUSTED = "Not to be trusted"
    FAILED = "Failed"
    UNDECIDED = "Undecided"
    PASSED = "Passed"


def state(view: ComparisonView) -> State:
    """Return what the command ends with: its weightiest reason, waived ones included."""
    kinds = {reason.kind for reason in view.verdict.reasons}
    verdicts = {str(gate.verdict) for gate in view.all_gates}
    if ReasonKind.UNTRUSTED in kinds:
        return State.UNTRUSTED
    if "failed" in verdicts:
        return State.FAILED
    if "undecided" in verdicts or kinds or (view.changes and not view.all_gates):
        return State.UNDECIDED
    return State.PASSED


def headline(view: ComparisonView) -> str:
    """Return one sentence that an author can act on."""
    match state(view):
        case State.UNTRUSTED:
            return _untrusted(view)
        case State.FAILED:
            return _failed(view)
        case State.UNDECIDED:
            return _undecided(view)
        case State.PASSED if not view.all_gates:
            return NOTHING_CHANGED
        case State.PASSED:
            return _passed(view)


def _untrusted(view: ComparisonView) -> str:
    sides = [
        (side.unusable, model.name, when)
        for model in view.comparison.models
        for side, when in ((model.before, "earlier"), (model.after, "later"))
    ]
    unusable, name, when = max(sides, key=lambda side: side[0].value or 0.0)
    what = f"{one_line(name)} gave no usable answer to {unusable.hits} of {unusable.total} "
    what += f"questions of the {when} run"
    return _sentence(State.UNTRUSTED, what, "make sure that the model answers, and probe again")


def _failed(view: ComparisonView) -> str:
    failed = [gate for gate in view.all_gates if gate.verdict == "failed"]
    names = {gate.name for gate in failed}
    models = [m for m in view.comparison.models if m.name in {gate.model for gate in failed}]
    changes = [change for model in models for change in model.changes]
    what = of_cases(view, changes, ChangeKind.REGRESSED, "got worse") or _failure(failed[0])
    if blamed := _other_models(models, view) or _other_settings(models):
        blame, next = blamed
        return _sentence(State.FAILED, f"{blame}, and {what}", next)
    if names == {"min_coverage"}:
        next = "add cases for the clauses without one, which `delibctl coverage` lists"
    elif names == {"max_disputed"}:
        next = "settle the disputed cases"
    elif view.comparison.policy_changes:
        next = f"mend or undo {edit(view)}, and probe again"
    else:
        next = "the policy is the same, so ask what changed at the provider"
    return _sentence(State.FAILED, what, next)


def _other_models(
    models: Sequence[ModelComparison], view: ComparisonView
) -> tuple[str, str] | None:
    """Return which of the models that failed are others now, and what to do; None if none is."""
    others = list(dict.fromkeys(model.alias for model in models if model.other_model))
    if not others:
        return None
    what = "the model is another one now"
    if view.several:
        are = "is another model now" if len(others) == 1 else "are other models now"
        what = f"{one_line(listed(others, 2))} {are}"
    if view.comparison.policy_changes:
        return what, "probe the earlier policy with the present model, and compare with that run"
    return what, "keep the former model, or adapt the policy to this one"


def _other_settings(models: Sequence[ModelComparison]) -> tuple[str, str] | None:
    """Return which settings of a model that failed changed, and what to do; None if none did."""
    for model in models:
        if model.settings:
            settings = ", ".join(model.settings)
            what = f"{one_line(model.alias)} has other settings now ({settings})"
            return what, "probe again with the former settings, to see what the policy does"
    return None


def _failure(gate: ComparisonGate) -> str:
    """Return why a gate failed, such as "citation recall fell by 30 points (10 allowed)"."""
    if gate.name in ("max_regressed_clauses", "max_critical_regressions"):
        noun = "clause" if gate.name == "max_regressed_clauses" else "critical case"
        which = f" ({one_line(listed(gate.cases, 3))})" if gate.cases else ""
        return f"{counted(round(gate.estimate or 0), noun)} got worse{which}"
    if gate.name == "tolerance" and gate.estimate is not None:
        figure, verb = _figure(gate), "fell" if "recall" in gate.subject else "rose"
        return f"{figure} {verb} by {_points(gate.estimate)} ({_points(gate.limit)} allowed)"
    return f"{_figure(gate)} is {gate_words.estimate(gate)}, {gate_words.limit(gate)} is asked for"


def _figure(gate: ComparisonGate) -> str:
    """Return the figure of a gate, such as "citation recall"."""
    name = gate.subject or gate.name.removeprefix("min_").removeprefix("max_")
    return one_line(name).replace("_", " ")


def _undecided(view: ComparisonView) -> str:
    gates = [gate for gate in view.all_gates if gate.verdict == "undecided"]
    paired = [case for model in view.comparison.models for case in model.paired]
    touched = sum(case.affected for case in paired)
    worse = of_cases(view, view.changes, ChangeKind.REGRESSED, "got worse")
    needed = [gate.needed_questions or 0 for gate in gates]
    questions = sum(needed) if all(needed) else 0
    add = more_cases(view)
    if not view.comparison.finished:
        what, next = "a run is not finished", "finish it with the same probe, and compare again"
    elif not paired and (reasons := {c.reason for c in view.changes if c.reason}):
        what = f"no case can be compared ({', '.join(sorted(reasons))})"
        next = "probe the earlier policy again as the later one was probed"
    elif not paired:
        what, next = "no case can be held against its former answer", add
    elif unseen := _critical(view.comparison.unseen_critical, gates):
        what = f"{counted(unseen, 'critical case')} cannot be compared"
        next = "read below why, and probe again"
    elif gone := _critical(view.comparison.gone_critical, gates):
        what = f"{counted(gone, 'critical case')} {'is' if gone == 1 else 'are'} gone"
        next = BRING_BACK
    elif gates and not touched:
        # A gate that could not be tested is said before all that is only uncertain.
        what = f"{edit(view)} touched no case, so no gate could have failed"
        next = add
    elif questions:
        what = f"{worse}, which may be chance" if worse else _uncertain(gates)
        next = f"{gate_words.questions(questions)} would decide: {view.decide}"
    elif worse:
        what, next = f"{worse}, too few to rule out chance", add
    else:
        what, next = _uncertain(gates), add
    return _sentence(State.UNDECIDED, what, next)


def _critical(cases: Mapping[str, Sequence[str]], gates: Sequence[ComparisonGate]) -> int:
    """Return how many of the critical cases of each model leave their gate undecided."""
    of_gate = {gate.model for gate in gates if gate.name == "max_critical_regressions"}
    return len({case for model in of_gate for case in cases.get(model, ())})


def _uncertain(gates: Sequence[ComparisonGate]) -> str:
    """Return what is open; a gate that could not be tested is said before all others."""
    if not gates:
        return "no gate was checked"
    gate = min(gates, key=lambda gate: not gate_words.could_not_fail(gate))
    if gate_words.could_not_fail(gate):
        return f"{_figure(gate)} {one_line(gate.why)}"
    if gate.name == "tolerance" and gate.interval:
        fell = "fallen" if "recall" in gate.subject else "risen"
        most = _points(gate.interval[1])
        return f"{_figure(gate)} may have {fell} by up to {most} ({_points(gate.limit)} allowed)"
    return f"{_figure(gate)} is open: {one_line(gate.why)}"


def _passed(view: ComparisonView) -> str:
    next, changes = "you can merge", view.changes
    wrong = (ChangeKind.REGRESSED, ChangeKind.LAGGED)
    unseen = _unseen(view)
    if unseen or any(change.kind in wrong for change in changes):
        next = "read these cases below before you merge"
    elif any(change.kind is ChangeKind.FOLLOWED for change in changes):
        next = "you can merge if you meant the edit"
    told = (
        of_cases(view, view.changes, ChangeKind.REGRESSED, "got worse"),
        of_cases(view, view.changes, ChangeKind.LAGGED, "did not follow the edit"),
        of_cases(view, view.changes, ChangeKind.FOLLOWED, "followed the edit"),
    )
    nothing = "nothing that counts got worse" if unseen else "nothing got worse"
    what = ([text for text in told if text] or [nothing])[0]
    return _sentence(State.PASSED, f"{what}, but {unseen}" if unseen else what, next)


def _unseen(view: ComparisonView) -> str:
    """Return how many cases no gate looked at; "" if there are none.

    For example "4 cases cannot be compared and 20 that got worse are disputed".
    """
    kinds = Counter(change.kind for change in view.changes if not change.set_aside)
    aside = [c for c in view.changes if c.set_aside and c.kind is ChangeKind.REGRESSED]
    told = []
    if number := kinds[ChangeKind.INCOMPARABLE]:
        told.append(f"{counted(number, 'case')} cannot be compared")
    if number := kinds[ChangeKind.VANISHED]:
        told.append(f"{counted(number, 'case')} {'is' if number == 1 else 'are'} gone")
    if aside:
        why = listed(sorted({change.set_aside for change in aside}), 3)
        got_worse = f"{counted(len(aside), 'case')} got worse that no gate counts"
        told.append(f"{got_worse} ({one_line(why)})")
    return " and ".join(told)


def _points(value: float | None) -> str:
    return f"{100 * (value or 0):.1f} points".replace(".0 points", " points")


def _sentence(state: State, what: str, next: str) -> str:
    return f"{state}: {what}; {next}."
