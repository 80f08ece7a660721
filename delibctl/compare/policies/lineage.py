"""Which clause of the old policy is which of the new one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from delibctl.compare.policies.likeness import Index, likeness
from delibctl.model import Clause, Policy

#: From here on two texts are taken for one clause under two ids.
_SAME_TEXT = 0.9


class Origin(StrEnum):
    """How a new clause is known to come from an old one."""

    SAME_ID = "same id"
    RENAMED = "renamed"
    LOOKS_RENAMED = "looks renamed"
    SPLIT = "split"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A clause before and after; `merged` are others of the old policy that it has taken in."""

    old: Clause
    new: Clause
    origin: Origin
    merged: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """Every clause of both policies, each in the order of its policy.

    `current`: the id of an old clause to the one it has now; a clause that is gone has none.
    """

    pairs: tuple[Pair, ...]
    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    current: dict[str, str]

    @cached_property
    def pair_of(self) -> dict[str, Pair]:
        """The id of a new clause to the pair it is in, if it is not merely split off."""
        return {pair.new.id: pair for pair in self.pairs if pair.origin is not Origin.SPLIT}

    def follow(self, text: str) -> str:
        """A text of the old policy with the ids that clauses have now."""
        renamed = [id for id, now in self.current.items() if id != now]
        if not any(id in text for id in renamed):
            return text
        ids = "|".join(re.escape(id) for id in sorted(renamed, key=len, reverse=True))
        whole = rf"(?<![\w.-])(?:{ids})(?![\w-]|\.\w)"
        return re.sub(whole, lambda found: self.current[found[0]], text)

    def now(self, id: str) -> str:
        """The id that an old clause has now, or had last."""
        return self.current.get(id, id)


def lineage(old: Policy, new: Policy) -> Lineage:
    """By id, then by the former ids that new clauses name, then by text."""
    tracing = _Tracing(old, new)
    tracing.declared()
    tracing.by_text()
    return tracing.result()


@dataclass
class _Tracing:
    old: Policy
    new: Policy
    pairs: dict[str, Pair] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    split: set[str] = field(default_factory=set)

    def declared(self) -> None:
        """Same ids, `renamed_from` and `split_from`."""
        for clause in self.new.clauses:
            if clause.id in self.old.clause_by_id:
                self.current[clause.id] = clause.id
        for clause in self.new.clauses:
            self._named(clause)
        for clause in self.new.clauses:
            if clause.id not in self.pairs and (source := self._source(clause)):
                self.pairs[clause.id] = Pair(old=source, new=clause, origin=Origin.SPLIT)
                self.split.add(source.id)

    def _named(self, clause: Clause) -> None:
        known = self.old.clause_by_id
        former = [known[id] for id in clause.renamed_from if id in known and id not in self.current]
        same = known.get(clause.id)
        if same is None and not former:
            return
        main = same or max(former, key=lambda one: likeness(one.text, clause.text))
        self.current.update(dict.fromkeys((one.id for one in former), clause.id))
        self.pairs[clause.id] = Pair(
            old=main,
            new=clause,
            origin=Origin.SAME_ID if same else Origin.RENAMED,
            merged=tuple(one for one in former if one is not main),
        )

    def _source(self, clause: Clause) -> Clause | None:
        """What the clause was split from: by its word, or as it names an id another has taken."""
        known = self.old.clause_by_id
        named = (clause.split_from or "", *clause.renamed_from)
        return next((known[id] for id in named if id in known), None)

    def by_text(self) -> None:
        """What is left on both sides and says nearly the same, best first."""
        new = {clause.id: clause for clause in self._left()}
        if not new:
            return
        for old, id in self._suggestions(new):
            if old.id not in self.current and id not in self.pairs:
                self.current[old.id] = id
                self.pairs[id] = Pair(old=old, new=new[id], origin=Origin.LOOKS_RENAMED)

    def _left(self) -> Iterator[Clause]:
        return (clause for clause in self.new.clauses if clause.id not in self.pairs)

    def _suggestions(self, new: dict[str, Clause]) -> Iterator[tuple[Clause, str]]:
        # A policy held against a later one: it is the old clause that knows the other id.
        yield from ((old, id) for old in self._gone() for id in old.renamed_from if id in new)
        yield from self._equal(("title", "text"))
        yield from self._equal(("text",))
        index = Index({clause.id: clause.text for clause in self._left()}, _SAME_TEXT)
        found = [(share, old, id) for old in self._gone() for share, id in index.alike(old.text)]
        yield from ((old, id) for _, old, id in sorted(found, key=lambda one: -one[0]))

    def _equal(self, names: tuple[str, ...]) -> Iterator[tuple[Clause, str]]:
        """Clauses that are equal in some fields, in order; found without comparing all with all."""
        ids: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for clause in self._left():
            ids[tuple(getattr(clause, name) for name in names)].append(clause.id)
        for old in list(self._gone()):
            same = ids.get(tuple(getattr(old, name) for name in names))
            if same:
                yield old, same.pop(0)

    def _gone(self) -> Iterator[Clause]:
        for clause in self.old.clauses:
            if clause.id not in self.current and clause.id not in self.split:
                yield clause

    def result(self) -> Lineage:
        """All of it, in order."""
        clauses = list(self.new.clauses)
        return Lineage(
            pairs=tuple(self.pairs[one.id] for one in clauses if one.id in self.pairs),
            added=tuple(one for one in clauses if one.id not in self.pairs),
            removed=tuple(self._gone()),
            current=self.current,
        )
