"""What cases expect before and after an edit, under the names that clauses and styles have now."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from delibctl.compare.lineage.pairs import Lineage, Origin
from delibctl.compare.lineage.renames import Renames, under_new_names
from delibctl.model import Case, Clause, Expected, Outcome, Policy

#: Expectations that are remembered.
_EXPECTED = 20_000


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What decides whether an answer is right."""

    clauses: tuple[str, ...]
    either: frozenset[str]
    style: str
    outcomes: tuple[Outcome | None, ...]


_Find = Callable[[Expected], Expectation]


@dataclass(frozen=True, kw_only=True)
class Correspondence:
    """Two policies whose clauses and styles are matched. `old` has the new names of styles."""

    before: Policy
    after: Policy
    old: Policy
    lineage: Lineage
    renames: Renames

    @classmethod
    def of(cls, before: Policy, after: Policy) -> "Correspondence":
        """Return two policies with all that corresponds."""
        old, lineage, renames = under_new_names(before, after)
        return cls(before=before, after=after, old=old, lineage=lineage, renames=renames)

    def now(self, id: str) -> str:
        """Return the present id of a clause of the policy before."""
        return self.lineage.now(id)

    def texts(self, id: str) -> tuple[str, str]:
        """Return the text of a clause before and after, by its present id; "" where it is not."""
        pair, now = self.lineage.pair_of.get(id), self.after.clause_by_id.get(id)
        old = pair.old if pair else None if now else self.before.clause_by_id.get(id)
        former = self.before.clause_by_id[old.id] if old else None
        return former.text if former else "", now.text if now else ""

    def style_now(self, name: str) -> str:
        """Return the present name of a style of the policy before."""
        return self.renames.styles.get(name, name)

    def expectation_before(self, case: Case) -> Expectation:
        """Return what a case of the run before expects, under new names."""
        return self._expectations[0](case.expected)

    def expectation_after(self, case: Case) -> Expectation:
        """Return what a case of the run after expects."""
        return self._expectations[1](case.expected)

    @cached_property
    def _expectations(self) -> tuple[_Find, _Find]:
        """What finds both: many cases expect the same, and each is looked at several times."""
        return lru_cache(_EXPECTED)(self._find_before), lru_cache(_EXPECTED)(self._find_after)

    def _find_before(self, expected: Expected) -> Expectation:
        return _expectation(self._renamed(expected), self.before.outcome(expected.style))

    def _find_after(self, expected: Expected) -> Expectation:
        return _expectation(expected, self.after.outcome(expected.style))

    def under_new_names(self, case: Case) -> Case:
        """Return a case of the run before with the present names of clauses and styles."""
        return replace(case, expected=self._renamed(case.expected))

    def _renamed(self, expected: Expected) -> Expected:
        return replace(
            expected,
            clauses=tuple(map(self.now, expected.clauses)),
            either=tuple(map(self.now, expected.either)),
            also=tuple(map(self.now, expected.also)),
            style=self.style_now(expected.style),
        )

    def is_relabelled(self, before: Case, after: Case) -> bool:
        """Return True if a case expects something else although no clause that it names changed."""
        if self.expectation_before(before) == self.expectation_after(after):
            return False
        style = self.style_now(before.expected.style)
        if style == after.expected.style and self._style_changed(style):
            return False
        named = set(self.under_new_names(before).expected.allowed) | after.expected.allowed
        return not named & self.changed

    def relabelled(self, before: Mapping[str, Case], after: Mapping[str, Case]) -> dict[str, Case]:
        """Return the relabelled cases as they were before, under new names."""
        return {
            id: self.under_new_names(before[id])
            for id, case in after.items()
            if id in before and self.is_relabelled(before[id], case)
        }

    def _style_changed(self, name: str) -> bool:
        return self.old.style(name) != self.after.style(name)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The present ids of clauses that changed, came or went."""
        return frozenset(self._changed())

    def _changed(self) -> Iterator[str]:
        yield from (clause.id for clause in (*self.lineage.added, *self.lineage.removed))
        for pair in self.lineage.pairs:
            if pair.origin is Origin.SPLIT or pair.merged:
                yield pair.new.id
                yield self.now(pair.old.id)
            elif self._content_before(pair.old) != self._content_after(pair.new):
                yield pair.new.id

    def _content_before(self, clause: Clause) -> tuple[object, ...]:
        follow = self.lineage.follow
        return (
            *(follow(clause.title), follow(clause.text), clause.style, clause.authority),
            tuple(
                (follow(exclusion.text), self.now(exclusion.to)) for exclusion in clause.excludes
            ),
            tuple(map(self.now, clause.overrides)),
            self.old.style(clause.style),
        )

    def _content_after(self, clause: Clause) -> tuple[object, ...]:
        return (
            *(clause.title, clause.text, clause.style, clause.authority),
            tuple((exclusion.text, exclusion.to) for exclusion in clause.excludes),
            clause.overrides,
            self.after.style(clause.style),
        )


def _expectation(expected: Expected, outcome: Outcome | None) -> Expectation:
    """Return what is expected; `outcome` is that of the style, where no other is given."""
    return Expectation(
        clauses=expected.clauses,
        either=frozenset(expected.either),
        style=expected.style,
        outcomes=expected.outcomes or (outcome,),
    )
