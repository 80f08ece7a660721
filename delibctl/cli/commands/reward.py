"""`delibctl reward`."""

import typer

from delibctl.cli.output import write
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl reward serve my-policy"


def command(context: typer.Context) -> ExitCode:
    """Reward a model in training for following the policy.

    Trainers in Python call `delibctl.reward` without a server; see docs/reward.md.
    """
    if not context.invoked_subcommand:
        write(f"{context.get_help()}\n")
    return ExitCode.CLEAN
