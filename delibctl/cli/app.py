"""The application: its commands, and `--version`."""

import gc
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
from typer.main import get_command

from delibctl import __version__
from delibctl.cli.boundary import Boundary
from delibctl.cli.ctrl_c import leave_at_once
from delibctl.cli.options.default_revision import with_default_revision
from delibctl.cli.options.groups import flattened
from delibctl.errors import ExitCode

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
    "explain",
    "runs",
    "answers",
    "doctor",
)
#: Subcommands: `delibctl runs prune` is the module `runs_prune`.
BELOW = {"runs": ("prune",), "answers": ("export", "import")}
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


@app.callback()
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


def main() -> None:
    """Run the console script."""
    # Nearly every object lives until the command ends, so searching for garbage is wasted time.
    gc.set_threshold(50_000, 20, 20)
    try:
        app()
    except SystemExit as end:
        if end.code == ExitCode.INTERRUPTED:
            leave_at_once()
        raise
