"""`delibctl runs prune`."""

from typing import Annotated

import typer

from delibctl.api.runs.prune import Pruning
from delibctl.cli.options import shared
from delibctl.cli.output import confirmed, on_terminal, talk, write
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
        typer.Option(min=0, metavar="DAYS", help="Only runs last written so many days ago."),
    ] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Runs that are not finished, too.")
    ] = False,
    answers: Annotated[
        bool,
        typer.Option("--answers", help="Kept answers that no run in the folder holds, too."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and remove nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Remove old runs, and say how much room that makes.

    With both --keep and --older-than a run goes that is beyond the one and older than the other.
    The newest run of each policy stays, and so does one that is being written or cannot be read.
    An answer that was removed is asked again when it is needed.
    """
    by_age = keep is not None or older_than is not None
    if not by_age and not answers:
        raise DelibctlError(
            "nothing says what may go", next="--keep N, --older-than DAYS or --answers"
        )
    if not (dry_run or yes or on_terminal()):
        raise DelibctlError(
            "without a terminal nobody can be asked, and nothing was removed",
            next="--yes removes without asking, --dry-run says what would go",
        )
    retention = Retention(keep=keep, older_than=older_than, unfinished=unfinished)
    pruning = Pruning(here(state), TerminalListener())
    pruning.plan(retention if by_age else None, answers=answers)
    write("".join(f"{line}\n" for line in pruning.lines()))
    if not pruning.anything:
        write("nothing to remove\n")
    elif dry_run:
        write(f"would remove {pruning.total()}\n")
    elif yes or confirmed(f"remove {pruning.total()}?"):
        pruning.remove()
        write(f"removed {pruning.total()}\n")
    else:
        talk("nothing was removed")
    return ExitCode.CLEAN
