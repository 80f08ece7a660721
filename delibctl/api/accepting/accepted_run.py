"""`@accepted`: a run file made of the accepted rows of a policy."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec

from delibctl import __version__
from delibctl.api.accepting.former_policy import former_policy
from delibctl.api.accepting.rows_folder import accepted_folder, policies_with_rows
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.cases.renamed import present_ids
from delibctl.compare.accepted.contradictions import miscounted, unlike_policy
from delibctl.compare.accepted.renamed_cases import under_present_ids
from delibctl.compare.accepted.restored import restored_run
from delibctl.compare.accepted.row import AcceptedRow
from delibctl.compare.accepted.row_problems import RowProblem
from delibctl.edge.accepted.folder import Rows, load_rows, place_of
from delibctl.edge.accepted.lines import RESTORE
from delibctl.edge.run_file.private_files import make_folder_of_state
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.model import Case, Mode, Run
from delibctl.text.count import listed

#: Digits of the hash that tells stored runs apart.
_DIGITS = 16
_ACCEPTED = "@accepted"
_ACCEPT = 'accept one: delibctl accept @last --reason "..."'


def accepted_run(workspace: Workspace) -> Path:
    """Return the file of a run that is made of the accepted rows of the configured policy.

    It lies in the state folder. Raises DelibctlError if no rows were accepted, they cannot be read,
    or they do not belong together.
    """
    path, files = workspace.policy_and_cases(None, None)
    policy, cases = open_one(workspace, path, files)
    folder = accepted_folder(workspace, policy.id)
    rows = accepted_rows(workspace, policy.id, cases)
    if not any(rows.values()):
        others = policies_with_rows(workspace)
        raise DelibctlError(
            f"{_ACCEPTED}: no run of {policy.id} was accepted, only of {listed(others)}"
            if others
            else f"{_ACCEPTED}: no run was accepted",
            next=_ACCEPT,
        )
    former = former_policy(workspace, rows, policy, path, folder)
    if former is not None:
        _stop_at(unlike_policy(rows, former), workspace, folder)
    run = restored_run(rows, policy, {case.id: case for case in cases}, former)
    path = _stored_path(workspace, policy.id, (rows, run))
    if not path.exists():
        if former is not None:
            _stop_at(miscounted(rows, run, __version__), workspace, folder)
        _store(path, run)
    return path


def _stop_at(
    problems: Iterable[tuple[Mode, AcceptedRow, RowProblem]], workspace: Workspace, folder: Path
) -> None:
    """Raise DelibctlError that names file, line and field of the first problem, if there is one."""
    for mode, row, problem in problems:
        raise DelibctlError(
            f"{problem.field}: {problem.reason}",
            where=place_of(workspace.repository_files, folder, mode, row),
            next=RESTORE,
        )


def accepted_rows(workspace: Workspace, policy: str, cases: Iterable[Case] = ()) -> Rows:
    """Return the accepted rows of a policy by mode, under the present ids of these cases."""
    rows = load_rows(workspace.repository_files, accepted_folder(workspace, policy))
    return under_present_ids(rows, present_ids(cases))


def _stored_path(workspace: Workspace, policy: str, content: object) -> Path:
    """Return the file of a run in the state folder; rows and versions that differ have another."""
    digest = hashlib.sha256(msgspec.json.encode((__version__, content))).hexdigest()
    workspace.state.check_untracked()
    return workspace.state.accepted / f"{policy}-{digest[:_DIGITS]}.sqlite"


def _store(path: Path, run: Run) -> None:
    """Write a run, and remove those of the policy that were made of other rows."""
    make_folder_of_state(path.parent, path.parent.parent)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with closing(RunFile.create(temporary, replace(run, trials=()))) as file:
        for trial in run.trials:
            file.store(trial)
        file.finish()
    temporary.replace(path)
    # A policy may be named like the start of another one.
    former = f"{path.stem[:-_DIGITS]}{'[0-9a-f]' * _DIGITS}.sqlite"
    for other in path.parent.glob(former):
        if other != path:
            other.unlink(missing_ok=True)
