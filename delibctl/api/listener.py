"""A listener is told what a workflow does while it does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from delibctl.model import Estimate, Failure, Range
from delibctl.run.meter import Meter
from delibctl.score.scored_trial import ScoredTrial


class Work(StrEnum):
    """The kinds of work that ask models."""

    PROBING = "probing"
    DECIDING = "deciding"
    JUDGING = "judging"
    WRITING = "writing"
    REWRITING = "rewriting"
    ASKING = "asking"


@dataclass(frozen=True, kw_only=True)
class Task:
    """Work that has begun: `total` steps, of which `done` had ended before; its meter."""

    work: Work
    total: int
    done: int
    meter: Meter


class Listener:
    """Does nothing in every method: override those that matter to you.

    Methods are called in the thread in which the workflow runs. An exception that one of them
    raises stops the workflow; what had finished by then is stored.
    """

    def note(self, text: str) -> None:
        """Take a remark in one line: what was assumed, left out or stored, and where."""

    def estimated(self, estimates: Sequence[Estimate], total: Range) -> None:
        """Take what is about to be asked of each model, and its price in US dollars."""

    def can_confirm(self) -> bool:
        """Return True if `confirm` has somebody to ask."""
        return False

    def confirm(self, estimates: Sequence[Estimate], total: Range) -> bool:  # noqa: ARG002
        """Return True if somebody agrees to spend `total` US dollars."""
        return False

    def began(self, task: Task) -> None:
        """Models are about to be asked."""

    def replayed(self, trial: ScoredTrial) -> None:
        """A trial has ended from cached answers alone."""

    def trial_ended(self, trial: ScoredTrial) -> None:
        """A trial has ended, and is stored."""

    def step_ended(self, *, broken: bool) -> None:
        """One step of judging or writing has ended: a vote of a judge, a batch of prompts."""

    def waiting(self, failure: Failure) -> None:
        """A question failed and will be asked again after a while."""

    def ended(self, task: Task) -> None:
        """The task has ended; a limit may have stopped it."""

    def stopped(self, task: Task) -> None:
        """The task was stopped by an error, or by whoever interrupted or cancelled it."""
