"""`@accepted`: a run file made of the accepted rows of a policy."""

import hashlib
import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec

from delibctl import __version__
from delibctl.api.accepting.former_policy import former_policy
from delibctl.api.accepting.rows_folder import accepted_folder, policies_with_rows
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.restored import restored_run
from delibctl.edge.accepted.folder import Rows, load_rows
from delibctl.edge.run_file.private_files import make_private_folder
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.model import Run

_ACCEPTED = "@accepted"
_ACCEPT = 'accept one: delibctl accept @last --reason "..."'


def accepted_run(workspace: Workspace) -> Path:
    """Return the file of a run that is made of the accepted rows of the configured policy.

    It lies in the state folder. Raises DelibctlError if no rows were accepted, they cannot be read,
    or they do not belong together.
    """
    ids = policies_with_rows(workspace)
    if not ids:
        raise DelibctlError(f"{_ACCEPTED}: no run was accepted", next=_ACCEPT)
    path, files = workspace.policy_and_cases(None, None)
    policy, cases = open_one(workspace, path, files)
    if policy.id not in ids:
        raise DelibctlError(
            f"{_ACCEPTED}: no run of {policy.id} was accepted, only of {', '.join(ids)}",
            next=_ACCEPT,
        )
    folder = accepted_folder(workspace, policy.id)
    rows = load_rows(workspace.repository_files, folder)
    if not any(rows.values()):
        raise DelibctlError(f"{_ACCEPTED}: no run of {policy.id} was accepted", next=_ACCEPT)
    all_rows = [row for of_mode in rows.values() for row in of_mode]
    former = former_policy(workspace, all_rows, policy, path, folder)
    run = restored_run(rows, policy, {case.id: case for case in cases}, former)
    return _stored(workspace, policy.id, run)


def accepted_rows(workspace: Workspace, policy: str) -> Rows:
    """Return the accepted rows of a policy by mode; none if there are none."""
    return load_rows(workspace.repository_files, accepted_folder(workspace, policy))


def _stored(workspace: Workspace, policy: str, run: Run) -> Path:
    """Write a run to a file of its own, unless it is there."""
    content = msgspec.json.encode((__version__, run))
    digest = hashlib.sha256(content).hexdigest()[:16]
    folder = workspace.state.folder / "accepted"
    path = folder / f"{policy}-{digest}.sqlite"
    workspace.state.check_untracked()
    if path.exists():
        return path
    make_private_folder(folder)
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with closing(RunFile.create(temporary, replace(run, trials=()))) as file:
        for trial in run.trials:
            file.store(trial)
        file.finish()
    temporary.replace(path)
    for other in folder.glob(f"{policy}-*.sqlite"):
        if other != path:
            other.unlink(missing_ok=True)
    return path
