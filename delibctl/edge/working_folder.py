"""The working folder of the process, which may have been deleted."""

from pathlib import Path

from delibctl.errors import DelibctlError


def require_working_folder() -> None:
    """Raise DelibctlError if the working folder was deleted or cannot be looked up."""
    try:
        Path.cwd()
    except OSError as error:
        raise DelibctlError(
            f"the working folder is gone: {error.strerror}", next="change to a folder that exists"
        ) from error
