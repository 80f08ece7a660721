"""Tracing the clauses of an old policy to those of a new one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from delibctl.compare.lineage.categories import category_lineage
from delibctl.compare.lineage.likeness import Index, likeness
from delibctl.compare.lineage.pairs import Lineage, Origin, Pair
from delibctl.compare.lineage.titles import by_title
from delibctl.model import Clause, Policy

#: From this likeness on, two texts count as one clause under two ids.
_SAME_TEXT = 0.9


def lineage(old: Policy, new: Policy) -> Lineage:
    """Pair clauses by id, by the former ids that new clauses name, by text, and then by title."""
    tracing = _Tracing(old, new)
    tracing.declared()
    tracing.by_text()
    tracing.by_title()
    return tracing.result()


@dataclass
class _Tracing:
    old: Policy
    new: Policy
    pairs: dict[str, Pair] = field(default_factory=dict)
    current: dict[str, str] = field(default_factory=dict)
    split: set[str] = field(default_factory=set)

    def declared(self) -> None:
        """Pair clauses by equal ids, `renamed_from` and `split_from`."""
        for clause in self.new.clauses:
            if clause.id in self.old.clause_by_id:
                self.current[clause.id] = clause.id
        for clause in self.new.clauses:
            self._pair_by_name(clause)
        for clause in self.new.clauses:
            if clause.id not in self.pairs and (source := self._source(clause)):
                self.pairs[clause.id] = Pair(old=source, new=clause, origin=Origin.SPLIT)
                self.split.add(source.id)

    def _pair_by_name(self, clause: Clause) -> None:
        before = self.old.clause_by_id
        names = [id for id in clause.renamed_from if id in before and id not in self.current]
        former = [before[id] for id in names]
        same = before.get(clause.id)
        if same is None and not former:
            return
        main = same or max(former, key=lambda source: likeness(source.text, clause.text))
        self.current.update(dict.fromkeys((source.id for source in former), clause.id))
        self.pairs[clause.id] = Pair(
            old=main,
            new=clause,
            origin=Origin.SAME_ID if same else Origin.RENAMED,
            merged=tuple(source for source in former if source is not main),
        )

    def _source(self, clause: Clause) -> Clause | None:
        """Return the clause it was split from: by `split_from`, or by a former id taken already."""
        before = self.old.clause_by_id
        candidates = (clause.split_from or "", *clause.renamed_from)
        return next((before[id] for id in candidates if id in before), None)

    def by_text(self) -> None:
        """Pair unpaired clauses of nearly the same text, the most similar first."""
        unpaired = {clause.id: clause for clause in self._unpaired()}
        if not unpaired:
            return
        for clause, id in self._suggestions(unpaired):
            if clause.id not in self.current and id not in self.pairs:
                self._looks_renamed(clause, unpaired[id])

    def by_title(self) -> None:
        """Pair unpaired clauses of one category by titles that occur once in each policy."""
        unpaired, removed = list(self._unpaired()), list(self._removed())
        if not unpaired or not removed:
            return
        namesakes = by_title(self.new.clauses)
        titles = {clause.id: title for title, clause in by_title(self.old.clauses).items()}
        categories = category_lineage(self.old, self.new, self.current)
        for clause in removed:
            namesake = namesakes.get(titles.get(clause.id, ""))
            category = categories.get(self.old.category_of[clause.id])
            if namesake is None or namesake.id in self.pairs:
                continue
            if self.new.category_of[namesake.id] == category:
                self._looks_renamed(clause, namesake)

    def _looks_renamed(self, old: Clause, new: Clause) -> None:
        self.current[old.id] = new.id
        self.pairs[new.id] = Pair(old=old, new=new, origin=Origin.LOOKS_RENAMED)

    def _unpaired(self) -> Iterator[Clause]:
        return (clause for clause in self.new.clauses if clause.id not in self.pairs)

    def _suggestions(self, unpaired: dict[str, Clause]) -> Iterator[tuple[Clause, str]]:
        # If the "old" policy is the later one, its clause has the other id in `renamed_from`.
        for clause in self._removed():
            yield from ((clause, id) for id in clause.renamed_from if id in unpaired)
        yield from self._equal(("title", "text"))
        yield from self._equal(("text",))
        index = Index({clause.id: clause.text for clause in self._unpaired()}, _SAME_TEXT)
        similar = [
            (share, clause, id)
            for clause in self._removed()
            for share, id in index.alike(clause.text)
        ]
        yield from ((clause, id) for _, clause, id in sorted(similar, key=lambda match: -match[0]))

    def _equal(self, names: tuple[str, ...]) -> Iterator[tuple[Clause, str]]:
        """Yield clauses that are equal in some fields, in order, without comparing all pairs."""
        ids: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for clause in self._unpaired():
            ids[tuple(getattr(clause, name) for name in names)].append(clause.id)
        for clause in list(self._removed()):
            same = ids.get(tuple(getattr(clause, name) for name in names))
            if same:
                yield clause, same.pop(0)

    def _removed(self) -> Iterator[Clause]:
        for clause in self.old.clauses:
            if clause.id not in self.current and clause.id not in self.split:
                yield clause

    def result(self) -> Lineage:
        """Return the lineage, with pairs and clauses in the order of the policies."""
        clauses = list(self.new.clauses)
        return Lineage(
            pairs=tuple(self.pairs[clause.id] for clause in clauses if clause.id in self.pairs),
            added=tuple(clause for clause in clauses if clause.id not in self.pairs),
            removed=tuple(self._removed()),
            current=self.current,
        )
