"""How many cases a change reached, and what became of them, in a few words."""

from collections.abc import Iterable

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.report.ci.result import Measured
from delibctl.text.count import counted

#: What is told of the cases, in this order.
_TOLD = (
    (ChangeKind.FOLLOWED, "followed"),
    (ChangeKind.LAGGED, "did not follow"),
    (ChangeKind.REGRESSED, "got worse"),
    (ChangeKind.INCOMPARABLE, "cannot be compared"),
    (ChangeKind.IMPROVED, "got better"),
)


def amounts(measured: Measured | None) -> str:
    """Return what became of the affected cases; "" if nothing happened to any.

    For example "4 of 12 cases followed, 2 got worse (both jailbreaks)".
    """
    if measured is None:
        return ""
    by_kind = {kind: _cases(measured, kind) for kind, _ in _TOLD}
    told: list[str] = []
    for kind, words in _TOLD:
        if ids := by_kind[kind]:
            number = f"{len(ids)} {words}"
            if not told:
                number = f"{len(ids)} of {counted(total(measured), 'case')} {words}"
            kinds = _kinds(measured, ids) if kind is ChangeKind.REGRESSED else ""
            told.append(f"{number}{kinds}")
    return ", ".join(told)


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
