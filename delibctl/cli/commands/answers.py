"""`delibctl answers`."""

import typer

from delibctl.cli.output import write
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl answers export answers.jsonl"


def command(context: typer.Context) -> ExitCode:
    """Move saved answers between machines, or store them in git.

    Every answer of a real model is cached in the state folder, so an unchanged question is not
    asked again. This is also true of imported answers.
    """
    if not context.invoked_subcommand:
        write(f"{context.get_help()}\n")
    return ExitCode.CLEAN
