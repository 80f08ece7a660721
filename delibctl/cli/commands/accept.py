"""`delibctl accept`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.accepting.rows_folder import policies_with_rows
from delibctl.api.policies.accept import Selection, changes_to_accept, stop_in_ci, terms
from delibctl.api.policies.approval_list import approvals_to_renew, list_approvals
from delibctl.api.workspace import Workspace
from delibctl.cli.accept_output import accept, revoke_approvals_of
from delibctl.cli.options import shared
from delibctl.cli.options.accept import RowOptions
from delibctl.cli.options.given import given_options
from delibctl.cli.options.part_ids import complete_part_id
from delibctl.cli.options.revisions import complete_revision
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.cli.process_workspace import here
from delibctl.edge.files.local import exists
from delibctl.edge.run_file.schema import is_run_file
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report import APPROVAL_FORMATS, approvals_report
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.escape import one_line

EXAMPLE = 'Example: delibctl accept @last --reason "Refunds are open to all now."'


def command(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT",
            help="A run: file, name, @last or @-2. With --against, --list or --revoke: the policy "
            "file, or the folder that contains it.",
            show_default="@last, or the configured policy",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            autocompletion=complete_revision,
            help="The git revision that the changes are compared with.",
        ),
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
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Accept without asking.")] = False,
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
    *,
    rows: RowOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Accept a run, or approve changes of a policy, with a reason.

    For a run: shows what it would change among the accepted rows, and asks. A row says how a model
    answered a case, without prompt and answer. Rows are written below accepted/<policy id>, which
    belongs in git; @accepted names them wherever a run is named, as in `delibctl diff @accepted
    @last`.

    With --against: shows each change of the policy that needs an approval, and asks. Approvals are
    written to accepted/<policy id>/changes.yaml; `delibctl diff --fail-on unapproved` reads them.
    An approval ends when its text changes again. With --clause and --expires, an approval that
    expires is renewed.
    """
    workspace = here(state)
    if list_ and revoke:
        raise DelibctlError("--list and --revoke exclude each other", next="leave one of them out")
    if not list_ and (format or output):
        raise DelibctlError("--format and --output need --list", next="add --list")
    if not (list_ or revoke or against or clause or expires):
        return _accept_run(workspace, what, rows, reason, yes=yes)
    for name in given_options(rows):
        raise DelibctlError(
            f"{name} is for a run, and changes of a policy are approved",
            next=f"leave out {name}, or --against and the other options for changes",
        )
    path, ids = None if what is None else Path(what), clause or []
    if list_:
        targets = Targets.of(format, output, APPROVAL_FORMATS)
        approvals = list_approvals(workspace, path, against, ids)
        targets.write(lambda name: approvals_report(name, approvals, render_options(name)))
        if against is None and path is None and not ids:
            _report_rows(workspace)
        return ExitCode.CLEAN
    stop_in_ci(workspace)
    if revoke:
        return revoke_approvals_of(workspace, path, against, ids, yes=yes)
    return _approve(workspace, path, against, ids, (reason, expires), yes=yes)


def _report_rows(workspace: Workspace) -> None:
    """Say beside the approvals what accepted rows there are, and which no longer fit."""
    if not policies_with_rows(workspace):
        return
    # Rows take a while to load; approvals need none of it.
    from delibctl.api.accepting.rows_state import rows_state

    try:
        for sentence in rows_state(workspace):
            print_message(one_line(sentence))
    except DelibctlError as error:
        at = f"{error.where}: " if error.where else ""
        told = one_line(f"{at}{error.what}; next: {error.next}")
        print_message(f"note: the accepted rows were not looked at: {told}")


def _approve(
    workspace: Workspace,
    path: Path | None,
    against: str | None,
    ids: list[str],
    reason_and_last_day: tuple[str | None, str | None],
    *,
    yes: bool,
) -> ExitCode:
    reason, expires = reason_and_last_day
    # A bad reason or date is reported before anything is asked.
    terms(workspace, "to be asked" if reason is None else reason, expires)
    renewals: tuple[ListedApproval, ...] = ()
    if ids and expires:
        renewals = approvals_to_renew(list_approvals(workspace, path, against), ids)
    if against is None and not renewals:
        raise DelibctlError("changes since which revision?", next="add --against main")
    selection = Selection()
    if against is not None:
        selection = changes_to_accept(workspace, path, against, ids)
    return accept(workspace, selection, renewals, reason_and_last_day, yes=yes)


def _accept_run(
    workspace: Workspace, name: str | None, rows: RowOptions, reason: str | None, *, yes: bool
) -> ExitCode:
    stop_in_ci(workspace)
    policy = None if name is None else workspace.path(name)
    if policy is not None and exists(policy) and not (policy.is_file() and is_run_file(policy)):
        raise DelibctlError(
            f"{name} is not a run",
            next="for changes of a policy add --against main; for a run name it, or leave it out",
        )
    # Scoring takes a while to load; approvals need none of it.
    from delibctl.cli.accept_run_output import accept_run

    return accept_run(workspace, name, rows, reason, yes=yes)
