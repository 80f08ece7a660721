"""Approvals for people: those that a branch adds first, each with its status and reason."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.compare.policies import Spent, Status
from delibctl.report.approvals.listing import ListedApproval
from delibctl.report.policies.change_words import approval_note
from delibctl.report.policies.words import direction_words
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import visible

_MEANINGS = {
    Status.VALID: "valid",
    Status.LAPSED: "lapsed: the text changed again",
    Status.EXPIRED: "expired",
    Status.UNKNOWN: "unknown: no version here has this part or text",
}
#: Why an approval does not count for making its change again.
_REDONE = {
    Spent.TAKEN_BACK: "the change was taken back since",
    Spent.UNREAD: "git could not tell whether the change was taken back since",
    None: "the earlier version has the approval without the change",
}


def render(approvals: Sequence[ListedApproval], options: RenderOptions) -> str:
    """Render the count of each status, then the approvals."""
    return options.write(_parts(approvals))


def _parts(approvals: Sequence[ListedApproval]) -> Iterator[RenderableType]:
    if not approvals:
        yield Text("No approvals.", style="title")
        return
    counts = Counter(listed.status for listed in approvals)
    numbers = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    yield Text(f"{counted(len(approvals), 'approval')}: {numbers}.", style="title")
    for listed in approvals:
        yield Text("")
        yield from _approval(listed)


def _approval(listed: ListedApproval) -> Iterator[RenderableType]:
    approval = listed.approval
    style = "title" if listed.status is Status.VALID else "miss"
    head = Text(f"  {visible(approval.title)}", style=style)
    head.append(f"  {_meaning(listed)}", style=style)
    head.append("  added here" if approval.added else "", style="quiet")
    yield head
    yield Padding(Text(visible(approval_note(approval))), (0, 0, 0, 4))
    direction = direction_words(approval.direction, approval.evidence)
    beside = f"{direction}; policy {listed.policy}; {approval.place}"
    yield Padding(Text(visible(beside), style="quiet"), (0, 0, 0, 4))


def _meaning(listed: ListedApproval) -> str:
    if listed.status is Status.LAPSED and listed.redone:
        return f"lapsed: {_REDONE[listed.approval.spent]}"
    if listed.status is Status.LAPSED and not listed.exists:
        return f"lapsed: the {listed.approval.part} was removed"
    return _MEANINGS[listed.status]
