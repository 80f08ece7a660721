"""How many cases a change reached, and what became of them, in a few words."""

from collections.abc import Iterable

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.report.ci.result import Measured, PolicyVerdict
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: What is told of the cases, in this order: what became of the first ones, and of others.
_TOLD = (
    (ChangeKind.REGRESSED, "answered worse than before", "worse than before"),
    (ChangeKind.FOLLOWED, "answered as the edit asks", "as the edit asks"),
    (ChangeKind.LAGGED, "still answered as before, against the edit", "still as before"),
    (ChangeKind.IMPROVED, "answered better than before", "better than before"),
)


def amounts(measured: Measured | None) -> str:
    """Return what became of the affected cases; "" if none was compared.

    For example "2 of 12 test cases are answered worse than before (both jailbreak cases), 4 as the
    edit asks".
    """
    if measured is None or not total(measured):
        return ""
    told: list[str] = []
    for kind, first, other in _TOLD:
        if ids := _cases(measured, kind):
            kinds = _kinds(measured, ids) if kind is ChangeKind.REGRESSED else ""
            words = f"{len(ids)} {other}" if told else f"{_of_all(len(ids), measured)} {first}"
            told.append(f"{words}{kinds}")
    if unseen := len(_cases(measured, ChangeKind.INCOMPARABLE)):
        told.append(f"{unseen if told else _of(unseen, measured)} cannot be compared")
    return ", ".join(told) or f"{_of_all(0, measured)} answered worse than before"


def amount_of(policy: PolicyVerdict) -> str:
    """Return what became of the affected cases of a policy, or that they were not answered."""
    return amounts(policy.measured) or unanswered(policy)


def unanswered(policy: PolicyVerdict) -> str:
    """Return how many affected cases have no answer, and why; "" if all have one."""
    missing = policy.questions.unmeasured
    if not missing:
        return ""
    was = "was" if len(missing) == 1 else "were"
    why = policy.why_not_measured and f" ({one_line(policy.why_not_measured, 200)})"
    cases = f"{counted(len(missing), 'test case')} that it affects"
    if policy.is_new:
        cases = f"{len(missing)} of its {counted(len(policy.affected), 'test case')}"
    return f"{cases} {was} not answered{why}"


def _of_all(number: int, measured: Measured) -> str:
    return f"{_of(number, measured)} {'is' if number == 1 else 'are'}"


def _of(number: int, measured: Measured) -> str:
    return f"{number} of {counted(total(measured), 'test case')}"


def total(measured: Measured) -> int:
    """Return the number of cases that the change reached."""
    models = measured.comparison.models
    affected = {case.case for model in models for case in model.paired if case.affected}
    return len(affected | {change.case for model in models for change in model.changes})


def regressed(measured: Measured | None) -> tuple[str, ...]:
    """Return the cases that count and got worse."""
    return _cases(measured, ChangeKind.REGRESSED) if measured else ()


def _cases(measured: Measured, kind: ChangeKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.case for change in _changes(measured, kind)))


def _changes(measured: Measured, kind: ChangeKind) -> Iterable[CaseChange]:
    for model in measured.comparison.models:
        for change in model.changes:
            if change.kind is kind and not change.set_aside:
                yield change


def _kinds(measured: Measured, ids: Iterable[str]) -> str:
    """Return the kind of test that all of these cases are, such as " (both jailbreaks)"."""
    cases = measured.comparison.after.cases_by_id
    kinds = [str(cases[id].kind) for id in ids if id in cases]
    if not kinds or len(set(kinds)) > 1 or kinds[0] == "direct":
        return ""
    noun = kinds[0].replace("-", " ")
    match len(kinds):
        case 1:
            return f" (a {noun} case)"
        case 2:
            return f" (both {noun} cases)"
        case number:
            return f" (all {number} {noun} cases)"
