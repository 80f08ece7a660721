"""The workspace of a command: this folder, this environment, this clock."""

import os
from pathlib import Path

from delibctl.api.workspace import Workspace
from delibctl.edge.settings import Settings
from delibctl.edge.working_folder import require_working_folder


def here(state: Path | None = None) -> Workspace:
    """Return the workspace of the working folder; `state` is what `--state` says.

    Raises DelibctlError if the configuration cannot be read, or the folder is gone.
    """
    require_working_folder()
    return Workspace.open(Path(), os.environ, state=state)


def unconfigured() -> Workspace:
    """Return the workspace of the working folder without its configuration.

    Raises DelibctlError if the folder is gone.
    """
    require_working_folder()
    return Workspace.with_settings(Settings(root=Path()), Path(), os.environ)
