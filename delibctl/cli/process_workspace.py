"""The workspace of a command: this folder, this environment, this clock."""

import os
from pathlib import Path

from delibctl.api.workspace import Workspace


def here(state: Path | None = None) -> Workspace:
    """Return the workspace of the working folder; `state` is what `--state` says.

    Raises DelibctlError if the configuration cannot be read.
    """
    return Workspace.open(Path(), os.environ, state=state)
