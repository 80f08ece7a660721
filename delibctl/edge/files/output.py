"""Files that are to be written or added to."""

from pathlib import Path

from delibctl.edge.git.tracked_links import stop_at_tracked_link
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
