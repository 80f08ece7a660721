"""What a policy says about each clause, as the passages by which prompts are compared with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.model import Clause, Policy
from delibctl.text.lazy import later

_SENTENCE_END = later(r"(?<=[.!?])\s|(?<=[。!?])")


@dataclass(frozen=True, kw_only=True)
class ClausePassages:
    """A clause: title with text in one, and apart from it sentences, exclusions and examples.

    `exclusions` are those of other clauses that lead to this one.
    """

    id: str
    whole: str
    sentences: tuple[str, ...]
    exclusions: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every passage, the whole first."""
        return self.whole, *self.sentences, *self.exclusions, *self.examples


def clause_passages(policy: Policy) -> Iterator[ClausePassages]:
    """Yield the passages of each clause, in policy order."""
    led_to: dict[str, list[str]] = {}
    for clause in policy.clauses:
        for exclusion in clause.excludes:
            led_to.setdefault(exclusion.to, []).append(_flow(exclusion.text))
    for clause in policy.clauses:
        yield ClausePassages(
            id=clause.id,
            whole=f"{_flow(clause.title)} {_flow(clause.text)}",
            sentences=tuple(_sentences(clause)),
            exclusions=tuple(led_to.get(clause.id, ())),
            examples=tuple(_flow(example.prompt) for example in clause.examples),
        )


def _sentences(clause: Clause) -> Iterator[str]:
    yield _flow(clause.title)
    yield from filter(None, _SENTENCE_END.split(_flow(clause.text)))


def _flow(text: str) -> str:
    return " ".join(text.split())
