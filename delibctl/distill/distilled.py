"""The result of distilling a run: the records, what was dropped, and how it was decided."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.hold_out import Assignment, HoldOut
from delibctl.distill.judged import Thresholds
from delibctl.distill.pairs import Pair
from delibctl.distill.record import Record
from delibctl.model import Judge, Outcome, Run


@dataclass(frozen=True, kw_only=True)
class Distilled:
    """The records of a run, in the order of its trials, with everything that was dropped.

    `assigned`: the assignment of each case of the case files. `trials` is the number of trials
    of the run.
    """

    run: Run
    trials: int
    records: tuple[Record, ...]
    dropped: tuple[Dropped, ...]
    pairs: tuple[Pair, ...]
    assigned: Mapping[str, Assignment]
    judges: tuple[Judge, ...]
    thresholds: Thresholds
    seed: int
    hold_out: HoldOut | None = None
    rewriter: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[Reason, int]:
        """The number of dropped trials by reason, in the order in which reasons apply."""
        counts = Counter(trial.reason for trial in self.dropped)
        return {reason: counts[reason] for reason in Reason if counts[reason]}

    @property
    def groups(self) -> dict[tuple[str, Outcome, str], int]:
        """The number of records by category, outcome and kind."""
        counts = Counter((r.category, r.outcome, str(r.case.kind)) for r in self.records)
        return {cell: counts[cell] for cell in sorted(counts)}
