"""What a person must have seen before a merge: what judges the branch, and what it approves."""

from collections.abc import Iterator, Sequence

from delibctl.compare.policies import Direction
from delibctl.gates.comparison import ComparisonVerdict
from delibctl.report.ci.result import AddedApproval, AddedRows, CiResult, Notice, PolicyVerdict
from delibctl.report.policies.change_words import approval_note
from delibctl.report.policies.words import direction_words
from delibctl.text.count import counted, listed
from delibctl.text.escape import markdown, one_line

#: Items of a list, and characters of a text.
_ITEMS, _TEXT = 20, 300


def first_lines(result: CiResult) -> Iterator[str]:
    """Yield what comes before the verdicts on policies; nothing if there is none."""
    if result.untrusted:
        yield "The branch is of a fork, so only what its base approved and accepted counts."
        yield ""
    yield from _notices(result.notices)
    counting = [each for each in result.approvals_added if each.counts]
    yield from _approvals(result, counting, "counts")
    if counting and any(map(_fell, result.policies)):
        yield "The approval covers the wording, not the drop in answers."
        yield ""
    yield from _approvals(result, [e for e in result.approvals_added if not e.counts], "")
    for rows in result.rows_added:
        yield from _rows(rows)


def told_first(result: CiResult) -> Iterator[str]:
    """Yield one sentence for each thing that a person must see before the merge."""
    for notice in result.notices:
        yield _notice(notice)
    for each in result.approvals_added:
        counts = "" if each.counts else ", which does not count before it is in the base"
        yield f"this branch approves {_approval(each)}{counts}"
    for rows in result.rows_added:
        yield _row_line(rows)


def _notices(notices: Sequence[Notice]) -> Iterator[str]:
    if not notices:
        return
    yield "**This branch changes what judges it, which applies only after the merge:**"
    yield ""
    for notice in notices[:_ITEMS]:
        yield f"- {markdown(_notice(notice))}"
    yield from _more(len(notices))
    yield ""


def _fell(policy: PolicyVerdict) -> bool:
    gates = policy.measured.gates.values() if policy.measured else ()
    return any(gate.verdict is ComparisonVerdict.FAILED for of in gates for gate in of)


def covered(result: CiResult, added: AddedApproval) -> int:
    """Return how many of the listed changes an approval covers; 1 if they are not known."""
    changes = [
        change
        for policy in result.policies
        if policy.id == added.policy and policy.compared
        for change in policy.compared.diff.changes
        if change.direction is not Direction.NEUTRAL and added.approval.covers(change)
    ]
    return max(1, len(changes))


def _approvals(result: CiResult, added: Sequence[AddedApproval], counts: str) -> Iterator[str]:
    if not added:
        return
    number = sum(covered(result, each) for each in added)
    does = "" if counts else " That does not count before it is in the base"
    yield f"**This branch approves {counted(number, 'change')}.{does}{'.' if does else ''}**"
    yield ""
    for each in added[:_ITEMS]:
        yield f"- {markdown(_approval(each))}"
    yield from _more(len(added))
    yield ""


def _notice(notice: Notice) -> str:
    return one_line(notice.what, _TEXT)


def _approval(added: AddedApproval) -> str:
    approval = added.approval
    way = direction_words(approval.direction, approval.evidence)
    told = f"{added.policy}, {approval.title}: {way}, {approval_note(approval)}"
    return one_line(told, _TEXT)


def _rows(rows: AddedRows) -> Iterator[str]:
    yield f"**{markdown(_row_line(rows))}.**"
    yield ""
    if fallen := [change.row.case for change in rows.fallen]:
        named = one_line(listed(fallen, 6))
        yield f"- right half as often as the row of the base says, or less: {markdown(named)}"
        yield ""


def _row_line(rows: AddedRows) -> str:
    new = sum(change.before is None for change in rows.changes)
    gone = sum(change.after is None for change in rows.changes)
    changed = len(rows.changes) - new - gone
    parts = [
        f"{n} {word}" for n, word in ((new, "new"), (changed, "changed"), (gone, "removed")) if n
    ]
    policy = one_line(rows.policy, 60)
    line = f"This branch accepts {counted(len(rows.changes), 'row')} of {policy}"
    line += f" ({', '.join(parts)})" if parts else ""
    if not rows.counts:
        line += f"; they do not count: {one_line(rows.why_not, _TEXT)}"
    return line


def _more(number: int) -> Iterator[str]:
    if number > _ITEMS:
        yield f"- and {number - _ITEMS} more"
