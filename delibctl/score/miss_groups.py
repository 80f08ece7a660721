"""Rows that went wrong in the same way: what should have been cited, and what was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from delibctl.score.scored_trial import ScoredTrial


class Fault(StrEnum):
    """What went wrong with the citations of a row first."""

    WRONG = "wrong"
    MISSING = "missing"
    NON_EXISTENT = "non-existent"
    MISQUOTED = "misquoted"
    BLOCKED = "blocked"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """What a row is about.

    `expected`: the clause that should have been cited, or several of which one would do; empty
    where that is not in question. `cited`: a clause id, or an id that does not exist.
    """

    fault: Fault
    expected: tuple[str, ...] = ()
    cited: str | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows of the same pair, all of them misses or none."""

    pair: Pair
    rows: tuple[ScoredTrial, ...]

    @property
    def missed(self) -> int:
        """How many of the rows are misses."""
        return sum(row.missed for row in self.rows)


def pair(row: ScoredTrial) -> Pair:
    """The first citation that went wrong, else the expected clause that was cited."""
    expected = row.case.expected
    if row.blocked:
        return Pair(fault=Fault.BLOCKED, expected=expected.clauses[:1] or expected.either)
    if row.missing:
        return _missing(row)
    if row.non_existent:
        return Pair(fault=Fault.NON_EXISTENT, cited=row.non_existent[0])
    if row.misquoted:
        id = row.misquoted[0]
        own = (id,) if id in expected.allowed else ()
        return Pair(fault=Fault.MISQUOTED, expected=own, cited=id)
    wanted = {*expected.clauses, *expected.either}
    met = next((found.clause for found in row.cited if found.clause in wanted), None)
    cited = met or (row.cited[0].clause if row.cited else None)
    return Pair(fault=Fault.NONE, expected=(met,) if met else (), cited=cited)


def _missing(row: ScoredTrial) -> Pair:
    missing = row.missing[0]
    expected = row.case.expected
    wanted = (missing,) if missing in expected.clauses else expected.either
    # A clause that may be cited is no substitute for the one that must be.
    allowed = (found.clause for found in row.cited if found.clause in expected.also)
    instead = row.wrong[0][1] if row.wrong else next(allowed, None)
    if instead:
        return Pair(fault=Fault.WRONG, expected=wanted, cited=instead)
    if row.non_existent:
        return Pair(fault=Fault.NON_EXISTENT, expected=wanted, cited=row.non_existent[0])
    return Pair(fault=Fault.MISSING, expected=wanted)


def groups(rows: Iterable[ScoredTrial]) -> tuple[Group, ...]:
    """Groups, worst first: what counts, answers that do other than they declare, critical, size."""
    found: dict[tuple[Pair, bool], list[ScoredTrial]] = defaultdict(list)
    for row in rows:
        found[pair(row), row.missed].append(row)
    made = [
        Group(pair=key, rows=tuple(sorted(alike, key=_row_order)))
        for (key, _), alike in found.items()
    ]
    return tuple(sorted(made, key=_group_order))


def _row_order(row: ScoredTrial) -> tuple[bool, bool, bool, str, str, int]:
    key = row.trial.key
    return (
        not row.counted,
        not (row.contradicts_itself and row.missed),
        not row.critical,
        key.case,
        key.model,
        key.repeat,
    )


def _group_order(group: Group) -> tuple[bool, bool, bool, int, tuple[str, ...], str, str]:
    counted = [row for row in group.rows if row.counted and row.missed]
    return (
        not counted,
        not any(row.contradicts_itself for row in counted),
        not any(row.critical for row in counted),
        -group.missed,
        group.pair.expected,
        group.pair.cited or "",
        group.pair.fault,
    )
