"""Which cases a change touches."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.model import Case, Clause


class Reach:
    """Cases by what they expect. They may be written for either policy, or for an earlier one."""

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

    def of_clauses(self, change: Change) -> Change:
        """With the cases that expect one of its clauses, under any id that it has or had."""
        return self._with(change, self._expecting(change))

    def of_style(self, change: Change) -> Change:
        """Those, and the cases that expect the style."""
        return self._with(change, {*self._expecting(change), *self._by_style[change.subject]})

    def of_category(self, change: Change) -> Change:
        """Those, and the cases that name the category."""
        names = {change.subject, change.before or ""}
        named = {index for name in names for index in self._by_category.get(name, ())}
        return self._with(change, self._expecting(change) | named)

    def _expecting(self, change: Change) -> set[int]:
        names = {name for id in change.clauses for name in self._names.get(id, {id})}
        return {index for name in names for index in self._by_clause.get(name, ())}

    def _with(self, change: Change, found: set[int]) -> Change:
        return replace(change, cases=tuple(self._ids[index] for index in sorted(found)))


def _names(sides: Sides) -> dict[str, set[str]]:
    """The id of a clause to all ids it has or had."""
    names: dict[str, set[str]] = {}
    for clause in (*sides.lineage.removed, *sides.lineage.added):
        names[clause.id] = _own(clause)
    for pair in sides.lineage.pairs:
        names[pair.new.id] = _own(pair.new).union(*map(_own, (pair.old, *pair.merged)))
    return names


def _own(clause: Clause) -> set[str]:
    return {clause.id, *clause.renamed_from}
