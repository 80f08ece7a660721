"""A parsed reply of a model: reasoning, citations, declared style and answer."""

from dataclasses import dataclass
from enum import StrEnum

from delibctl.model.policy import Outcome


class Form(StrEnum):
    """The layout of a reply. `blocked`: the provider's own filter answered."""

    STRUCTURED = "structured"
    TAGGED = "tagged"
    FREE = "free"
    BLOCKED = "blocked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A clause id as the model wrote it, and the words it quoted from the clause.

    `found` is the way the citation was made: "declared" in the reply's own list, or recognised in
    the text as an "id", a "quote", a "near quote" (a few words changed) or a "title". `quote` then
    holds the recognised words.
    """

    clause: str
    quote: str = ""
    found: str = "declared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliberation:
    """A parsed reply.

    `style` is None if the reply declares none. `mentioned` ids occur in the reasoning only; they
    score in mode `none` alone. In mode `recall`, `requested` are the ids in the model's last
    request for clause text, as it wrote them, and `given` the clauses whose text it got.
    """

    form: Form
    answer: str
    reasoning: str = ""
    citations: tuple[Citation, ...] = ()
    style: str | None = None
    mentioned: tuple[str, ...] = ()
    requested: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    def without_texts(self) -> "Deliberation":
        """Return the deliberation without reasoning and answer."""
        # Field by field, as it is done for each of 100,000 trials and `replace` is slow.
        return Deliberation(
            form=self.form,
            answer="",
            citations=self.citations,
            style=self.style,
            mentioned=self.mentioned,
            requested=self.requested,
            given=self.given,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """The outcome that the judge `patterns` observed. None: unreadable, which is missing data."""

    judge: str
    outcome: Outcome | None
    why: str = ""
