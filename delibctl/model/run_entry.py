"""A run as a list shows it: what it is of, how far it is, what it cost, without its trials."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from delibctl.model.run import Plan, RunInfo


@dataclass(frozen=True, kw_only=True)
class RunHead:
    """What a run is of. `cases` is their number, `filters` what chose them, if not all."""

    info: RunInfo
    plan: Plan
    policy: str
    version: str
    title: str
    cases: int
    filters: str = ""

    @property
    def planned(self) -> int:
        """The number of its trials."""
        return self.cases * len(self.plan.models) * len(self.plan.modes) * self.plan.repeats


@dataclass(frozen=True, kw_only=True)
class RunEntry:
    """A file among the runs. `at` is @last, @-2 and so on; empty for a file that is no run.

    `written` is when it was last written, in seconds. `problem` says why there is no head, or, with
    `busy`, that another process is writing it.
    """

    path: Path
    at: str
    written: float
    size: int
    head: RunHead | None = None
    problem: str = ""
    busy: bool = False


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What was asked over the network, in US dollars; `unpriced` replies are of unknown price.

    `kept` replies were there before and cost nothing.
    """

    asked: int = 0
    kept: int = 0
    input: int = 0
    output: int = 0
    price: float = 0.0
    unpriced: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many trials have ended, by state, and what they and their judges cost."""

    states: Mapping[str, int]
    spent: Spent
    judging: Spent = field(default_factory=Spent)

    @property
    def done(self) -> int:
        """The trials that have ended."""
        return sum(self.states.values())
