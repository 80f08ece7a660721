"""Writing over a file that exists, with its owner, its permissions and its links as they are."""

import os
import stat
from pathlib import Path

from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError


def check_writable(path: Path, *, marked: bool) -> None:
    """Raise DelibctlError if a file is read-only.

    `marked`: also if only its permissions say so, and the system would let this user write it.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _failed(path, error) from error
    if (marked and not mode & 0o222) or not os.access(path, os.W_OK):
        raise DelibctlError(
            f"{path} is read-only, so nothing was written",
            next="make it writable, or name another file",
        )


def write_over(path: Path, content: bytes) -> None:
    """Write a file wholly or not at all where that keeps everything else about it, else in place.

    A file of another owner, with several names, or with attributes of its own would lose them if
    another file took its place. Raises DelibctlError if it cannot be written.
    """
    try:
        if not _moves(path, content):
            with path.open("r+b") as file:
                file.write(content)
                file.truncate()
    except OSError as error:
        raise _failed(path, error) from error


def write_anew(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a new file in place of another: a link by that name is removed, never followed.

    Raises OSError if it cannot be written.
    """
    path.unlink(missing_ok=True)
    path.touch(mode=mode, exist_ok=False)
    path.write_bytes(content)


def _moves(path: Path, content: bytes) -> bool:
    """Move a new file to the place of another; return False if that would lose something."""
    old = path.stat()
    if old.st_nlink > 1 or _attributes(path):
        return False
    temporary = path.with_name(f".{path.name}.new")
    try:
        # Nobody else may read it, as perhaps nobody could the old one.
        write_anew(temporary, content, 0o600)
        new = temporary.stat()
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            return False
        temporary.chmod(stat.S_IMODE(old.st_mode))
        temporary.replace(path)
    except PermissionError:  # no new file may be made in this folder
        return False
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _attributes(path: Path) -> list[str]:
    """Return the names of extended attributes, access lists among them."""
    try:
        return os.listxattr(path) if hasattr(os, "listxattr") else []
    except OSError:
        return []


def _failed(path: Path, error: OSError) -> DelibctlError:
    return not_written(path, error, "check its permissions")
