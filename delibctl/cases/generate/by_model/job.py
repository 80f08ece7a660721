"""One thing to write: prompts of one kind for one clause, or for a pair in tension."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.cases.generate.source import Source
from delibctl.model import Clause, Kind

#: What a model is asked to write; wrappers and transformations need no model.
KINDS = (Kind.DIRECT, Kind.NEAR_MISS, Kind.LOOK_ALIKE, Kind.BORDERLINE, Kind.TENSION)
#: Pairs of clauses in tension that are tried for one clause; our own number.
_PAIRS = 2


@dataclass(frozen=True, kw_only=True)
class Job:
    """So many prompts of a kind; `other` is the clause that pulls the other way."""

    source: Source
    kind: Kind
    count: int
    seed: int
    other: Clause | None = None

    @property
    def name(self) -> str:
        """How it is called in messages."""
        with_other = f" with {self.other.id}" if self.other else ""
        return f"{self.source.clause.id} ({self.kind}{with_other})"


def jobs(source: Source, kinds: frozenset[Kind], count: int, seed: int) -> Iterator[Job]:
    """What is to be written for a clause."""
    for kind in KINDS:
        if kind not in kinds:
            continue
        if kind is not Kind.TENSION:
            yield Job(source=source, kind=kind, count=count, seed=seed)
            continue
        for other in in_tension(source)[:_PAIRS]:
            yield Job(source=source, kind=kind, count=count, seed=seed, other=other)


def in_tension(source: Source) -> list[Clause]:
    """Clauses that may pull the other way, the likeliest first.

    Those that the clause wins over, or that win over it; then neighbours with another outcome.
    """
    policy, clause = source.policy, source.clause
    outcome = policy.outcome(clause.style)
    by_precedence = [
        other
        for other in policy.clauses
        if other.id in clause.overrides or clause.id in other.overrides
    ]
    beside = [c for c in source.neighbours if policy.outcome(c.style) is not outcome]
    return list({other.id: other for other in (*by_precedence, *beside)}.values())
