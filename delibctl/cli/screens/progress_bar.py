"""How far a probe is: a bar on a terminal, plain lines elsewhere; all of it on stderr."""

import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

from delibctl.cli.output import talk
from delibctl.model import Ask, Failure, Question, Reply
from delibctl.text.count import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: Seconds between plain lines; ours.
_EVERY = 15.0


@dataclass
class Meter:
    """Tokens and price of what was really asked; kept answers cost nothing."""

    asked: int = 0
    answered: int = 0
    #: Questions with a usage: those that were answered, and those that got empty replies alone.
    paid: int = 0
    input: int = 0
    output: int = 0
    price: float = 0.0
    unpriced: int = 0

    def metered(self, ask: Ask) -> Ask:
        """`ask`, counted."""

        async def counting(question: Question) -> Reply | Failure:
            found = await ask(question)
            self.asked += 1
            self.answered += isinstance(found, Reply)
            if found.usage is not None:
                self.paid += 1
                self.input += found.usage.input
                self.output += found.usage.output
                self.price += found.usage.price or 0.0
                self.unpriced += found.usage.price is None
            return found

        return counting

    def spent(self) -> str:
        """Tokens and price so far."""
        return f"{self.input + self.output:,} tokens, {self._price()}"

    def total(self) -> str:
        """The last line."""
        if not self.asked:
            return "nothing was asked over the network"
        asked = f"{counted(self.asked, 'question')} asked, {self.answered} answered"
        return f"{asked}: {self.input:,} tokens in, {self.output:,} out, {self._price()}"

    def _price(self) -> str:
        """What cannot be priced is never shown as nothing."""
        if self.unpriced == self.paid:
            return "price unknown" if self.paid else "$0"
        return f"${self.price:.4f}" + (" and more of unknown price" if self.unpriced else "")


class Progress:
    """Counts trials up to `total`; `done` of them were there before."""

    def __init__(self, total: int, done: int, meter: Meter, what: str = "probing") -> None:
        self._what = what
        self._total, self._done, self._first = total, done, done
        self._broken = 0
        self.meter = meter
        self._started = self._spoken = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and self._done < self._total:
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task(
                self._what, total=self._total, completed=self._done, rest="starting"
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def skip(self, *, broken: bool) -> None:
        """One more trial was there already: it says nothing of how fast the others are."""
        self._done += 1
        self._first += 1
        self._broken += broken

    def advance(self, *, broken: bool) -> None:
        """One more trial has ended."""
        self._done += 1
        self._broken += broken
        now = time.monotonic()
        # Over the whole probe: replies come in bursts, and the last few tell nothing.
        rate = (self._done - self._first) / max(now - self._started, 1e-6)
        left = timedelta(seconds=round((self._total - self._done) / rate))
        lost = f", {self._broken} broken" if self._broken else ""
        rest = f"{rate:.1f}/s, {left} left, {self.meter.spent()}{lost}"
        self._show(rest)

    def waiting(self, failure: Failure) -> None:
        """A question failed and is asked again after a while."""
        self._show(f"waiting to try again ({failure.kind}), {self.meter.spent()}")

    def _show(self, rest: str) -> None:
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, rest=rest)
        elif now - self._spoken >= _EVERY:
            self._spoken = now
            things = {"probing": "trials", "judging": "verdicts"}.get(self._what, "questions")
            talk(f"{self._done} of {self._total} {things}, {rest}")


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
    )
    from rich.theme import Theme

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
        TextColumn("{task.fields[rest]}"),
        console=Console(stderr=True, theme=blue),
        transient=True,
        expand=True,
    )
