"""A seeded editor of policies that knows what each of its edits does.

It decides by what it did, never by looking at the result, so that it can judge the classifier.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from random import Random

from compare.policies.small import each

from delibctl.model import Clause, Policy

STRICTNESS = {"comply": 0, "safe-complete": 1, "refuse": 2}
UNKNOWN = frozenset({"unknown"})
NEUTRAL = frozenset({"neutral"})
#: What the editor cannot tell of other words; it is never neutral.
NOT_NEUTRAL = frozenset({"unknown", "loosens", "tightens"})


@dataclass(frozen=True)
class Wanted:
    """A change that must be found: its subject, what it may be called, where it may lead."""

    subject: str
    names: frozenset[str]
    directions: frozenset[str]


def wanted(subject: str, name: str, directions: Iterable[str] = UNKNOWN) -> Wanted:
    """A change of one name."""
    return Wanted(subject, frozenset({name}), frozenset(directions))


def leads(before: str, after: str) -> str:
    """The truth of going from one outcome to another."""
    difference = STRICTNESS[after] - STRICTNESS[before]
    return "tightens" if difference > 0 else "loosens" if difference < 0 else "unknown"


@dataclass
class Editor:
    """Two policies that start out equal; `touched` are subjects that no other edit may use."""

    random: Random
    old: Policy
    new: Policy
    touched: set[str] = field(default_factory=set)

    def outcome(self, style: str) -> str:
        """The outcome of a style in the old policy."""
        declared = self.old.styles.get(style)
        return str(declared.outcome) if declared else style

    def of(self, clause: Clause) -> str:
        """The outcome of a clause of the old policy."""
        return self.outcome(clause.style)

    def free(self, test: Callable[[Clause], object] = lambda _: True) -> list[Clause]:
        """The clauses that no edit has touched and that pass a test, in random order."""
        # What was added or renamed is touched, so that these are all in the old policy too.
        found = [one for one in self.new.clauses if one.id not in self.touched and test(one)]
        return self.random.sample(found, len(found))

    def take(self, *subjects: str) -> None:
        """Keep other edits away."""
        self.touched.update(subjects)

    def set(self, clause: Clause, **fields: object) -> None:
        """Change a clause of the new policy."""
        self.take(clause.id)
        self.new = _with(self.new, clause.id, fields)

    def set_both(self, clause: Clause, old: str, new: str) -> None:
        """Give a clause other texts in the two policies."""
        self.take(clause.id)
        self.old = _with(self.old, clause.id, {"text": old})
        self.new = _with(self.new, clause.id, {"text": new})

    def set_category(self, id: str, **fields: object) -> None:
        """Change a category of the new policy."""
        self.new = replace(
            self.new,
            categories=tuple(
                replace(one, **fields) if one.id == id else one  # type: ignore[arg-type]
                for one in self.new.categories
            ),
        )

    def set_style(self, name: str, **fields: object) -> None:
        """Change a style of the new policy, and keep other edits from all that has it."""
        self.take(name, *(one.id for one in self.new.clauses if one.style == name))
        changed = replace(self.new.styles[name], **fields)  # type: ignore[arg-type]
        self.new = replace(self.new, styles={**self.new.styles, name: changed})

    def add(self, clause: Clause, category: str) -> None:
        """A clause at a random spot of a category."""
        self.take(clause.id)
        clauses = list(next(one.clauses for one in self.new.categories if one.id == category))
        clauses.insert(self.random.randint(0, len(clauses)), clause)
        self.set_category(category, clauses=tuple(clauses))

    def referring(self, clause: Clause) -> list[Clause]:
        """The clauses that exclude to a clause or override it."""
        return [
            one
            for one in self.new.clauses
            if clause.id in one.overrides or clause.id in [item.to for item in one.excludes]
        ]

    def drop(self, clause: Clause) -> list[Wanted]:
        """Take out a clause with all that refers to it, and tell what that does to others."""
        referring = self.referring(clause)
        self.take(clause.id, *(one.id for one in referring))
        found = []
        for one in referring:
            direction = {leads(self.of(clause), self.of(one)), "unknown"}
            gone = sum(item.to == clause.id for item in one.excludes)
            found += [wanted(one.id, "exclusion-changed", direction)] * gone
            if clause.id in one.overrides:
                found.append(wanted(one.id, "precedence-changed"))
        self.new = each(self.new, lambda one: _without(one, clause.id))
        return found

    def rename(self, clause: Clause, id: str, **fields: object) -> None:
        """Another id, wherever the old one is referred to."""
        self.take(clause.id, id)
        self.new = each(_with(self.new, clause.id, {"id": id, **fields}), _renaming(clause.id, id))


def _with(policy: Policy, id: str, fields: dict[str, object]) -> Policy:
    return each(policy, lambda one: replace(one, **fields) if one.id == id else one)  # type: ignore[arg-type]


def _without(one: Clause, id: str) -> Clause | None:
    if one.id == id:
        return None
    excludes = tuple(item for item in one.excludes if item.to != id)
    return replace(one, excludes=excludes, overrides=tuple(o for o in one.overrides if o != id))


def _renaming(old: str, new: str) -> Callable[[Clause], Clause]:
    def edit(one: Clause) -> Clause:
        excludes = tuple(replace(item, to=new) if item.to == old else item for item in one.excludes)
        overrides = tuple(new if id == old else id for id in one.overrides)
        return replace(one, excludes=excludes, overrides=overrides)

    return edit
