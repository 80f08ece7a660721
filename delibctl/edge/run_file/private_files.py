"""Files and folders of the state, which only their owner can read, whatever the umask."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from delibctl.edge.surroundings import not_written

#: SQLite gives a new one the mode of the file that it belongs to.
SIDE_FILES = ("-wal", "-shm", "-journal")


#: In a state folder: nothing of it is committed, this file neither.
_IGNORE_ALL = "*\n"


def make_private_folder(folder: Path, *, state: Path | None = None) -> None:
    """Make a folder, with those above it, for its owner alone. What exists stays as it is.

    `state` is the state folder that it is or lies in: git ignores one that is made here.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        if path == state:
            _ignore_all(path / ".gitignore")


def make_folder_of_state(folder: Path, state: Path) -> None:
    """Make a folder in the state folder. Raises DelibctlError if it cannot be made."""
    try:
        make_private_folder(folder, state=state)
    except OSError as error:
        next = "check its permissions, or choose another state folder with --state"
        raise not_written(folder, error, next) from error


def _ignore_all(path: Path) -> None:
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
            file.write(_IGNORE_ALL)


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone. One that exists stays as it is."""
    with suppress(FileExistsError):
        # One that exists is not opened: closing it would end the locks on a database.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def narrow(path: Path) -> None:
    """Take away everybody else's access to a database and the files beside it.

    A file of another user stays as it is.
    """
    for file in (path, *(path.with_name(path.name + suffix) for suffix in SIDE_FILES)):
        with suppress(OSError):
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & 0o077:
                file.chmod(mode & 0o700)
