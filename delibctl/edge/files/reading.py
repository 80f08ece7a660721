"""The bytes of a file, which must end: a device has no end, and a pipe may never begin."""

import errno
import os
import stat
from pathlib import Path

from delibctl.errors import DelibctlError

#: The largest file that is read, in bytes; we chose this number.
LIMIT = 50_000_000
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_regular(path: Path, shown: str) -> bytes:
    """Return the bytes of a regular file. Raises DelibctlError for another kind or a huge one.

    Raises OSError if it cannot be read.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | _WITHOUT_WAITING), "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise DelibctlError(
                f"{shown} is neither a file nor a folder", next="name a regular file"
            )
        return _limited(file.read(LIMIT + 1), shown)


def read_named(path: Path) -> bytes:
    """Return the bytes of a file or pipe that the user named. Raises DelibctlError if it is huge.

    Raises OSError if it cannot be read.
    """
    with path.open("rb") as file:
        return _limited(file.read(LIMIT + 1), str(path))


def stop_at_huge(size: int, shown: str) -> None:
    """Raise DelibctlError if a file has more bytes than are read."""
    if size > LIMIT:
        raise DelibctlError(
            f"{shown} is larger than {LIMIT // 1_000_000} MB, so it was not read",
            next="split it into several files",
        )


def _limited(content: bytes, shown: str) -> bytes:
    stop_at_huge(len(content), shown)
    return content
