"""A list of runs, as data."""

from dataclasses import dataclass

from delibctl.model import Mode, ModelSpec, RunEntry, Tally
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class Missed:
    """The share of misses of one model in one mode."""

    model: ModelSpec
    mode: Mode
    share: Share


@dataclass(frozen=True, kw_only=True)
class ListedRun:
    """A run with the figures of its trials; `problem` says why they cannot be read."""

    entry: RunEntry
    tally: Tally | None = None
    missed: tuple[Missed, ...] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class RunList:
    """The runs to show, newest first, and the number of runs left out."""

    runs: tuple[ListedRun, ...]
    left_out: int = 0
