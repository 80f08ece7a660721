"""The clauses of a policy, by the cases that expect them and the trials that cite them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from delibctl.model import Case, Kind, Policy, Status
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class ClauseCoverage:
    """The cases that expect a clause, alone or as one of `either`.

    `cases` counts those that count in gates, by kind; `drafts` all others that are not retired.
    `cited` counts the trials of the given runs that cite it.
    """

    clause: str
    category: str
    cases: Mapping[Kind, int]
    drafts: int
    cited: int

    @property
    def counted(self) -> int:
        """The number of cases that count in gates."""
        return sum(self.cases.values())


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The coverage of every clause, in the order of the policy.

    A clause with `least` cases counts as covered. `none` counts cases that count and expect no
    clause. `runs` is the number of runs searched for citations.
    """

    policy: Policy
    clauses: tuple[ClauseCoverage, ...]
    least: int
    none: int
    runs: int

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The clauses with too few cases."""
        return tuple(c.clause for c in self.clauses if c.counted < self.least)

    @property
    def never_cited(self) -> tuple[str, ...]:
        """The clauses that no model cited in any of the runs; empty without a run."""
        return tuple(c.clause for c in self.clauses if self.runs and not c.cited)

    @property
    def covered(self) -> Share:
        """The share of clauses with enough cases."""
        total = len(self.clauses)
        return Share(hits=total - len(self.uncovered), total=total)

    def reaches(self, percent: int) -> bool:
        """Return True if at least `percent` of the clauses are covered (99.99 is not 100)."""
        return self.covered.hits * 100 >= percent * self.covered.total


def coverage(
    policy: Policy,
    cases: Iterable[Case],
    runs: Sequence[Iterable[ScoredTrial]] = (),
    least: int = 1,
) -> Coverage:
    """Count cases and citations; `runs` holds the scored trials of each run."""
    live = [case for case in cases if case.status is not Status.RETIRED]
    counted = [case for case in live if case.gates]
    kinds: dict[str, Counter[Kind]] = {id: Counter() for id in policy.clause_by_id}
    drafts: Counter[str] = Counter()
    for case in live:
        for id in {*case.expected.clauses, *case.expected.either}:
            if case.gates:
                kinds[id][case.kind] += 1
            else:
                drafts[id] += 1
    cited = _cited(policy, (trial for trials in runs for trial in trials))
    return Coverage(
        policy=policy,
        clauses=tuple(
            ClauseCoverage(
                clause=id,
                category=policy.category_of[id],
                cases=kinds[id],
                drafts=drafts[id],
                cited=cited[id],
            )
            for id in policy.clause_by_id
        ),
        least=least,
        none=sum(not (c.expected.clauses or c.expected.either) for c in counted),
        runs=len(runs),
    )


def _cited(policy: Policy, trials: Iterable[ScoredTrial]) -> Counter[str]:
    """Count the trials that cite each clause, by its current id."""
    counts: Counter[str] = Counter()
    for trial in trials:
        ids = {citation.clause for citation in trial.cited if citation.clause}
        counts.update(policy.former_ids.get(id, id) for id in ids)
    return counts
