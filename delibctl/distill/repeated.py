"""One record for each prompt: the best trial of a case, and no prompts that are nearly alike."""

from collections.abc import Iterator, Sequence

from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.near_prompts import near_pairs
from delibctl.distill.record import Record, rank


def without_repeats(records: Sequence[Record]) -> tuple[list[Record], list[Dropped]]:
    """Return the records without repeats, and what was dropped for which other case.

    Two prompts that differ in a word and in what they expect are a contrast, and both stay.
    """
    best: dict[str, Record] = {}
    dropped = []
    for record in sorted(records, key=rank):
        first = best.setdefault(record.case.id, record)
        if first is not record:
            dropped.append(_dropped(record, Reason.SAME_CASE, ""))
    distinct = list(best.values())
    doubles = dict(_doubles(distinct))
    for index, earlier in doubles.items():
        dropped.append(_dropped(distinct[index], Reason.NEAR_DUPLICATE, distinct[earlier].case.id))
    return [r for index, r in enumerate(distinct) if index not in doubles], dropped


def _doubles(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Return the number of each record that repeats an earlier one, with that one's."""
    kinds = [repr(record.case.expected) for record in records]
    return near_pairs([record.messages for record in records], kinds)


def _dropped(record: Record, reason: Reason, detail: str) -> Dropped:
    return Dropped(key=record.key, reason=reason, detail=detail, record=record)
