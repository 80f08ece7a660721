"""A case: a conversation and what is expected of the answer."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of test a case is."""

    DIRECT = "direct"
    NEAR_MISS = "near-miss"
    LOOK_ALIKE = "look-alike"
    BORDERLINE = "borderline"
    TRANSFORMATION = "transformation"
    JAILBREAK = "jailbreak"
    TENSION = "tension"


class Status(StrEnum):
    """How far a case's label can be relied on."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    RETIRED = "retired"


class Split(StrEnum):
    """Whether a case may be trained on."""

    TRAIN = "train"
    TEST = "test"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One turn of a conversation; role is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What the answer should do: cite all `clauses` (the first is primary) and one of `either`."""

    style: str
    clauses: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def primary(self) -> str | None:
        """The clause the answer turns on."""
        return self.clauses[0] if self.clauses else None

    @property
    def allowed(self) -> frozenset[str]:
        """Every clause that may be cited."""
        return frozenset((*self.clauses, *self.either, *self.also))


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The part of a case that a model may see: no label is in it."""

    messages: tuple[Message, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A conversation that ends on a user turn, with what is expected. Defaults are filled in."""

    id: str
    messages: tuple[Message, ...]
    categories: tuple[str, ...]
    kind: Kind
    expected: Expected
    lang: str = "en"
    split: Split = Split.TEST
    status: Status = Status.ACCEPTED
    quarantined: bool = False
    sensitive: bool = False

    @property
    def shown(self) -> Shown:
        """What a model may see of it."""
        return Shown(messages=self.messages, categories=self.categories)

    @property
    def prompt(self) -> str:
        """The last user turn."""
        return self.messages[-1].content

    @property
    def gates(self) -> bool:
        """Whether the case counts in gates and headline figures."""
        return self.status is Status.ACCEPTED and not self.quarantined
