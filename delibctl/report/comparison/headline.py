"""The sentence on top of two compared runs: verdict, what, how much, and the next step."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.gates import ReasonKind
from delibctl.gates.comparison import ComparisonGate
from delibctl.model import Outcome
from delibctl.report.comparison import gate_words
from delibctl.report.comparison.view import ComparisonView
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

_STRICTNESS = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE)
#: How the reason begins if a gate had nothing to look at.
_COULD_NOT_FAIL = "could not have failed"
#: Clauses that the sentence names.
_CLAUSES = 2


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
            return "Nothing changed: no case was touched, so no gate was checked."
        case State.PASSED:
            return _passed(view)


def _untrusted(view: ComparisonView) -> str:
    reason = next(r for r in view.verdict.reasons if r.kind is ReasonKind.UNTRUSTED)
    what = reason.what.replace("not to be trusted: ", "")
    return _sentence(
        State.UNTRUSTED,
        f"{one_line(what)}, so no gate says anything",
        "mend the provider or its settings, and probe again: delibctl probe",
    )


def _failed(view: ComparisonView) -> str:
    failed = [gate for gate in view.all_gates if gate.verdict == "failed"]
    changed = _changed(view)
    what = "; ".join([*([changed] if changed else []), *dict.fromkeys(map(_failure, failed))])
    worse = [c for c in view.changes if c.kind is ChangeKind.REGRESSED]
    clauses = _by_number(change.clause for change in worse if change.clause)
    subject = f"the edit of {clauses[0]}" if clauses else "the edit"
    return _sentence(State.FAILED, what, f"read the cases below, then mend or undo {subject}")


def _failure(gate: ComparisonGate) -> str:
    """Return why a gate failed, such as "citation recall fell by 30.0 points (10.0 allowed)"."""
    if gate.name in ("max_regressed_clauses", "max_critical_regressions"):
        noun = "clause" if gate.name == "max_regressed_clauses" else "critical case"
        number = counted(round(gate.estimate or 0), noun)
        which = f" ({listed(gate.cases, 3)})" if gate.cases else ""
        return f"{number} confirmed as regressed{which}"
    if gate.name == "tolerance" and gate.estimate is not None:
        figure = one_line(gate.subject).replace("_", " ")
        verb = "fell" if "recall" in figure else "rose"
        return f"{figure} {verb} by {_points(gate.estimate)} ({_points(gate.limit)} allowed)"
    figures = f"{gate_words.estimate(gate)}, {gate_words.limit(gate)}"
    return f"{gate_words.name(gate)}: {figures}"


def _undecided(view: ComparisonView) -> str:
    gates = [gate for gate in view.all_gates if gate.verdict == "undecided"]
    changed = _changed(view)
    reasons = [one_line(reason.what) for reason in view.verdict.reasons if not gates]
    paired = [case for model in view.comparison.models for case in model.paired]
    if gates and paired and not any(case.affected for case in paired):
        what = "no gate could have failed, because the edit touched no case"
        return _sentence(State.UNDECIDED, what, _next_without_figures(view))
    # A gate that could not have failed is said before all that is only uncertain.
    gates.sort(key=lambda gate: not gate.why.startswith(_COULD_NOT_FAIL))
    why = list(dict.fromkeys(_uncertain(gate) for gate in gates))[:2]
    what = "; ".join([*why, *reasons, *([changed] if changed else [])])
    questions = sum(gate.needed_questions or 0 for gate in gates)
    if questions:
        next = f"{gate_words.questions(questions)} would decide: {view.decide}"
    else:
        next = _next_without_figures(view)
    return _sentence(State.UNDECIDED, what or "no gate was checked", next)


def _next_without_figures(view: ComparisonView) -> str:
    waived = next((reason.next for reason in view.verdict.reasons if reason.next), "")
    return one_line(waived) or "add cases of the clauses that you edited, and probe again"


def _uncertain(gate: ComparisonGate) -> str:
    subject = one_line(gate.subject).replace("_", " ") or f"the gate {gate_words.name(gate)}"
    if gate.estimate is None or gate.why.startswith(_COULD_NOT_FAIL):
        return f"{subject} has no verdict{_why(gate)}"
    if gate.name == "tolerance":
        verb = "fell" if "recall" in subject else "rose"
        could = f"{subject} may have {'fallen' if verb == 'fell' else 'risen'}"
        seen = f", and a change below {_points(gate.smallest_drop)} would not show"
        return f"{could} by more than {_points(gate.limit)}{seen if gate.smallest_drop else ''}"
    return f"{subject} is not decided{_why(gate)}"


def _why(gate: ComparisonGate) -> str:
    return f" ({one_line(gate.why)})" if gate.why else ""


def _passed(view: ComparisonView) -> str:
    changed = _changed(view)
    untouched = sum(model.untouched for model in view.comparison.models)
    beside = f"{counted(untouched, 'case')} not touched by this edit" if untouched else ""
    drops = [gate.smallest_drop for gate in view.all_gates if gate.smallest_drop is not None]
    seen = f"a drop of {_points(max(drops))} would have been seen" if drops else ""
    what = "; ".join(filter(None, [changed or "nothing changed", beside, seen]))
    lagged = sum(
        change.kind in (ChangeKind.LAGGED, ChangeKind.REGRESSED) for change in view.changes
    )
    next = "read the cases below before you merge" if lagged else "nothing is in the way of merging"
    return _sentence(State.PASSED, what, next)


def _changed(view: ComparisonView) -> str:
    """Return what changed in each clause, such as "illicit.forgery: 4 of 12 cases followed"."""
    by_clause: dict[str, list[CaseChange]] = {}
    for change in view.changes:
        by_clause.setdefault(change.clause, []).append(change)
    order = sorted(by_clause, key=lambda clause: (-_weight(by_clause[clause]), clause))
    told = [_of_clause(clause, by_clause[clause], view) for clause in order[:_CLAUSES]]
    others = len(order) - _CLAUSES
    more = f" and {counted(others, 'more clause')}" if others > 0 else ""
    return "; ".join(filter(None, told)) + more


def _weight(changes: Sequence[CaseChange]) -> int:
    worse = sum(change.kind is ChangeKind.REGRESSED for change in changes)
    moved = sum(change.kind in (ChangeKind.FOLLOWED, ChangeKind.LAGGED) for change in changes)
    return 1000 * worse + 10 * moved + len(changes)


def _of_clause(clause: str, changes: Sequence[CaseChange], view: ComparisonView) -> str:
    total = _cases_of(clause, view) or len(changes)
    counts = Counter(change.kind for change in changes)
    parts = [
        f"{number} {kind}{_kinds(kind, changes, view)}"
        for kind in ChangeKind
        if (number := counts[kind]) and kind is not ChangeKind.SAME
    ]
    # "4 of 12 cases followed, 2 regressed": the total is said once.
    first, _, rest = parts[0].partition(" ")
    of = f"{first} of {counted(total, 'case')} {rest}"
    subject = one_line(clause) if clause else "cases without a clause"
    return f"{subject}{_direction(changes)}: {', '.join([of, *parts[1:]])}"


def _cases_of(clause: str, view: ComparisonView) -> int:
    pairs = {p.case for model in view.comparison.models for p in model.paired if p.clause == clause}
    changed = {change.case for change in view.changes if change.clause == clause}
    return len(pairs | changed)


def _kinds(kind: ChangeKind, changes: Sequence[CaseChange], view: ComparisonView) -> str:
    """Return the kinds of test of regressed cases, such as " (both jailbreak)"."""
    if kind is not ChangeKind.REGRESSED:
        return ""
    known = view.comparison.after.cases_by_id
    worse = [change.case for change in changes if change.kind is kind and change.case in known]
    kinds = Counter(known[case].kind for case in worse)
    if len(kinds) == 1 and len(worse) > 1:
        return f" ({'both' if len(worse) == 2 else 'all'} {next(iter(kinds))})"
    return f" ({', '.join(f'{n} {of}' for of, n in kinds.most_common())})" if worse else ""


def _direction(changes: Sequence[CaseChange]) -> str:
    """Return " loosened" or " tightened", by what cases of a clause are expected to get."""
    steps = [
        _STRICTNESS.index(change.after.outcomes[0]) - _STRICTNESS.index(change.before.outcomes[0])
        for change in changes
        if change.before and change.after
        if _known(change.before.outcomes) and _known(change.after.outcomes)
    ]
    down, up = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    if down == up:
        return ""
    return " loosened" if down > up else " tightened"


def _known(outcomes: Sequence[Outcome]) -> bool:
    return len(outcomes) == 1 and outcomes[0] in _STRICTNESS


def _by_number(names: Iterable[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common()]


def _points(value: float | None) -> str:
    return f"{100 * (value or 0):.1f} points".replace(".0 points", " points")


def _sentence(state: State, what: str, next: str) -> str:
    return f"{state}: {what}; {next}."
