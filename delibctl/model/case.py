"""A case: a conversation that ends on a user turn, with the expected answer."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.model.policy import Outcome


class Kind(StrEnum):
    """The kind of test that a case is."""

    DIRECT = "direct"
    NEAR_MISS = "near-miss"
    LOOK_ALIKE = "look-alike"
    BORDERLINE = "borderline"
    TRANSFORMATION = "transformation"
    JAILBREAK = "jailbreak"
    TENSION = "tension"


class Status(StrEnum):
    """The review status of a case: whether its expectation can be relied on."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    RETIRED = "retired"


class Split(StrEnum):
    """The data split of a case: `test` is never trained on, and an unassigned one not yet."""

    TRAIN = "train"
    TEST = "test"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One turn of a conversation; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """The expectation of a case: the style of the answer, and the clauses to cite.

    All of `clauses` must be cited (the first is the primary clause), and at least one of `either`.
    Clauses of `also` may be cited. `outcomes`: several that can be right, the laxest first, or one
    in any style. A cited clause of `either` decides which of them is. Empty: that of `style` is.
    """

    style: str
    clauses: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def primary(self) -> str | None:
        """The primary clause, which decides the answer; None without `clauses`."""
        return self.clauses[0] if self.clauses else None

    @property
    def allowed(self) -> frozenset[str]:
        """The ids of all clauses that may be cited without counting as extra."""
        return frozenset((*self.clauses, *self.either, *self.also))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The part of a case that a model may see; it holds nothing of the expectation."""

    messages: tuple[Message, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A conversation that ends on a user turn, with its expectation. Defaults are filled in.

    `renamed_from`: the ids that the case had before.
    """

    id: str
    messages: tuple[Message, ...]
    categories: tuple[str, ...]
    kind: Kind
    expected: Expected
    lang: str = "en"
    split: Split = Split.UNASSIGNED
    status: Status = Status.ACCEPTED
    quarantined: bool = False
    sensitive: bool = False
    trained_on: bool = False
    renamed_from: tuple[str, ...] = ()

    @property
    def shown(self) -> Shown:
        """The part of the case that a model may see."""
        return Shown(messages=self.messages, categories=self.categories)

    @property
    def prompt(self) -> str:
        """The text of the last user turn."""
        return self.messages[-1].content

    @property
    def gates(self) -> bool:
        """True if the case counts in gates and headline figures."""
        return self.status is Status.ACCEPTED and not self.quarantined and not self.trained_on
