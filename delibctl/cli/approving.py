"""Questions to the person who approves changes or revokes approvals."""

from collections.abc import Sequence

from delibctl.api.policies.accept import PartOfPolicy
from delibctl.api.policies.approvals_file import WRITE_REASON
from delibctl.cli.output import (
    asked,
    confirmed,
    default_format,
    on_terminal,
    print_message,
    render_options,
    write_report,
)
from delibctl.errors import DelibctlError
from delibctl.report import approvals_report, part_report
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.count import counted

#: How often the reason is asked for.
_ATTEMPTS = 3


def stop_unless_answerable(reason: str | None, *, yes: bool) -> None:
    """Raise DelibctlError if something must be asked and there is no terminal."""
    if on_terminal() or (yes and reason is not None):
        return
    options = [*(() if yes else ("--yes",)), *(("--reason TEXT",) if reason is None else ())]
    raise DelibctlError(
        "an approval needs a reason"
        if yes
        else "cannot ask for confirmation without a terminal; nothing was approved",
        next=f"add {' and '.join(options)}",
    )


def ask_reason() -> str:
    """Ask for the reason, again if it is empty. Raises DelibctlError if it stays empty."""
    for _ in range(_ATTEMPTS):
        if reason := asked("reason:"):
            return reason
        print_message(WRITE_REASON)
    raise DelibctlError("the reason is empty; nothing was approved", next="add --reason TEXT")


def choose_parts(parts: Sequence[PartOfPolicy], *, yes: bool) -> list[PartOfPolicy]:
    """Show the changes of each part, and return the parts that the person approves."""
    chosen = []
    for number, selected in enumerate(parts, start=1):
        part = selected.part
        write_report(part_report(part, selected.policy_title, render_options(default_format())))
        count = f"{number} of {len(parts)}: " if len(parts) > 1 else ""
        if yes or confirmed(f"{count}approve {part.title}?"):
            chosen.append(selected)
    return chosen


def confirm_renewing(approvals: Sequence[ListedApproval], *, yes: bool) -> bool:
    """Show approvals, and return True if the person wants to renew them."""
    format = default_format()
    write_report(approvals_report(format, approvals, render_options(format)))
    return yes or confirmed(f"renew {counted(len(approvals), 'approval')}?")


def confirm_revoking(approvals: Sequence[ListedApproval], *, yes: bool) -> bool:
    """Show approvals, and return True if the person wants to remove them."""
    if not (yes or on_terminal()):
        raise DelibctlError(
            "cannot ask for confirmation without a terminal; nothing was revoked",
            next="add --yes, or look at the approvals with --list",
        )
    format = default_format()
    write_report(approvals_report(format, approvals, render_options(format)))
    return yes or confirmed(f"revoke {counted(len(approvals), 'approval')}?")
