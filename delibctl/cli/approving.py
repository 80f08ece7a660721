"""Questions to the person who approves changes or revokes approvals."""

from collections.abc import Sequence

from delibctl.api.policies.accept import PartOfPolicy
from delibctl.cli.output import confirmed, default_format, on_terminal, render_options, write
from delibctl.errors import DelibctlError
from delibctl.report import approvals_report, part_report
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.count import counted


def stop_unless_answerable(reason: str | None, *, yes: bool) -> None:
    """Raise DelibctlError if something must be asked and there is no terminal."""
    if on_terminal():
        return
    if not yes:
        raise DelibctlError(
            "cannot ask for confirmation without a terminal; nothing was approved",
            next="add --yes to approve all that is shown",
        )
    if reason is None:
        raise DelibctlError("an approval needs a reason", next="add --reason TEXT")


def choose_parts(parts: Sequence[PartOfPolicy], *, yes: bool) -> list[PartOfPolicy]:
    """Show the changes of each part, and return the parts that the person approves."""
    chosen = []
    for selected in parts:
        part = selected.part
        write(part_report(part, selected.policy_title, render_options(default_format())))
        if yes or confirmed(f"approve {part.title}?"):
            chosen.append(selected)
    return chosen


def confirm_revoking(approvals: Sequence[ListedApproval], *, yes: bool) -> bool:
    """Show approvals, and return True if the person wants to remove them."""
    if not (yes or on_terminal()):
        raise DelibctlError(
            "cannot ask for confirmation without a terminal; nothing was revoked",
            next="add --yes, or look at the approvals with --list",
        )
    format = default_format()
    write(approvals_report(format, approvals, render_options(format)))
    return yes or confirmed(f"revoke {counted(len(approvals), 'approval')}?")
