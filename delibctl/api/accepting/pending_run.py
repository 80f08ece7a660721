"""The run that a comparison with the accepted rows left to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.api.accepting.accepted_run import accepted_rows
from delibctl.api.runs.find import find_run
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.pending import Pending, left_after, pending_of
from delibctl.compare.accepted.row_changes import RowChange, RowsToAccept
from delibctl.compare.runs.comparison import RunComparison
from delibctl.edge.accepted.pending_files import (
    load_pending,
    remove_pending,
    rows_hash,
    save_pending,
)
from delibctl.edge.ci_job import ci_variable
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.text.count import counted


@dataclass(frozen=True)
class RunToAccept:
    """The run that is accepted where none is named, and what is said of what is pending."""

    path: Path
    note: str = ""


def leave_pending(workspace: Workspace, comparison: RunComparison, run: Path) -> Pending | None:
    """Write down what a comparison of the accepted rows with a run left to accept.

    A comparison without a difference removes what an earlier one left. In a CI job nothing is
    written, nor if the accepted rows are not what was compared with.
    """
    if ci_variable(workspace.environment) or not comparison.before.info.accepted:
        return None
    policy = comparison.after.policy.id
    accepted = rows_hash(accepted_rows(workspace, policy))
    pending = pending_of(comparison, _name(workspace, run), accepted)
    if pending is None:
        remove_pending(workspace.state.pending, policy)
    else:
        save_pending(workspace.state.pending, pending)
    return pending


def newest_run(workspace: Workspace) -> RunToAccept:
    """Return the newest run, and what the pending comparison says of it.

    Raises DelibctlError if the pending comparison is of this run, and the accepted rows are others
    since: what it showed is not what would be accepted.
    """
    path = find_run(workspace)
    with RunFile.opened(path) as file:
        policy = file.policy_id()
    pending = load_pending(workspace.state.pending, policy)
    if pending is None:
        return RunToAccept(path)
    if pending.run != _name(workspace, path):
        note = f"{Path(pending.run).stem} was compared and is pending; the newest run is taken"
        return RunToAccept(path, f"{note}, so name the other one to accept it")
    if rows_hash(accepted_rows(workspace, policy)) != pending.accepted:
        raise DelibctlError(
            "the accepted rows changed since this run was compared with them, so what is pending "
            "is stale",
            next=f"delibctl diff @accepted {path.stem}; or name the run",
        )
    return RunToAccept(path, f"{counted(len(pending.cases), 'case')} pending since the comparison")


def settle_pending(
    workspace: Workspace,
    run: Path,
    rows: RowsToAccept,
    taken: Sequence[RowChange],
    *,
    whole: bool,
) -> None:
    """Remove what was taken of what is pending; all of it with `whole`.

    What is pending of another run is stale once rows were taken, and is removed.
    """
    pending = load_pending(workspace.state.pending, rows.policy)
    is_of_run = pending is not None and pending.run == _name(workspace, run)
    if pending is None or not (taken or (whole and is_of_run)):
        return
    left = None
    if is_of_run and not whole:
        left = left_after(pending, taken, rows_hash(accepted_rows(workspace, rows.policy)))
    if left is None:
        remove_pending(workspace.state.pending, rows.policy)
    else:
        save_pending(workspace.state.pending, left)


def _name(workspace: Workspace, run: Path) -> str:
    """Return the path of a run, from the root of the configuration where it is below it."""
    root, path = workspace.settings.root.absolute(), run.absolute()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
