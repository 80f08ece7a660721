"""`delibctl accept`."""

from typing import Annotated

import typer

from delibctl.api.policies.accept import Selection, changes_to_accept, stop_in_ci, terms
from delibctl.api.policies.approval_list import approvals_to_renew, list_approvals
from delibctl.cli.accept_output import accept, revoke_approvals_of
from delibctl.cli.options import shared
from delibctl.cli.options.part_ids import complete_part_id
from delibctl.cli.output import Targets, render_options
from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report import APPROVAL_FORMATS, approvals_report
from delibctl.report.approvals.listing import ListedApproval

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
    approval ends when its text changes again. With --clause and --expires, an approval that expires
    is renewed.
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
        return revoke_approvals_of(workspace, path, against, clause or [], yes=yes)
    # A bad reason or date is reported before anything is asked.
    terms(workspace, "to be asked" if reason is None else reason, expires)
    renewals: tuple[ListedApproval, ...] = ()
    if clause and expires:
        listed = list_approvals(workspace, path, against)
        renewals = approvals_to_renew(listed, clause)
    if against is None and not renewals:
        raise DelibctlError("changes since which revision?", next="add --against main")
    selection = Selection()
    if against is not None:
        selection = changes_to_accept(workspace, path, against, clause or [])
    return accept(workspace, selection, renewals, (reason, expires), yes=yes)
