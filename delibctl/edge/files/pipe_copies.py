"""Copies of pipes: a pipe can be read only once, so its copy is read, under the name of the pipe.

Nothing may show the name of a copy: it is gone when the command ends, and differs each time.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from delibctl.errors import DelibctlError

#: The copies of this process, each by the path of its pipe: pipes belong to the whole process.
_COPIES: dict[str, Path] = {}


@contextmanager
def naming_pipes(copies: Mapping[str, Path]) -> Iterator[None]:
    """Show each copy as its pipe in the block. The name of a copy must be unlike any other text."""
    _COPIES.update(copies)
    try:
        yield
    finally:
        for pipe in copies:
            del _COPIES[pipe]


def pipe_of(path: str) -> str | None:
    """Return the path of the pipe that a file is a copy of; None for any other file."""
    if not _COPIES:
        return None
    return next((pipe for pipe, copy in _COPIES.items() if os.path.realpath(copy) == path), None)


def copy_of(name: str) -> Path | None:
    """Return the copy of a pipe; None for any other name."""
    return _COPIES.get(name)


def is_copy(path: Path) -> bool:
    """Return True if a file is the copy of a pipe."""
    return bool(_COPIES) and pipe_of(os.path.realpath(path)) is not None


def refuse_copy(path: Path) -> None:
    """Raise DelibctlError if a file is a copy of a pipe: what is written to it would be lost."""
    if _COPIES and (pipe := pipe_of(os.path.realpath(path))):
        raise DelibctlError(
            f"{pipe} is a pipe, so nothing was written", next=f"write {pipe} to a file first"
        )


def with_pipes(text: str) -> str:
    """Return a text in which the pipe stands wherever the text names its copy."""
    for pipe, copy in _COPIES.items():
        if copy.name in text:
            text = _pattern(copy).sub(lambda _: pipe, text)  # noqa: B023 - used at once
    return text


def _pattern(copy: Path) -> re.Pattern[str]:
    """Return the pattern of a copy: its path from the root or another folder, or its name only."""
    folder, name = re.escape(str(copy.parent)), re.escape(copy.name)
    return re.compile(rf"(?:{folder}/|[^\s'\"`<>()|=,]*/)?{name}")


def with_files(advice: str) -> str:
    """Return advice whose commands can be followed: no other command can read the same pipe."""
    pipes = [pipe for pipe in _COPIES if re.search(rf"delibctl [^;]*(?:{_word(pipe)})", advice)]
    if not pipes:
        return advice
    names = ["FILE"] if len(pipes) == 1 else [f"FILE{n}" for n, _ in enumerate(pipes, 1)]
    for pipe, name in zip(pipes, names, strict=True):
        advice = re.sub(_word(pipe), name, advice)
    files = "a file" if len(pipes) == 1 else "files"
    return f"write {' and '.join(pipes)} to {files} first: {advice}"


def _word(pipe: str) -> str:
    return rf"'{re.escape(pipe)}'|{re.escape(pipe)}(?!\w)"
