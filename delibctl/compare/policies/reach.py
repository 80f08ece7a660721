"""The cases that a change affects."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.model import Case, Clause


class Reach:
    """Cases indexed by what they expect, under current or former ids."""

    def __init__(self, cases: Iterable[Case], sides: Sides) -> None:
        self._by_clause: dict[str, list[int]] = defaultdict(list)
        self._by_style: dict[str, list[int]] = defaultdict(list)
        self._by_category: dict[str, list[int]] = defaultdict(list)
        self._ids: list[str] = []
        for index, case in enumerate(cases):
            self._ids.append(case.id)
            self._by_style[case.expected.style].append(index)
            for id in case.expected.allowed:
                self._by_clause[id].append(index)
            for id in case.categories:
                self._by_category[id].append(index)
        self._names = _names(sides)
        self._former_style = sides.renames.former_style

    def of_clauses(self, change: Change) -> Change:
        """Return the change with the cases that expect one of its clauses, under any of its ids."""
        return self._with(change, self._expecting(change))

    def of_style(self, change: Change) -> Change:
        """Return the change with the cases of its clauses, and those that expect the style."""
        names = {change.subject, self._former_style.get(change.subject, "")}
        indexes = {index for name in names for index in self._by_style.get(name, ())}
        return self._with(change, self._expecting(change) | indexes)

    def of_category(self, change: Change) -> Change:
        """Return the change with the cases of its clauses and those that name the category."""
        names = {change.subject, change.before or ""}
        indexes = {index for name in names for index in self._by_category.get(name, ())}
        return self._with(change, self._expecting(change) | indexes)

    def _expecting(self, change: Change) -> set[int]:
        names = {name for id in change.clauses for name in self._names.get(id, {id})}
        return {index for name in names for index in self._by_clause.get(name, ())}

    def _with(self, change: Change, indexes: set[int]) -> Change:
        return replace(change, cases=tuple(self._ids[index] for index in sorted(indexes)))


def _names(sides: Sides) -> dict[str, set[str]]:
    """Return clause id to all current and former ids of the clause."""
    names: dict[str, set[str]] = {}
    for clause in (*sides.lineage.removed, *sides.lineage.added):
        names[clause.id] = _ids(clause)
    for pair in sides.lineage.pairs:
        names[pair.new.id] = _ids(pair.new).union(*map(_ids, (pair.old, *pair.merged)))
    return names


def _ids(clause: Clause) -> set[str]:
    return {clause.id, *clause.renamed_from}
