"""A worker that ends with its parent, even with one that was killed."""

import ctypes
import os
import signal
import sys
import threading
import time

#: Of prctl(2): the signal that a process gets when its parent ends.
_PR_SET_PDEATHSIG = 1
#: Seconds between two looks at the parent where the system does not tell.
_PAUSE = 0.25


def end_with_parent(parent: int) -> None:
    """End this process as soon as the process `parent` ends, whatever either is doing then.

    To be called again after a fork. Linux ends it even in the middle of a long computation, which
    no thread of Python could interrupt.
    """
    if not _killed_by_linux():
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before this was called
        os._exit(1)


def _killed_by_linux() -> bool:
    """Ask Linux to kill this process when its parent ends, and return True if it will."""
    if sys.platform != "linux":
        return False
    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0)
    except (OSError, AttributeError):
        return False


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE)
    os._exit(1)
