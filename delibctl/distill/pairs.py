"""Preference pairs: a kept answer and a dropped one to the same prompt."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.distill.dropped import REJECTED, Dropped, Reason
from delibctl.distill.record import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two answers to one prompt, and why the second one was dropped."""

    chosen: Record
    rejected: Record
    reason: Reason


def pairs_of(records: Iterable[Record], dropped: Iterable[Dropped]) -> list[Pair]:
    """Return a pair for each dropped answer to the prompt of a record, if the answer was bad.

    An answer that was dropped because it points at the policy, or to balance, was not bad.
    """
    kept = {record.case.id: record for record in records}
    return [
        Pair(chosen=kept[trial.record.case.id], rejected=trial.record, reason=trial.reason)
        for trial in sorted(dropped, key=lambda trial: trial.key)
        if trial.reason in REJECTED and trial.record and trial.record.case.id in kept
    ]
