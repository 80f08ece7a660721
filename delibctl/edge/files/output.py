"""Files that are to be written or added to."""

import os
from pathlib import Path
from tempfile import TemporaryFile

from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError


def is_new(path: Path) -> bool:
    """Return True if a file of that path does not exist yet.

    Raises DelibctlError if it is a folder, a device, a link to nothing, or behind a link of the
    branch that leads out of the repository.
    """
    stop_at_tracked_link(path)
    try:
        if path.is_symlink() and not path.exists():
            raise DelibctlError(
                f"{path} is a link to {str(path.readlink())!r}, which does not exist",
                next="remove the link, or name another file",
            )
        if path.is_dir():
            raise DelibctlError(
                f"{path} is a folder", next=f"name a file in it, such as {path / 'new.yaml'}"
            )
        if path.exists() and not path.is_file():
            raise DelibctlError(
                f"{path} is neither a file nor a folder", next="name a file with the ending .yaml"
            )
        return not path.exists()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DelibctlError(f"cannot read {path}: {reason}", next="check the path") from error


def stop_at_unwritable(path: Path) -> None:
    """Raise DelibctlError if a file cannot be written, new or over an old one; it stays as it is.

    Permissions alone do not tell: a file system may be read-only. What is neither a file nor a
    folder, such as a pipe, is left to whoever opens it.
    """
    try:
        if path.is_file() or path.is_dir():
            os.close(os.open(path, os.O_WRONLY | os.O_APPEND))
        elif not path.parent.is_dir():
            raise DelibctlError(
                f"cannot write {path}: its folder does not exist",
                next="make the folder, or name another file",
            )
        elif not path.exists():
            # Without a name, so that nothing is left of it.
            TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise not_written(path, error, "name another file") from error
