"""`delibctl accept RUN`: what it shows, asks, writes and says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.accepting.accept_rows import accept_rows, rows_to_accept
from delibctl.api.accepting.pending_run import RunToAccept, newest_run, settle_pending
from delibctl.api.policies.accept import stop_in_ci
from delibctl.api.policies.approvals_file import WRITE_REASON
from delibctl.api.runs.find import find_run, run_name
from delibctl.api.workspace import Workspace
from delibctl.cli.approving import ask_reason, stop_unless_answerable
from delibctl.cli.options.accept import RowOptions
from delibctl.cli.output import (
    confirmed,
    default_format,
    print_message,
    render_options,
    write_report,
)
from delibctl.compare.accepted.row_changes import CriticalDrop, RowChange, RowsToAccept
from delibctl.edge.git.ignored import ignored_files
from delibctl.edge.git.repository import in_repository
from delibctl.edge.run_file.committed import note_on_committed_run
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report.accepted.rows import render
from delibctl.text.count import counted, listed

#: Changed rows of a model that are shown before the question.
_LIMIT = 20
#: Cases that a message names.
_NAMED = 5


def accept_run(
    workspace: Workspace, name: str | None, options: RowOptions, reason: str | None, *, yes: bool
) -> ExitCode:
    """Show what a run would change among the accepted rows, and write what the person agrees to.

    Without a name, it is the newest run.
    """
    stop_in_ci(workspace)
    if reason is not None and not reason.strip():
        raise DelibctlError("the reason is empty", next=WRITE_REASON)
    chosen_run = newest_run(workspace) if name is None else RunToAccept(find_run(workspace, name))
    run = chosen_run.path
    print_message(f"run {run_name(workspace, run)}")
    if chosen_run.note:
        print_message(f"note: {chosen_run.note}")
    if note := note_on_committed_run(run, workspace.environment):
        print_message(f"note: {note}")
    rows = rows_to_accept(workspace, run, options.case or (), unreferenced=options.unreferenced)
    _report_others(rows)
    if not rows.changes:
        same = "the other accepted rows show" if rows.kept else "the accepted rows show"
        nothing = "the run has no case that counts"
        print_message(f"nothing to accept: {f'{same} the same' if rows.same else nothing}")
        settle_pending(workspace, run, rows, (), whole=not options.case)
        return ExitCode.CLEAN
    if rows.critical and not options.critical:
        raise _critical(rows.critical)
    stop_unless_answerable(reason, yes=yes)
    try:
        chosen = _chosen(rows.changes, review=options.review, yes=yes)
        if chosen and reason is None:
            reason = ask_reason()
    except KeyboardInterrupt:
        print_message("\nnothing was written")
        raise
    if not chosen:
        print_message("nothing was accepted")
        return ExitCode.CLEAN
    files = accept_rows(workspace, rows, chosen, (reason or "").strip())
    whole = not options.case and len(chosen) == len(rows.changes)
    settle_pending(workspace, run, rows, chosen, whole=whole)
    print_message(f"accepted {counted(len(chosen), 'row')} in {counted(len(files), 'file')}")
    print_message(_next(workspace, files))
    return ExitCode.CLEAN


def _next(workspace: Workspace, files: Sequence[Path]) -> str:
    """Return what to do with the files, which count for others only once git has them."""
    folder = workspace.short(workspace.settings.root / "accepted")
    if not in_repository(workspace.settings.root):
        return f"note: {folder} is in no git repository, so nobody else has these rows"
    if ignored := ignored_files(workspace.settings.root, files):
        return (
            f"note: git ignores {workspace.short(ignored[0])}, so nobody else has these rows; "
            f"next: keep {folder} out of .gitignore"
        )
    return f"next: commit {folder}"


def _critical(drops: Sequence[CriticalDrop]) -> DelibctlError:
    """Return the refusal to accept drops of critical cases: confirmed ones, and suspected ones."""
    confirmed = [_drop(drop) for drop in drops if drop.confirmed]
    suspected = [_drop(drop) for drop in drops if not drop.confirmed]
    told, remedies = [], []
    if confirmed:
        told.append(
            f"critical cases regressed, confirmed by fresh repeats: {listed(confirmed, _NAMED)}"
        )
        remedies.append("mend the policy and probe again")
    if suspected:
        told.append(
            "critical cases are right half as often or less, and no fresh repeats confirm it or "
            f"clear it: {listed(suspected, _NAMED)}"
        )
        remedies.append("ask both sides again with delibctl probe --decide @accepted")
    next = "; ".join(remedies)
    return DelibctlError(
        "; ".join(told),
        next=next,
        usage=f"{next}; or accept them all the same with --critical",
    )


def _drop(drop: CriticalDrop) -> str:
    before = drop.change.before
    return f"{drop.change.row.case} ({before.right if before else ''} -> {drop.change.row.right})"


def _report_others(rows: RowsToAccept) -> None:
    if rows.same:
        print_message(f"{counted(rows.same, 'row')} unchanged")
    if rows.left_out:
        print_message(
            f"{counted(len(rows.left_out), 'case')} left out, as they have no answer or do not "
            f"count: {listed(rows.left_out, _NAMED)}"
        )
    if rows.kept:
        row, stay = counted(len(rows.kept), "row"), "stays" if len(rows.kept) == 1 else "stay"
        print_message(
            f"{row} of @accepted {stay}, as the run has no answer that counts: "
            f"{listed(rows.kept, _NAMED)}"
        )


def _chosen(changes: Sequence[RowChange], *, review: bool, yes: bool) -> list[RowChange]:
    options = render_options(default_format())
    if review and not yes:
        return [
            change
            for number, change in enumerate(changes, start=1)
            if _agreed(change, f"{number} of {len(changes)}")
        ]
    write_report(render(changes, replace(options, limit=_LIMIT)))
    question = f"accept {counted(len(changes), 'row')}?"
    return list(changes) if yes or confirmed(question) else []


def _agreed(change: RowChange, count: str) -> bool:
    write_report(render([change], render_options(default_format())))
    return confirmed(f"{count}: accept {change.row.case}?")
