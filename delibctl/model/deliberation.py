"""What a model's reply says: its reasoning, what it cites, its style, its answer."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.model.policy import Outcome


class Form(StrEnum):
    """How a reply was laid out. `blocked`: the provider's own filter answered."""

    STRUCTURED = "structured"
    TAGGED = "tagged"
    FREE = "free"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A clause id as the model wrote it, and the words it quoted from the clause.

    `found` says how: "declared" in the reply's own list, or seen in the text as an "id", a "quote",
    a "near quote" (a few words changed) or a "title"; `quote` then holds the words that were seen.
    """

    clause: str
    quote: str = ""
    found: str = "declared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliberation:
    """A parsed reply. `style` is None where none was declared. `mentioned` ids score in mode
    `none` alone.

    In mode `recall`, `requested` are the ids whose text the model asked for in the end, as it
    wrote them, and `given` the clauses whose text it got.
    """

    form: Form
    answer: str
    reasoning: str = ""
    citations: tuple[Citation, ...] = ()
    style: str | None = None
    mentioned: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """What a judge saw an answer do. `outcome` None: unreadable, which is missing data."""

    judge: str
    outcome: Outcome | None
    why: str = ""
