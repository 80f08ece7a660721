"""Faults of the surroundings: a full disk, too few file handles, paths that lead nowhere."""

import errno
import os
import sys

from delibctl.errors import DelibctlError, NotStored

#: A quota and `ulimit -f` end the space for one user or one file.
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_HANDLES = {errno.EMFILE, errno.ENFILE}
#: What the system says of a path, or of the disk that it is on; pathlib raises these as they are.
_NO_WAY = {
    *(errno.ENAMETOOLONG, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENOTDIR),
    *(errno.EIO, errno.EROFS, errno.ESTALE),
}
#: The most characters of a path that a message shows.
_SHOWN = 80

MAKE_SPACE = "free some space, or raise the quota or `ulimit -f`"


def is_full_disk(error: OSError) -> bool:
    """Return True if an error says that there is no space left."""
    return error.errno in _NO_SPACE


def not_written(what: object, error: OSError, next: str) -> DelibctlError:
    """Return the error about a file that cannot be written; at a full disk, with other advice."""
    if fault := fault_of(error, what):
        return fault
    return DelibctlError(f"cannot write {what}: {error.strerror}", next=next)


def fault_of(error: OSError, what: object = "a file") -> DelibctlError | None:
    """Return the error about a fault of the surroundings; None if it is another one."""
    if is_full_disk(error):
        return NotStored(
            f"the disk is full: cannot write {what} ({error.strerror})",
            next=f"{MAKE_SPACE}, and run it again",
        )
    if error.errno in _NO_HANDLES:
        return too_few_handles()
    return None


def unreachable(error: OSError) -> DelibctlError | None:
    """Return the error about a path that the system does not let anybody use; None for another."""
    if error.errno not in _NO_WAY or not error.filename:
        return None
    path = os.fsdecode(error.filename)
    shown = path if len(path) <= _SHOWN else f"{path[:_SHOWN]}... ({len(path):,} characters)"
    return DelibctlError(
        f"cannot use the path {shown}: {error.strerror}",
        next="correct the path, or change what is in its way",
    )


def handle_limit() -> int | None:
    """Return how many file handles this process may have; None if it has no such limit."""
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def free_handles(wanted: int) -> int:
    """Return how many more files this process can open, counted up to `wanted`."""
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(wanted))
    except OSError as error:
        if error.errno not in _NO_HANDLES:
            raise
    finally:
        for handle in opened:
            os.close(handle)
    return len(opened)


def require_handles(needed: int, purpose: str, lower: str) -> None:
    """Raise DelibctlError if this process cannot open so many more files."""
    if handle_limit() is None:
        return
    free = free_handles(needed)
    if free < needed:
        raise too_few_handles(f" for {purpose}, which takes {needed} more and gets {free}", lower)


def too_few_handles(purpose: str = "", lower: str = "concurrency or workers") -> DelibctlError:
    """Return the error about the limit of file handles; `lower` names what to lower."""
    options = " or ".join(f"--{name}" for name in lower.split(" or "))
    raise_it = "or raise the limit, as with `ulimit -n 1024`"
    return DelibctlError(
        f"too few file handles{purpose}: the limit is {handle_limit()} (ulimit -n)",
        next=f"lower {lower}, {raise_it}",
        usage=f"lower {options}, {raise_it}",
    )
