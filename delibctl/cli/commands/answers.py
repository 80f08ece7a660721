"""`delibctl answers`."""

import typer

from delibctl.cli.output import write
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl answers export answers.jsonl"


def command(context: typer.Context) -> ExitCode:
    """Carry kept answers from one place to another, or keep them in git.

    Every answer of a real model is kept in the state folder, and an unchanged question is not asked
    again. What is imported elsewhere is not asked there either.
    """
    if not context.invoked_subcommand:
        write(f"{context.get_help()}\n")
    return ExitCode.CLEAN
