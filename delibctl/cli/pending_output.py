"""What a comparison with the accepted rows leaves to accept, and what is said of it."""

from pathlib import Path

from delibctl.api.accepting.pending_run import leave_pending
from delibctl.api.workspace import Workspace
from delibctl.cli.output import print_message
from delibctl.compare.runs.comparison import RunComparison
from delibctl.errors import DelibctlError
from delibctl.text.count import counted


def report_pending(workspace: Workspace, comparison: RunComparison, run: Path) -> None:
    """Leave what a comparison found, and say so. The comparison counts also if that fails."""
    try:
        pending = leave_pending(workspace, comparison, run)
    except DelibctlError as error:
        print_message(f"note: nothing was left for delibctl accept: {error.what}")
        return
    if pending is not None:
        print_message(
            f"{counted(len(pending.cases), 'case')} pending: delibctl accept shows the rows and "
            "asks, if that is how the model is to answer"
        )
