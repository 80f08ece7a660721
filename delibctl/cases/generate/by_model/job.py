"""A writing job: prompts of one kind for one clause, or for a pair of clauses in tension."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.cases.generate.source import Source
from delibctl.model import Clause, Kind

#: The kinds that a model writes; jailbreaks and transformations need no model.
KINDS = (Kind.DIRECT, Kind.NEAR_MISS, Kind.LOOK_ALIKE, Kind.BORDERLINE, Kind.TENSION)
#: Jobs about tension per clause; our own number.
_PAIRS = 2


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job to write `count` prompts; `other` is the clause in tension, if the kind is tension."""

    source: Source
    kind: Kind
    count: int
    seed: int
    other: Clause | None = None

    @property
    def name(self) -> str:
        """The name of the job in messages."""
        with_other = f" with {self.other.id}" if self.other else ""
        return f"{self.source.clause.id} ({self.kind}{with_other})"


def jobs(source: Source, kinds: frozenset[Kind], count: int, seed: int) -> Iterator[Job]:
    """Yield the jobs for a clause."""
    for kind in KINDS:
        if kind not in kinds:
            continue
        if kind is not Kind.TENSION:
            yield Job(source=source, kind=kind, count=count, seed=seed)
            continue
        for opposing in in_tension(source)[:_PAIRS]:
            yield Job(source=source, kind=kind, count=count, seed=seed, other=opposing)


def in_tension(source: Source) -> list[Clause]:
    """Return clauses that may conflict with the clause of a source, the likeliest first.

    These are clauses that one of the two overrides, then neighbours with another outcome.
    """
    policy, clause = source.policy, source.clause
    outcome = policy.outcome(clause.style)
    by_precedence = [
        candidate
        for candidate in policy.clauses
        if candidate.id in clause.overrides or clause.id in candidate.overrides
    ]
    beside = [c for c in source.neighbours if policy.outcome(c.style) is not outcome]
    return list({candidate.id: candidate for candidate in (*by_precedence, *beside)}.values())
