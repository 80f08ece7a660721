"""The application: its commands, and `--version`."""

import gc
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.main import get_command

from delibctl import __version__
from delibctl.cli.boundary import Boundary, print_error
from delibctl.cli.ctrl_c import leave_at_once
from delibctl.cli.options.default_revision import with_default_revision
from delibctl.cli.options.groups import flattened
from delibctl.cli.output import writing
from delibctl.cli.pipes import with_copied_pipes
from delibctl.cli.streams import open_closed_streams
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.documentation import documentation

#: In the order of the help; each is a module of `commands`.
COMMANDS = (
    "init",
    "lint",
    "rule",
    "schema",
    "show",
    "rename",
    "generate",
    "import",
    "review",
    "coverage",
    "try",
    "probe",
    "judge",
    "rescore",
    "calibrate",
    "diff",
    "accept",
    "ci",
    "distill",
    "explain",
    "runs",
    "answers",
    "reward",
    "doctor",
)
#: Subcommands: `delibctl runs prune` is the module `runs_prune`.
BELOW = {"runs": ("prune",), "answers": ("export", "import"), "reward": ("serve",)}
#: The words of every command and subcommand.
EVERY = tuple(
    words for name in COMMANDS for words in ((name,), *((name, b) for b in BELOW.get(name, ())))
)


class Commands(Boundary):
    """The group of all commands; it imports the module of a command only to run that command."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # Typer suggests a command from these names; the commands themselves are loaded later.
        self.commands: Any = dict.fromkeys(COMMANDS)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; Typer itself does not support an option with an optional value."""
        return super().parse_args(ctx, with_default_revision(args))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        """Return the command of a name, or None if it does not exist."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(name=cmd_name, add_completion=False, rich_markup_mode=None)
        if cmd_name in BELOW:
            module = import_module(f"delibctl.cli.commands.{cmd_name}")
            itself = alone.callback(invoke_without_command=True, epilog=module.EXAMPLE)
            itself(flattened(module.command))
            for below in BELOW[cmd_name]:
                _add(alone, below, f"{cmd_name}_{below}")
        else:
            _add(alone, cmd_name, cmd_name)
        return get_command(alone)


def _add(group: typer.Typer, name: str, module_name: str) -> None:
    # A keyword of Python cannot name a module.
    module = import_module(f"delibctl.cli.commands.{module_name}{'_' * iskeyword(module_name)}")
    group.command(name, epilog=module.EXAMPLE)(flattened(module.command))


app = typer.Typer(
    name="delibctl",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with locals could hold a key
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"delibctl {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Lint a safety policy, probe models with it, and compare the clauses they cite.

    Start with: delibctl init my-policy
    """


_options.__doc__ = documentation(_options)
app.callback()(_options)


def run() -> None:
    """Run the command of the arguments, and end the process with its code."""
    if not open_closed_streams():
        print_error(_STDOUT_CLOSED)
        raise SystemExit(ExitCode.USAGE)
    code = _code()
    if code == ExitCode.INTERRUPTED:
        leave_at_once()
    # The process ends, so Python need not look for garbage among all objects that are left.
    gc.freeze()
    raise SystemExit(code)


#: Reported before the command begins: it might ask models and then lose its results.
_STDOUT_CLOSED = DelibctlError(
    "standard output is closed, so the results would be lost",
    next="redirect it to a file or to /dev/null",
)


def _code() -> int:
    """Run the command of the arguments, and return its exit code."""
    try:
        with with_copied_pipes(sys.argv[1:]) as arguments, writing():
            app(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.CLEAN
    except DelibctlError as error:
        print_error(error)
        return error.code
    return ExitCode.CLEAN
