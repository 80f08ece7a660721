"""Balance: no category, outcome and kind may crowd out the others."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from statistics import median_high

from delibctl.distill.dropped import Dropped, Reason
from delibctl.distill.record import Record
from delibctl.model import Outcome

#: A group may be so many times as large as the median group. We chose these numbers.
_TIMES = 3
_FEWEST = 3


def balanced(
    records: Sequence[Record], seed: int, most: int | None = None
) -> tuple[list[Record], list[Dropped]]:
    """Return the records of which no group is too large, and the others.

    A group is the records of one category, outcome and kind. Those that comply all stay: without
    them a model learns that refusing is always right. `most`: the largest group; else three times
    the median one. Which records go is random, by the seed.
    """
    groups: dict[tuple[str, Outcome, str], list[Record]] = defaultdict(list)
    for record in records:
        groups[record.category, record.outcome, record.case.kind].append(record)
    limit = most if most is not None else _limit([len(group) for group in groups.values()])
    random = Random(seed)
    kept: list[Record] = []
    dropped: list[Dropped] = []
    for cell in sorted(groups):
        group = sorted(groups[cell], key=lambda record: record.case.id)
        if cell[1] is not Outcome.COMPLY and len(group) > limit:
            chosen = set(random.sample(range(len(group)), limit))
            dropped += [
                Dropped(
                    key=record.key, reason=Reason.BALANCE, detail=" / ".join(cell), record=record
                )
                for number, record in enumerate(group)
                if number not in chosen
            ]
            group = [record for number, record in enumerate(group) if number in chosen]
        kept += group
    return sorted(kept, key=lambda record: record.key), dropped


def _limit(sizes: Sequence[int]) -> int:
    return max(_FEWEST, _TIMES * median_high(sizes)) if sizes else _FEWEST
