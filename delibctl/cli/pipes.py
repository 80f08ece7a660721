"""Pipes among the arguments, such as `<(git show main:policy.yaml)` of a shell.

A command may read a file more than once, and a pipe can be read only once, so it is copied first.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from delibctl.edge.files.pipe_copies import naming_pipes
from delibctl.text.pipe_names import descriptor

#: `import` reads its file once, and says where each row came from.
_READS_ONCE = "import"


@contextmanager
def with_copied_pipes(arguments: Sequence[str]) -> Iterator[list[str]]:
    """Provide the arguments with each pipe replaced by a temporary file that has its bytes."""
    pipes = {} if arguments[:1] == [_READS_ONCE] else _pipes(arguments)
    if not pipes:
        yield list(arguments)
        return
    # Imported for pipes only, since every command would wait for it.
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="delibctl-") as folder:
        copies = {path: _copied(number, Path(folder)) for path, number in pipes.items()}
        with naming_pipes(copies):
            yield [_with_copy(argument, copies) for argument in arguments]


def _pipes(arguments: Sequence[str]) -> dict[str, int]:
    """Return the paths that are pipes, each with its descriptor."""
    descriptors = {path: _pipe(path) for path in map(_path, arguments)}
    return {path: number for path, number in descriptors.items() if number is not None}


def _path(argument: str) -> str:
    """Return an argument, or the value in `--option=value`."""
    return argument.rpartition("=")[2] if argument.startswith("-") else argument


def _copied(number: int, folder: Path) -> Path:
    """Copy the rest of a pipe into a read-only file, and return its path."""
    import shutil

    copy = folder / f"{folder.name}-pipe-{number}"
    with os.fdopen(os.dup(number), "rb") as pipe, copy.open("wb") as file:
        shutil.copyfileobj(pipe, file)
    copy.chmod(0o400)  # a fix of the copy would be lost
    return copy


def _with_copy(argument: str, copies: dict[str, Path]) -> str:
    path = _path(argument)
    return argument.removesuffix(path) + str(copies[path]) if path in copies else argument


def _pipe(path: str) -> int | None:
    """Return the descriptor of a pipe that is open for reading, else None."""
    number = descriptor(path)
    if number is None:
        return None
    with suppress(ImportError, OSError, OverflowError):
        import fcntl  # not on Windows, which has no such paths

        readable = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
        if readable and stat.S_ISFIFO(os.fstat(number).st_mode):
            return number
    return None
