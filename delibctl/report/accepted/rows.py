"""What accepting a run would change, for people: new, changed and removed rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.compare.accepted.row import AcceptedAnswer, AcceptedExpectation, AcceptedRow
from delibctl.compare.accepted.row_changes import RowChange
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Characters of an id, which a model may have written.
_ID = 60
#: Cases that are new and are named in one line.
_NAMED = 5


def render(changes: Sequence[RowChange], options: RenderOptions) -> str:
    """Render the changes of each model; a limit of 0 shows all."""
    return options.write(_parts(changes, options.limit))


def _parts(changes: Sequence[RowChange], limit: int) -> Iterator[RenderableType]:
    in_order = sorted(changes, key=lambda change: change.key[:2])
    for (alias, mode), group in groupby(in_order, key=lambda change: change.key[:2]):
        of_model = list(group)
        yield Text(f"{one_line(alias, _ID)}, mode {mode}", style="title")
        new = [change for change in of_model if change.before is None]
        if new:
            yield Padding(Text(f"new: {_named(new)}"), (0, 0, 0, 2))
        others = [change for change in of_model if change.before is not None]
        for change in islice(others, limit or None):
            yield Padding(Text(f"{change.row.case}: {_difference(change)}"), (0, 0, 0, 2))
        if limit and len(others) > limit:
            yield Padding(Text(f"and {len(others) - limit} more", style="quiet"), (0, 0, 0, 2))


def _named(changes: Sequence[RowChange]) -> str:
    names = ", ".join(one_line(change.row.case, _ID) for change in changes[:_NAMED])
    right = sum(
        change.row.right.split("/")[0] == change.row.right.split("/")[1] for change in changes
    )
    more = f" and {len(changes) - _NAMED} more" if len(changes) > _NAMED else ""
    return f"{counted(len(changes), 'case')}, {right} always right ({names}{more})"


def _difference(change: RowChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return "removed, the policy no longer has this case"
    parts = [f"renamed from {one_line(before.case, _ID)}" if before.case != after.case else ""]
    parts.append(_both("right", before.right, after.right))
    one, other = _usual(before), _usual(after)
    parts.append(_both("outcome", _outcome(one), _outcome(other)))
    parts.append(_both("cited", _clauses(one), _clauses(other)))
    parts.append(_both("style", one.style or "undeclared", other.style or "undeclared"))
    parts.append(_expectation(before.expected, after.expected))
    if before.prompt != after.prompt:
        parts.append("the case was reworded")
    if before.asked_like != after.asked_like:
        parts.append("asked or judged otherwise")
    told = [part for part in parts if part]
    return "; ".join(told) or "answered anew, to the same effect"


def _expectation(before: AcceptedExpectation, after: AcceptedExpectation) -> str:
    if before == after:
        return ""
    names = before.clauses.keys() | before.either.keys()
    same = names == after.clauses.keys() | after.either.keys() and before.style == after.style
    return "the text of its clauses changed" if same else "the expectation changed"


def _both(name: str, before: str, after: str) -> str:
    if before == after:
        return ""
    return f"{name} {one_line(before, _ID)} -> {one_line(after, _ID)}"


def _usual(row: AcceptedRow) -> AcceptedAnswer:
    return max(row.answers, key=lambda answer: answer.times)


def _outcome(answer: AcceptedAnswer) -> str:
    return answer.broken or str(answer.outcome or ("contested" if answer.outcomes else "unknown"))


def _clauses(answer: AcceptedAnswer) -> str:
    return ", ".join(answer.clauses) or "none"
