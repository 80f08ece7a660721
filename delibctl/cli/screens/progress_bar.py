"""The progress of a task on stderr: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from delibctl.api.listener import Task, Work
from delibctl.cli.output import print_message
from delibctl.cli.screens.meter_words import pace, spent
from delibctl.model import Failure

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Seconds between plain lines; we chose this number.
_EVERY = 15.0
_STEPS = {
    Work.PROBING: "trial",
    Work.DECIDING: "repeat",
    Work.JUDGING: "verdict",
    Work.WRITING: "question",
    Work.REWRITING: "record",
}


class Progress:
    """A progress bar for the steps of a task, shown from construction to `stop`.

    `broken` steps ended before the task began.
    """

    def __init__(self, task: Task, broken: int = 0) -> None:
        self._task, self._done, self._broken = task, task.done, broken
        self._started = self._spoken = time.monotonic()
        self._bar: Bar | None = None
        self._row: TaskID | None = None
        if sys.stderr.isatty() and task.done < task.total:
            self._bar = _bar(_STEPS[task.work])
            self._bar.start()
            self._row = self._bar.add_task(
                task.work, total=task.total, completed=task.done, rest=""
            )

    def stop(self) -> None:
        """Remove the bar from the screen."""
        if self._bar is not None:
            self._bar.stop()

    def advance(self, *, broken: bool) -> None:
        """Count one more step."""
        self._done += 1
        self._broken += broken
        if self._shows:
            self._show(self._words())

    def waiting(self, failure: Failure) -> None:
        """Show that a question failed and will be retried."""
        if self._shows:
            self._show(f"waiting to retry ({failure.kind}), {spent(self._task.meter)}")

    @property
    def _shows(self) -> bool:
        """True if there is a bar, which repaints itself ten times a second, or a line is due."""
        return self._bar is not None or time.monotonic() - self._spoken >= _EVERY

    def _words(self) -> str:
        seconds = max(time.monotonic() - self._started, 1e-6)
        # Over the whole task, because replies come in bursts.
        steps = self._done - self._task.done
        left = timedelta(seconds=round((self._task.total - self._done) * seconds / steps))
        speed = pace(steps, seconds, _STEPS[self._task.work])
        broken_count = f", {self._broken} broken" if self._broken else ""
        return f"{speed}, {left} left, {spent(self._task.meter)}{broken_count}"

    def _show(self, text: str) -> None:
        if self._bar is not None and self._row is not None:
            self._bar.update(self._row, completed=self._done, rest=text)
        else:
            self._spoken = time.monotonic()
            steps = _STEPS[self._task.work]
            print_message(f"{self._done} of {self._task.total} {steps}s, {text}")


def _bar(noun: str) -> "Bar":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
    )
    from rich.table import Column
    from rich.text import Text
    from rich.theme import Theme

    class Rest(ProgressColumn):
        """What was said last; before that the seconds so far, which grow on a slow server."""

        def render(self, task: Task) -> Text:
            waited = f"no {noun} has ended in {task.elapsed or 0:.0f} s"
            return Text(task.fields["rest"] or waited)

    # Rich's own bar turns from red to green.
    blue = Theme(
        {
            "bar.complete": "dodger_blue1",
            "bar.finished": "dodger_blue1",
            "progress.download": "bold",
        }
    )
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        Rest(Column(no_wrap=True)),
        console=Console(stderr=True, theme=blue),
        transient=True,
        expand=True,
    )
