"""The error boundary: the result or the error of a command, as exit code and one message."""

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from delibctl import __version__
from delibctl.cli.output import abandon_stdout
from delibctl.edge.files.pipe_copies import with_files, with_pipes
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.surroundings import fault_of, unreachable
from delibctl.edge.working_folder import require_working_folder
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.escape import in_log


class Boundary(TyperGroup):
    """The group of commands that turns results and errors into exit codes; Typer drops results."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and exit with its code."""
        raise typer.Exit(int(_guarded(lambda: super(Boundary, self).invoke(ctx))))


def _guarded(command: Any) -> ExitCode:
    try:
        result = command()
        sys.stdout.flush()
    except typer.TyperException as error:
        error.message = in_log(with_pipes(error.message))
        raise
    except (typer.Exit, typer.Abort):
        raise
    except DelibctlError as error:
        cause = _gone_folder() or error
        print_error(cause)
        return cause.code
    except KeyboardInterrupt:
        print("delibctl: interrupted", file=sys.stderr)  # noqa: T201
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        abandon_stdout()
        return ExitCode.INTERRUPTED
    except Exception as error:
        return _unexpected(error)
    return result if isinstance(result, ExitCode) else ExitCode.CLEAN


def print_error(error: DelibctlError) -> None:
    """Print an error to stderr: its place, the problem, and the next step."""
    where = f"{error.where}: " if error.where else ""
    lines = [f"delibctl: {where}{error.what}"]
    if next := error.usage or error.next:
        lines.append(f"  next: {with_files(with_pipes(next))}")
    print(in_log(with_pipes("\n".join(lines))), file=sys.stderr)  # noqa: T201


def _unexpected(error: Exception) -> ExitCode:
    """Report an exception that no command expects: a bug, unless the surroundings are at fault."""
    fault = fault_of(error) or unreachable(error) if isinstance(error, OSError) else None
    if cause := _gone_folder() or fault:
        print_error(cause)
        return cause.code
    _bug()
    return ExitCode.BUG


def _gone_folder() -> DelibctlError | None:
    """Return the error about a working folder that is gone, the cause of most other errors."""
    try:
        require_working_folder()
    except DelibctlError as error:
        return error
    return None


def _bug() -> None:
    trace = Redactor(os.environ)(traceback.format_exc())
    print(  # noqa: T201
        f"{in_log(trace)}\ndelibctl: this is a bug in delibctl {__version__}, not in your files; "
        "please report it with the lines above",
        file=sys.stderr,
    )
