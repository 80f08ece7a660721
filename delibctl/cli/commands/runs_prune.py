"""`delibctl runs prune`."""

from typing import Annotated

import typer

from delibctl.api.runs.prune import Pruning
from delibctl.cli.options import shared
from delibctl.cli.output import confirmed, on_terminal, print_message, write
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Retention

EXAMPLE = "Example: delibctl runs prune --keep 5 --older-than 30 --dry-run"


def command(
    keep: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Keep the newest N runs of each policy.")
    ] = None,
    older_than: Annotated[
        float | None,
        typer.Option(
            min=0, metavar="DAYS", help="Delete only runs last written at least this many days ago."
        ),
    ] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Also delete unfinished runs.")
    ] = False,
    answers: Annotated[
        bool,
        typer.Option(
            "--answers", help="Also delete cached answers that no run in the folder uses."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be deleted, and delete nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Delete old runs, and show how much space that frees.

    With both --keep and --older-than, only runs that both select are deleted. The newest run of
    each policy is never deleted, nor is a run that is being written or cannot be read. A deleted
    answer is asked again when it is needed.
    """
    by_age = keep is not None or older_than is not None
    if not by_age and not answers:
        raise DelibctlError("no runs selected", next="add --keep N, --older-than DAYS or --answers")
    if not (dry_run or yes or on_terminal()):
        raise DelibctlError(
            "cannot ask for confirmation without a terminal; nothing was deleted",
            next="add --yes, or preview with --dry-run",
        )
    retention = Retention(keep=keep, older_than=older_than, unfinished=unfinished)
    pruning = Pruning(here(state), TerminalListener())
    pruning.plan(retention if by_age else None, answers=answers)
    write("".join(f"{line}\n" for line in pruning.lines()))
    if not pruning.anything:
        write("nothing to delete\n")
    elif dry_run:
        write(f"would delete {pruning.total()}\n")
    elif yes or confirmed(f"delete {pruning.total()}?"):
        pruning.remove()
        write(f"deleted {pruning.total()}\n")
    else:
        print_message("nothing was deleted")
    return ExitCode.CLEAN
