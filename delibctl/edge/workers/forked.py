"""A part of a long computation in a second process, which is forked and so knows all it needs."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import BinaryIO, NoReturn, Self, TypeVar

from delibctl.edge.workers.parent import end_with_parent
from delibctl.errors import DelibctlError

T = TypeVar("T")
U = TypeVar("U")


def can_fork() -> bool:
    """Return True if a second process is safe and has a processor of its own."""
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


def in_two_processes(
    write: Callable[[], Iterable[bytes]],
    load: Callable[[BinaryIO], T],
    alone: Callable[[], T],
    meanwhile: Callable[[], U],
) -> tuple[T, U]:
    """Return what a second process wrote, as `load` reads it, and the result of `meanwhile`.

    If the second process fails, `alone` does its work here: whatever stopped it is met again, told
    as ever, and before an error of `meanwhile`.
    """
    with Forked(write) as other:
        try:
            result = meanwhile()
        except DelibctlError:
            if other.written() is None:
                alone()
            raise
        written = other.written()
        return alone() if written is None else load(written), result


class Forked:
    """Bytes that a second process writes. A context manager; the process is gone at its end."""

    def __init__(self, write: Callable[[], Iterable[bytes]]) -> None:
        self._write = write
        self._process = 0
        # In memory, without a name: nothing of a run is left anywhere.
        self._file = os.fdopen(os.memfd_create("delibctl"), "w+b")

    def __enter__(self) -> Self:
        parent = os.getpid()
        with suppress(OSError):  # too many processes: there is no second one
            self._process = os.fork()
            if self._process == 0:
                self._work(parent)
        return self

    def _work(self, parent: int) -> NoReturn:
        """Write everything, and end without what Python does at its end: that is the parent's."""
        code = 1
        try:
            os.setpgid(0, 0)  # keeps Ctrl-C away: the parent decides when it ends
            end_with_parent(parent)
            for part in self._write():
                self._file.write(part)
            self._file.flush()
            code = 0
        except BaseException:
            pass  # the parent does the work itself, and meets it
        finally:
            os._exit(code)

    def written(self) -> BinaryIO | None:
        """Wait for the end, and return a file of what was written; None if the process failed."""
        if not self._process:
            return None
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if os.waitstatus_to_exitcode(status):
            return None
        self._file.seek(0)
        return self._file

    def __exit__(self, *_: object) -> None:
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        self._file.close()
