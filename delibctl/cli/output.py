"""Output of commands: results on stdout, messages on stderr."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from delibctl.cli.report_specs import endings_of, format_and_file
from delibctl.edge.ci_job import ci_variable
from delibctl.edge.files.output import stop_at_unwritable
from delibctl.edge.files.pipe_copies import with_files, with_pipes
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError
from delibctl.report import RenderOptions
from delibctl.text.escape import in_log

#: Without a terminal there is no width; this reads well in a log.
_LOG_WIDTH = 100


def default_format() -> str:
    """Return `rich` on a terminal, `text` elsewhere."""
    return "rich" if sys.stdout.isatty() else "text"


def choice(option: str, value: str, choices: list[str]) -> str:
    """Return the value of an option. Raises DelibctlError if it is not one of the choices."""
    if value not in choices:
        raise DelibctlError(
            f"unknown {option} {value!r}", next=f"choose one of {', '.join(choices)}"
        )
    return value


def render_options(format: str) -> RenderOptions:
    """Return the options for rendering a format.

    The width is COLUMNS or that of the terminal; only `rich` has colour, unless it is turned off.
    """
    colour = (
        format == "rich" and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    return RenderOptions(
        width=max(40, _width()), colour=colour, ascii=format == "text" or not _unicode()
    )


def _width() -> int:
    """Return COLUMNS, else the columns of the terminal, even if stdout is a pipe to a pager."""
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
    """Write lines of text to stdout; names of files and cases in them cannot hide or move text."""
    write_report(in_log(text))


def write_report(text: str) -> None:
    """Write a report to stdout as it was rendered: only reports may have colours.

    Characters outside of the encoding become escapes.
    """
    encoding = sys.stdout.encoding or "ascii"
    with writing():
        sys.stdout.write(with_pipes(text).encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()


def write_bytes(data: bytes) -> None:
    """Write the bytes of a file to stdout, whatever its encoding."""
    with writing():
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


@contextmanager
def writing() -> Iterator[None]:
    """Raise DelibctlError in place of an error of standard output, except for a closed pipe."""
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
    """Write a patch, a prompt or cases to stdout as they are, if no log can obey it.

    A terminal and a CI job get escapes for invisible characters, and no commands.
    """
    if not (sys.stdout.isatty() or ci_variable(os.environ)):
        write_report(text)
        return
    shown = in_log(text)
    write_report(shown)
    if shown != text:
        print_message("note: characters that a terminal or a CI log could obey are escaped above")


def abandon_stdout() -> None:
    """Redirect stdout to nowhere once it is closed, so that Python does not complain at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@dataclass(frozen=True)
class Targets:
    """The targets of a report: stdout in one format, and files."""

    format: str
    files: tuple[tuple[str, Path], ...]

    @classmethod
    def of(cls, format: str | None, output: list[str] | None, choices: Iterable[str]) -> Self:
        """Return the targets of `--format` and `--output`.

        Raises DelibctlError if a format is not one of the choices, a link of the branch leads the
        report out of the repository, or it cannot be written: before anything is read or asked.
        """
        formats = list(choices)
        files = []
        for spec in output or ():
            found = format_and_file(spec, formats)
            if found is None:
                endings = f"; FILE alone ends on {', '.join(endings_of(formats))}"
                raise DelibctlError(
                    f"--output {spec!r} is not FORMAT:FILE",
                    next=f"FORMAT is one of {', '.join(formats)}{endings}",
                )
            name, target = found
            stop_at_tracked_link(Path(target))
            stop_at_unwritable(Path(target))
            files.append((name, Path(target)))
        return cls(choice("--format", format or default_format(), formats), tuple(files))

    @property
    def formats(self) -> set[str]:
        """The formats of all targets."""
        return {self.format, *(name for name, _ in self.files)}

    def write(self, render: Callable[[str], str]) -> None:
        """Write the report; `render` returns it in a format."""
        write_report(render(self.format))
        for name, path in self.files:
            try:
                path.write_text(with_pipes(render(name)), encoding="utf-8")
            except OSError as error:
                _empty(path)
                raise not_written(path, error, "name another file") from error


def _empty(path: Path) -> None:
    """Leave no half of a report, which could be taken for all of it."""
    with suppress(OSError):
        if path.is_file():
            os.truncate(path, 0)


def short(path: Path) -> Path:
    """Return a path relative to the working folder if it is inside."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def print_message(text: str) -> None:
    """Print a line to stderr."""
    said, next, advice = with_pipes(text).rpartition("next: ")
    text = f"{said}{next}{with_files(advice)}" if next else advice
    print(in_log(text), file=sys.stderr, flush=True)  # noqa: T201


def on_terminal() -> bool:
    """Return True if stdin and stderr are terminals, so that the user can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Ask a question. Returns True for y or yes."""
    print(f"{in_log(question)} [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def asked(question: str) -> str:
    """Ask for a line of text, and return it without spaces around it."""
    print(f"{in_log(question)} ", end="", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.readline().strip()
