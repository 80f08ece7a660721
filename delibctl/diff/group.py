"""Rows that went wrong in the same way: the expected clause, and the one that was cited."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.diff.row import Column, Row


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows with the same expected and cited clause. `cited` may be an id that does not exist.

    Both None: the case names no clause, and none was cited. Rows that the provider blocked are
    groups of their own: nothing could be cited.
    """

    expected: str | None
    cited: str | None
    rows: tuple[Row, ...]

    @property
    def blocked(self) -> bool:
        """Whether the provider's own filter answered."""
        return all(row.blocked for row in self.rows)

    @property
    def missed(self) -> int:
        """How many of the rows are misses."""
        return sum(row.missed for row in self.rows)


def pair(row: Row) -> tuple[str | None, str | None]:
    """What a row is about: the first citation that went wrong, else the clause it was right on."""
    first = (*row.case.expected.clauses, *row.case.expected.either, None)[0]
    if row.citation is not Column.WRONG:
        cited = row.cited[0].clause if row.cited else None
        return first, first if any(c.clause == first for c in row.cited) else cited
    if row.wrong:
        return row.wrong[0]
    if row.missing:
        # A clause that may be cited is no substitute for the one that must be.
        allowed = (c.clause for c in row.cited if c.clause in row.case.expected.also)
        return row.missing[0], next(iter((*allowed, *row.non_existent)), None)
    if row.misquoted:
        return row.misquoted[0], row.misquoted[0]
    return first, row.non_existent[0]


def groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    """Groups, worst first: answers that contradict what they declared, critical clauses, size."""
    found: dict[tuple[str | None, str | None, bool], list[Row]] = defaultdict(list)
    for row in rows:
        found[*pair(row), row.blocked].append(row)
    made = [
        Group(expected=expected, cited=cited, rows=tuple(sorted(rows, key=_row_order)))
        for (expected, cited, _), rows in found.items()
    ]
    return tuple(sorted(made, key=_group_order))


def _row_order(row: Row) -> tuple[bool, bool, str, str, int]:
    key = row.trial.key
    return (not row.contradicts_itself, not row.critical, key.case, key.model, key.repeat)


def _group_order(group: Group) -> tuple[bool, bool, int, str, str, bool]:
    return (
        not any(row.contradicts_itself for row in group.rows),
        not any(row.critical and row.missed for row in group.rows),
        -group.missed,
        group.expected or "",
        group.cited or "",
        group.blocked,
    )
