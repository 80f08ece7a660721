"""The defaults of this process: its working folder and its environment."""

import os
from collections.abc import Mapping
from pathlib import Path

from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.edge.working_folder import require_working_folder
from delibctl.errors import DelibctlError
from delibctl.library.arguments import optional_path


def open_workspace(
    folder: str | Path | None = None,
    *,
    state: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Workspace:
    """Open a folder as a workspace: its configuration, its runs and its cached answers.

    Args:
        folder: where relative paths begin; the working folder unless given.
        state: where runs and answers are stored; `.delibctl` beside the configuration unless given.
        environment: where keys and addresses of models are looked up; that of this process unless
            given.

    Returns:
        A workspace, which every other function takes. Two workspaces do not disturb each other.

    Raises:
        DelibctlError: the folder does not exist, or its configuration cannot be read.
    """
    if folder is None or not Path(folder).is_absolute():
        require_working_folder()
    opened = Path.cwd() if folder is None else Path(folder).absolute()
    if not (exists(opened) and opened.is_dir()):
        raise DelibctlError(f"{opened} is not a folder", next="name a folder that exists")
    return Workspace.open(
        opened,
        os.environ if environment is None else environment,
        state=optional_path(state),
    )
