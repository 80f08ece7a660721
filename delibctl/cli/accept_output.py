"""`delibctl accept`: what it asks, writes and says."""

from collections.abc import Sequence
from pathlib import Path

from delibctl.api.policies.accept import PartOfPolicy, Selection, accept_changes, terms
from delibctl.api.policies.approval_list import (
    approvals_to_revoke,
    list_approvals,
    renew_approvals,
    revoke_approvals,
)
from delibctl.api.workspace import Workspace
from delibctl.cli.approving import (
    ask_reason,
    choose_parts,
    confirm_renewing,
    confirm_revoking,
    stop_unless_answerable,
)
from delibctl.cli.output import print_message
from delibctl.errors import ExitCode
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.count import counted


def accept(
    workspace: Workspace,
    selection: Selection,
    renewals: Sequence[ListedApproval],
    reason_and_last_day: tuple[str | None, str | None],
    *,
    yes: bool,
) -> ExitCode:
    """Approve the changes and renew the approvals that the person agrees to."""
    reason, expires = reason_and_last_day
    open_parts = {(selected.policy, selected.part.name) for selected in selection.unapproved}
    # A new approval replaces the earlier one.
    renewals = [
        renewal for renewal in renewals if (renewal.policy, renewal.approval.name) not in open_parts
    ]
    _report_settled(selection, renewals)
    if not selection.unapproved and not renewals:
        print_message("nothing to approve")
        return ExitCode.CLEAN
    stop_unless_answerable(reason, yes=yes)
    try:
        parts = choose_parts(selection.unapproved, yes=yes)
        renewed = renewals if renewals and confirm_renewing(renewals, yes=yes) else []
        if (parts or renewed) and reason is None:
            reason = ask_reason()
    except KeyboardInterrupt:
        print_message("\nnothing was written")
        raise
    files: tuple[Path, ...] = ()
    if parts or renewed:
        agreed = terms(workspace, reason or "", expires)
        files = accept_changes(workspace, parts, agreed)
        files += renew_approvals(workspace, renewed, agreed)
    _report_written(selection, parts, renewed)
    for file in dict.fromkeys(files):
        print_message(f"next: commit {workspace.short(file)}")
    return ExitCode.CLEAN


def _report_settled(selection: Selection, renewals: Sequence[ListedApproval]) -> None:
    """Print the parts that are approved or unchanged, unless their approval is to be renewed."""
    renewable = {renewal.approval.name for renewal in renewals}
    for selected in selection.approved:
        if selected.part.name not in renewable:
            print_message(f"already approved: {selected.part.title}")
    ids = {id for _, id in renewable}
    for name in selection.unchanged:
        if name not in ids:
            print_message(f"unchanged: {name}")


def _report_written(
    selection: Selection, parts: Sequence[PartOfPolicy], renewed: Sequence[ListedApproval]
) -> None:
    if parts:
        print_message(f"approved {', '.join(selected.part.title for selected in parts)}")
    if renewed:
        titles = ", ".join(renewal.approval.title for renewal in renewed)
        print_message(f"renewed the approval of {titles}")
    if not parts and not renewed:
        print_message("nothing was approved")
    declined = [selected for selected in selection.unapproved if selected not in parts]
    remaining = selection.others + sum(selected.part.needs_approval for selected in declined)
    if remaining:
        need = "needs" if remaining == 1 else "need"
        print_message(
            f"{counted(remaining, 'changed part')} still {need} an approval, so the gate "
            "`unapproved` still fails"
        )


def revoke_approvals_of(
    workspace: Workspace, path: Path | None, against: str | None, ids: list[str], *, yes: bool
) -> ExitCode:
    """Remove the approvals of these ids; without ids, all that are not valid."""
    listed = list_approvals(workspace, path, against)
    approvals = approvals_to_revoke(listed, ids)
    if not approvals:
        reason = "all approvals are valid" if listed else "there are no approvals"
        print_message(f"nothing to revoke: {reason}")
        return ExitCode.CLEAN
    try:
        confirmed = confirm_revoking(approvals, yes=yes)
    except KeyboardInterrupt:
        print_message("\nnothing was written")
        raise
    if not confirmed:
        print_message("nothing was revoked")
        return ExitCode.CLEAN
    files = revoke_approvals(workspace, approvals)
    print_message(f"revoked {counted(len(approvals), 'approval')}")
    for file in files:
        print_message(f"next: commit {workspace.short(file)}")
    return ExitCode.CLEAN
