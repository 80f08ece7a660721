"""Where the accepted rows and the approvals of a policy are: `accepted/<policy id>`."""

import re
from pathlib import Path

from delibctl.api.workspace import Workspace
from delibctl.edge.accepted.folders import model_folders
from delibctl.errors import DelibctlError

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)


def accepted_folder(workspace: Workspace, policy: str, root: Path | None = None) -> Path:
    """Return the folder of a policy, beside the configuration in `root`.

    None stands for that of the workspace. Raises DelibctlError if the id cannot name a folder.
    """
    if not _ID.fullmatch(policy):
        raise DelibctlError(
            f"the policy id {policy!r} cannot name a folder",
            next="use letters, digits, `_`, `.` and `-`, with a letter first",
        )
    return (root or workspace.settings.root) / "accepted" / policy


def policies_with_rows(workspace: Workspace) -> list[str]:
    """Return the ids of the policies of which a run was accepted, sorted."""
    files = workspace.repository_files
    folder = workspace.settings.root / "accepted"
    if files.kind(folder) != "folder":
        return []
    policies = files.names_in(files.name(folder))
    return [policy for policy in policies if model_folders(files, folder / policy)]
