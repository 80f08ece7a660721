"""The listener of commands: notes and progress on stderr, a question before spending."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from delibctl.api.listener import Listener, Task, Work
from delibctl.cli.output import confirmed, on_terminal, print_message, render_options
from delibctl.cli.screens.meter_words import total as total_words
from delibctl.cli.screens.progress_bar import Progress
from delibctl.model import Broken, Estimate, Failure, ModelSpec, Range
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import one_line


class TerminalListener(Listener):
    """A listener that shows on stderr what a workflow does."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._broken = 0

    def note(self, text: str) -> None:
        """Print a remark."""
        print_message(text)

    def estimated(self, estimates: Sequence[Estimate], total: Range) -> None:
        """Print the estimates, and the total price."""
        from delibctl.report.before_asking.estimates import estimates as rendered

        sys.stderr.write(rendered(list(estimates), total, render_options("text")))

    def can_confirm(self) -> bool:
        """Return True on a terminal."""
        return on_terminal()

    def confirm(self, estimates: Sequence[Estimate], total: Range) -> bool:  # noqa: ARG002
        """Ask on the terminal; anything but a yes is a no."""
        from delibctl.report.before_asking.estimates import dollars

        return confirmed(f"Spend {dollars(total)}?")

    def began(self, task: Task) -> None:
        """Show the bar."""
        if task.work is not Work.ASKING:
            self._progress = Progress(task, self._broken)

    def replayed(self, trial: ScoredTrial) -> None:
        """Count a broken trial; the bar includes it."""
        self._broken += isinstance(trial.trial.result, Broken)

    def trial_ended(self, trial: ScoredTrial) -> None:
        """Move the bar on."""
        self.step_ended(broken=isinstance(trial.trial.result, Broken))

    def step_ended(self, *, broken: bool) -> None:
        """Move the bar on."""
        if self._progress is not None:
            self._progress.advance(broken=broken)

    def waiting(self, failure: Failure) -> None:
        """Show a failure in the bar, or print it if there is no bar."""
        if self._progress is not None:
            self._progress.waiting(failure)
        else:
            print_message(f"waiting to retry ({failure.kind})")

    def ended(self, task: Task) -> None:
        """Remove the bar, and print what was asked and its cost."""
        self.stopped(task)
        # A probe that asked nothing says so at its end, whether it had a task or not.
        if task.work in (Work.DECIDING, Work.JUDGING, Work.WRITING, Work.REWRITING) or (
            task.work is Work.PROBING and task.meter.asked
        ):
            print_message(total_words(task.meter))

    def stopped(self, task: Task) -> None:  # noqa: ARG002
        """Remove the bar: what stopped the task has its own message."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def waiting_for(model: ModelSpec) -> AbstractContextManager[None]:
    """Show the model that is being asked until the block ends; on a terminal only."""
    if model.is_baseline or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext()
    return _spinner(f"asking {one_line(model.alias, 60)}")


@contextmanager
def _spinner(text: str) -> Iterator[None]:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False)
    with console.status(text, spinner="line", spinner_style="dodger_blue1"):
        yield
