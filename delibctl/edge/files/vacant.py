"""Files that are to be written, and do not exist yet or are empty."""

from pathlib import Path

from delibctl.edge.files.text import overwrite, write_new
from delibctl.errors import DelibctlError


def is_vacant(path: Path) -> bool:
    """Return True if no file of a path exists, or it is empty.

    Raises DelibctlError if it is a folder, a device, or a link to nothing.
    """
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
        return not path.exists() or not path.read_bytes().strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DelibctlError(f"cannot read {path}: {reason}", next="check the path") from error


def write_vacant(path: Path, content: str) -> None:
    """Write a file that is vacant. Raises DelibctlError if it cannot be written."""
    if path.exists():
        overwrite(path, content.encode())
    else:
        write_new(path, content)
