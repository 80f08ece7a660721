"""The listener of commands: notes and progress on stderr, a question before money is spent."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from delibctl.api.listener import Listener, Task, Work
from delibctl.cli.output import confirmed, on_terminal, page, talk
from delibctl.cli.screens.meter_words import total as total_words
from delibctl.cli.screens.progress_bar import Progress
from delibctl.model import Broken, Estimate, Failure, ModelSpec, Range
from delibctl.score import ScoredTrial
from delibctl.text.escape import one_line


class TerminalListener(Listener):
    """Shows on stderr what a workflow does."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._broken = 0

    def note(self, text: str) -> None:
        """Print a remark."""
        talk(text)

    def estimated(self, estimates: Sequence[Estimate], total: Range) -> None:
        """Print what is about to be asked, and its price."""
        from delibctl.report.before_asking.estimates import estimates as rendered

        sys.stderr.write(rendered(list(estimates), total, page("text")))

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
        """Count a broken trial: it shows in the bar of those that are asked."""
        self._broken += isinstance(trial.trial.result, Broken)

    def trial_ended(self, trial: ScoredTrial) -> None:
        """Move the bar on."""
        self.step_ended(broken=isinstance(trial.trial.result, Broken))

    def step_ended(self, *, broken: bool) -> None:
        """Move the bar on."""
        if self._progress is not None:
            self._progress.advance(broken=broken)

    def waiting(self, failure: Failure) -> None:
        """Show it in the bar, or print it where there is no bar."""
        if self._progress is not None:
            self._progress.waiting(failure)
        else:
            talk(f"waiting to retry ({failure.kind})")

    def ended(self, task: Task) -> None:
        """Take the bar away, and print what was spent; a probe's last lines say that themselves."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        if task.work in (Work.JUDGING, Work.WRITING):
            talk(total_words(task.meter))


def waiting_for(model: ModelSpec) -> AbstractContextManager[None]:
    """On a terminal, show which model is being asked until the block ends."""
    if model.is_baseline or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext()
    return _spinner(f"asking {one_line(model.alias, 60)}")


@contextmanager
def _spinner(text: str) -> Iterator[None]:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False)
    with console.status(text, spinner="line", spinner_style="dodger_blue1"):
        yield
