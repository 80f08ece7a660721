"""Where results go: stdout for results, stderr for talk."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from delibctl.errors import DelibctlError
from delibctl.report import RenderOptions
from delibctl.text.escape import inert, visible

#: Without a terminal there is no width; this reads well in a log.
_LOG_WIDTH = 100


def default_format() -> str:
    """`rich` on a terminal, `text` elsewhere."""
    return "rich" if sys.stdout.isatty() else "text"


def choice(option: str, value: str, known: list[str]) -> str:
    """The value of an option, if it is one of those known."""
    if value not in known:
        raise DelibctlError(f"{option} {value!r}", next=f"one of {', '.join(known)}")
    return value


def page(name: str) -> RenderOptions:
    """The page of a format: as wide as the terminal (or COLUMNS), coloured if that is wanted."""
    colour = name == "rich" and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return RenderOptions(
        width=max(40, _width()), colour=colour, ascii=name == "text" or not _unicode()
    )


def _width() -> int:
    """COLUMNS, else the terminal's columns; a pipe to a pager or to `head` ends on one as well."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            return os.get_terminal_size(stream.fileno()).columns if stream else _LOG_WIDTH
        except (OSError, ValueError):
            continue
    return _LOG_WIDTH


def _unicode() -> bool:
    return (sys.stdout.encoding or "ascii").lower().replace("-", "").startswith("utf")


def write(text: str) -> None:
    """Results to stdout; what it cannot encode is written as an escape."""
    encoding = sys.stdout.encoding or "ascii"
    with _writing():
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def write_bytes(data: bytes) -> None:
    """A file to stdout, whatever the encoding of the terminal."""
    with _writing():
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise DelibctlError(
            f"cannot write to standard output: {error.strerror}",
            next="free disk space, or redirect the output",
        ) from error


def write_exact(text: str) -> None:
    """A patch or a prompt: to a program as it is, to a terminal with nothing hidden in it."""
    write(visible(text) if sys.stdout.isatty() else text)


def abandon_stdout() -> None:
    """Nobody can read standard output any more; Python would complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(frozen=True)
class Targets:
    """Where a report goes: standard output in one format, and files."""

    format: str
    files: tuple[tuple[str, Path], ...]

    @classmethod
    def of(cls, format: str | None, output: list[str] | None, known: Iterable[str]) -> Self:
        """From `--format` and `--output`, checked before any work is done."""
        formats = list(known)
        files = []
        for spec in output or ():
            name, _, target = spec.partition(":")
            if name not in formats or not target:
                raise DelibctlError(
                    f"--output {spec!r} is not FORMAT:FILE",
                    next=f"FORMAT is one of {', '.join(formats)}",
                )
            files.append((name, Path(target)))
        return cls(choice("--format", format or default_format(), formats), tuple(files))

    def write(self, render: Callable[[str], str]) -> None:
        """Write what `render` makes of each format."""
        write(render(self.format))
        for name, path in self.files:
            try:
                path.write_text(render(name), encoding="utf-8")
            except OSError as error:
                raise DelibctlError(
                    f"cannot write {path}: {error.strerror}", next="name another file"
                ) from error


def short(path: Path) -> Path:
    """A path as short as the working folder allows."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def talk(text: str) -> None:
    """A line to stderr."""
    print(inert(visible(text)), file=sys.stderr, flush=True)  # noqa: T201


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask for a yes; anything else is a no."""
    print(f"{inert(visible(question))} [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip().lower() in ("y", "yes")
