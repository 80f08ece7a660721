"""What became of the cases of a clause, and which clauses were edited, in a few words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.model import Outcome
from delibctl.report.comparison.view import ComparisonView
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

_STRICTNESS = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE)
#: Clauses that the sentence names.
_CLAUSES = 2


def of_cases(
    view: ComparisonView, changes: Sequence[CaseChange], kind: ChangeKind, verb: str
) -> str:
    """Return in which clause how many cases changed so; "" if none did.

    For example "permits.forge loosened, and 4 of 12 cases followed the edit".
    """
    changes = [c for c in changes if c.kind is kind and not c.set_aside]
    clauses = _by_number(change.clause for change in changes)
    if not clauses:
        return ""
    total = sum(_cases_of(clause, view) for clause in clauses)
    cases = f"{len({change.case for change in changes})} of {counted(total, 'case')}"
    named = one_line(clauses[0]) or "no clause"
    others = len(clauses) - 1
    subject = f"{named} and {counted(others, 'more clause')}" if others else named
    if direction := _direction(changes):
        return f"{subject}{direction}, and {cases} {verb}"
    return f"{cases} of {subject} {verb}"


def edited(view: ComparisonView) -> str:
    """Return the clauses that changed, of those that were compared."""
    named = view.comparison.edited
    return one_line(listed(named, _CLAUSES)) if named else "what you edited"


def edit(view: ComparisonView) -> str:
    return f"the edit of {edited(view)}" if view.comparison.edited else "the edit"


def more_cases(view: ComparisonView) -> str:
    """Return the advice to add cases; filters may have left out those that there are."""
    if view.comparison.partly and not view.comparison.edited:
        return "loosen the filters, or add cases for what you edited, and probe again"
    return f"add cases for {edited(view)}, and probe again"


def _cases_of(clause: str, view: ComparisonView) -> int:
    pairs = {p.case for model in view.comparison.models for p in model.paired if p.clause == clause}
    changed = {change.case for change in view.changes if change.clause == clause}
    return len(pairs | changed)


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
