"""The agreement of a judge with people on single clauses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from delibctl.model import Compliance
from delibctl.stats.agreement import Kappa, kappa
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class JudgedClause:
    """The label of a clause for one answer beside the verdict of a judge.

    `line` is that of the label. `seen` is None if the judge gave no readable verdict on the clause.
    """

    line: int
    prompt: str
    clause: str
    label: Compliance
    seen: Compliance | None


@dataclass(frozen=True, kw_only=True)
class ClauseCalibration:
    """The figures of one judge over all labels of clauses.

    `table` counts (label, seen); `by_clause` has the clauses worst first. `gives_verdicts` is False
    for a judge that never judges clauses, as `patterns`.
    """

    judged: tuple[JudgedClause, ...]
    table: Mapping[tuple[Compliance, Compliance], int]
    accuracy: Share
    kappa: Kappa | None
    by_clause: tuple[tuple[str, Share], ...]
    gives_verdicts: bool = True

    @property
    def silent(self) -> bool:
        """True if the judge gives verdicts on clauses, and none on a clause that has a label."""
        return self.gives_verdicts and not self.table

    @property
    def not_judged(self) -> int:
        """The number of labels without a verdict of the judge; they are in no figure."""
        return sum(pair.seen is None for pair in self.judged)

    @property
    def disagreements(self) -> tuple[JudgedClause, ...]:
        """The labels that the judge contradicts, in the order of the file."""
        return tuple(pair for pair in self.judged if pair.seen not in (None, pair.label))


def clause_calibration(
    pairs: Iterable[JudgedClause], *, gives_verdicts: bool = True
) -> ClauseCalibration | None:
    """Return the figures of one judge; None without a label of a clause."""
    judged = tuple(pairs)
    if not judged:
        return None
    table = Counter((pair.label, pair.seen) for pair in judged if pair.seen is not None)
    by_clause: dict[str, list[bool]] = defaultdict(list)
    for pair in judged:
        if pair.seen is not None:
            by_clause[pair.clause].append(pair.seen is pair.label)
    shares = [
        (clause, Share(hits=sum(agreed), total=len(agreed))) for clause, agreed in by_clause.items()
    ]
    return ClauseCalibration(
        judged=judged,
        table=dict(table),
        accuracy=Share(
            hits=sum(count for (label, seen), count in table.items() if label is seen),
            total=sum(table.values()),
        ),
        kappa=kappa(table),
        by_clause=tuple(sorted(shares, key=lambda entry: (entry[1].value or 0, entry[0]))),
        gives_verdicts=gives_verdicts,
    )
