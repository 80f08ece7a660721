"""`delibctl accept`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.accept import (
    Selection,
    accept_changes,
    changes_to_accept,
    stop_in_ci,
    terms,
)
from delibctl.api.policies.approval_list import (
    approvals_to_revoke,
    list_approvals,
    revoke_approvals,
)
from delibctl.api.workspace import Workspace
from delibctl.cli.approving import choose_parts, confirm_revoking, stop_unless_answerable
from delibctl.cli.options import shared
from delibctl.cli.options.part_ids import complete_part_id
from delibctl.cli.output import Targets, asked, print_message, render_options
from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report import APPROVAL_FORMATS, approvals_report
from delibctl.text.count import counted

EXAMPLE = 'Example: delibctl accept --against main --reason "Refunds are open to all."'


def command(
    path: shared.PolicyArgument = None,
    against: Annotated[
        str | None,
        typer.Option(metavar="REV", help="The git revision that the changes are compared with."),
    ] = None,
    clause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            autocompletion=complete_part_id,
            help="Only this clause, category, style or term, or `policy`; may be repeated.",
            show_default="all changes that need an approval",
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why the changes are intended.")
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The last day on which the approvals count."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Approve without asking.")] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="List the approvals with their status instead.")
    ] = False,
    revoke: Annotated[
        bool,
        typer.Option(
            "--revoke",
            help="Remove approvals instead: those of --clause, or all that are not valid.",
        ),
    ] = False,
    format: Annotated[str | None, shared.format_option(APPROVAL_FORMATS)] = None,
    output: shared.Output = None,
) -> ExitCode:
    """Approve changes of a policy, with a reason.

    Shows each change that needs an approval, and asks. Approvals are written to accepted/<policy
    id>/changes.yaml, which belongs in git; `delibctl diff --fail-on unapproved` reads them. An
    approval ends when its text changes again.
    """
    workspace = here()
    if list_ and revoke:
        raise DelibctlError("--list and --revoke exclude each other", next="leave one of them out")
    if list_:
        targets = Targets.of(format, output, APPROVAL_FORMATS)
        approvals = list_approvals(workspace, path, against, clause or [])
        targets.write(lambda name: approvals_report(name, approvals, render_options(name)))
        return ExitCode.CLEAN
    if format or output:
        raise DelibctlError("--format and --output need --list", next="add --list")
    stop_in_ci(workspace)
    if revoke:
        return _revoke(workspace, path, against, clause or [], yes=yes)
    if against is None:
        raise DelibctlError("changes since which revision?", next="add --against main")
    stop_unless_answerable(reason, yes=yes)
    # A bad reason or date is reported before anything is asked.
    terms(workspace, "to be asked" if reason is None else reason, expires)
    selection = changes_to_accept(workspace, path, against, clause or [])
    return _accept(workspace, selection, reason, expires, yes=yes)


def _accept(
    workspace: Workspace,
    selection: Selection,
    reason: str | None,
    expires: str | None,
    *,
    yes: bool,
) -> ExitCode:
    for selected in selection.approved:
        print_message(f"already approved: {selected.part.title}")
    for name in selection.unchanged:
        print_message(f"unchanged: {name}")
    if not selection.unapproved:
        print_message("nothing to approve")
        return ExitCode.CLEAN
    parts = choose_parts(selection.unapproved, yes=yes)
    if not parts:
        print_message("nothing was approved")
        return ExitCode.CLEAN
    agreed = terms(workspace, asked("reason:") if reason is None else reason, expires)
    files = accept_changes(workspace, parts, agreed)
    names = ", ".join(selected.part.title for selected in parts)
    print_message(f"approved {names}")
    for file in files:
        print_message(f"next: commit {workspace.short(file)}")
    return ExitCode.CLEAN


def _revoke(
    workspace: Workspace, path: Path | None, against: str | None, ids: list[str], *, yes: bool
) -> ExitCode:
    listed = list_approvals(workspace, path, against)
    approvals = approvals_to_revoke(listed, ids)
    if not approvals:
        reason = "all approvals are valid" if listed else "there are no approvals"
        print_message(f"nothing to revoke: {reason}")
        return ExitCode.CLEAN
    if not confirm_revoking(approvals, yes=yes):
        print_message("nothing was revoked")
        return ExitCode.CLEAN
    files = revoke_approvals(workspace, approvals)
    print_message(f"revoked {counted(len(approvals), 'approval')}")
    for file in files:
        print_message(f"next: commit {workspace.short(file)}")
    return ExitCode.CLEAN
