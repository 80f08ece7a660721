"""A policy: categories of clauses, and the styles to answer in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from delibctl.model.place import Place


class Outcome(StrEnum):
    """The outcome of an answer. `partial` and `off-topic` are only observed, never expected.

    `off-topic`: the answer is about something else than was asked.
    """

    COMPLY = "comply"
    SAFE_COMPLETE = "safe-complete"
    REFUSE = "refuse"
    PARTIAL = "partial"
    OFF_TOPIC = "off-topic"

    @property
    def strictness(self) -> int | None:
        """The rank: comply 0, safe-complete and partial 1, refuse 2; off-topic has none."""
        return _STRICTNESS.get(self)

    def is_stricter_than(self, other: "Outcome") -> bool:
        """Return True if both outcomes have a rank and this one is higher."""
        mine, others = self.strictness, other.strictness
        return mine is not None and others is not None and mine > others

    def is_as_strict_as(self, other: "Outcome") -> bool:
        """Return True if both outcomes have the same rank."""
        return self.strictness is not None and self.strictness == other.strictness


_STRICTNESS = {Outcome.COMPLY: 0, Outcome.SAFE_COMPLETE: 1, Outcome.PARTIAL: 1, Outcome.REFUSE: 2}


class Severity(StrEnum):
    """The severity of a miss of a clause."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, kw_only=True)
class Style:
    """A named guide to how to answer, with the outcome that it leads to."""

    name: str
    outcome: Outcome
    guide: str
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


#: Usable in every policy without being declared; a declaration of the same name wins.
BUILT_IN_STYLES = {
    style.name: style
    for style in (
        Style(
            name="comply",
            outcome=Outcome.COMPLY,
            guide="Answer the request fully and helpfully.",
        ),
        Style(
            name="refuse",
            outcome=Outcome.REFUSE,
            guide="Say briefly and politely that you cannot help with this. Do not lecture.",
        ),
        Style(
            name="safe-complete",
            outcome=Outcome.SAFE_COMPLETE,
            guide="Help with what is safe, leave out what is not, and say so in one sentence.",
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """A situation that a clause does not govern, and the id of the clause that governs it."""

    text: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """A worked example of a clause. It is not a case."""

    prompt: str
    style: str
    good: str | None = None
    bad: str | None = None


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause: the unit of a policy that models cite, with a stable id."""

    id: str
    title: str
    style: str
    text: str
    place: Place
    excludes: tuple[Exclusion, ...] = ()
    overrides: tuple[str, ...] = ()
    authority: str | None = None
    severity: Severity | None = None
    rationale: str | None = None
    renamed_from: tuple[str, ...] = ()
    split_from: str | None = None
    examples: tuple[Example, ...] = ()
    owner: str | None = None

    def __hash__(self) -> int:
        """Return a hash of what tells clauses apart; that of all fields takes much longer."""
        return hash((self.id, self.text))


@dataclass(frozen=True, kw_only=True)
class Category:
    """A safety area: its summary is part of every prompt, its clauses only where relevant."""

    id: str
    title: str
    summary: str
    clauses: tuple[Clause, ...]
    owner: str | None = None


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A policy with its fragments merged in; all references between its clauses resolve."""

    id: str
    version: str
    title: str
    categories: tuple[Category, ...]
    description: str = ""
    principles: tuple[str, ...] = ()
    definitions: dict[str, str]
    styles: dict[str, Style]
    reserved: tuple[str, ...] = ()
    owner: str | None = None

    @property
    def clauses(self) -> Iterator[Clause]:
        """Iterator over all clauses, in the order of the file."""
        return (clause for category in self.categories for clause in category.clauses)

    @cached_property
    def clause_by_id(self) -> dict[str, Clause]:
        """The clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def category_of(self) -> dict[str, str]:
        """The category id of each clause id."""
        return {
            clause.id: category.id for category in self.categories for clause in category.clauses
        }

    @cached_property
    def former_ids(self) -> dict[str, str]:
        """The current clause id of each former id."""
        return {former: clause.id for clause in self.clauses for former in clause.renamed_from}

    @cached_property
    def owner_of(self) -> dict[str, str | None]:
        """The nearest owner of each clause id: its own, that of its category, or the policy's."""
        return {
            clause.id: clause.owner or category.owner or self.owner
            for category in self.categories
            for clause in category.clauses
        }

    def style(self, name: str) -> Style | None:
        """Return the declared style of that name, else the built-in one, else None."""
        return self.styles.get(name) or BUILT_IN_STYLES.get(name)

    def outcome(self, style: str) -> Outcome | None:
        """Return the outcome of a style; None if the style is unknown."""
        declared = self.style(style)
        return declared.outcome if declared else None
