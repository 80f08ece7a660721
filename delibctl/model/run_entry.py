"""A run as a list shows it: its origin, progress and cost, without its trials."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from delibctl.model.run import Plan, RunInfo


@dataclass(frozen=True, kw_only=True)
class RunHead:
    """The head of a run. `cases` is their number; `filters` selected them, if not all were."""

    info: RunInfo
    plan: Plan
    policy: str
    version: str
    title: str
    cases: int
    filters: str = ""

    @property
    def planned(self) -> int:
        """The number of trials of the finished run."""
        return self.cases * len(self.plan.models) * len(self.plan.modes) * self.plan.repeats


@dataclass(frozen=True, kw_only=True)
class RunEntry:
    """A file in the folder of runs. `at` is @last, @-2 and so on; empty if the file is not a run.

    `size` is in bytes; `written` is the time of the last write, in seconds. `problem` is the reason
    why there is no head, or, with `busy`, says that another process is writing the file.
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
    """Replies and their price in US dollars. `asked` replies came over the network.

    `cached` replies cost nothing. The price of `unpriced` replies is not known. `input` and
    `output` are tokens.
    """

    asked: int = 0
    cached: int = 0
    input: int = 0
    output: int = 0
    price: float = 0.0
    unpriced: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The number of ended trials by state, and the cost of the trials and of their judges."""

    states: Mapping[str, int]
    spent: Spent
    judging: Spent = field(default_factory=Spent)

    @property
    def done(self) -> int:
        """The number of trials that have ended."""
        return sum(self.states.values())
