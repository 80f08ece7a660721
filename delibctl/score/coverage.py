"""Which clauses of a policy are tested by cases, and which models have cited."""

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
    `cited`: trials of the runs that were looked at in which a model cited it.
    """

    clause: str
    category: str
    cases: Mapping[Kind, int]
    drafts: int
    cited: int

    @property
    def counted(self) -> int:
        """Cases that count in gates."""
        return sum(self.cases.values())


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Every clause in the order of the policy. `least`: from so many cases on one is covered.

    `none`: cases that count and expect no clause. `runs`: how many runs were looked at.
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
        """The clauses that no model cited in any of the runs; nothing where there is no run."""
        return tuple(c.clause for c in self.clauses if self.runs and not c.cited)

    @property
    def covered(self) -> Share:
        """Clauses with enough cases, of all."""
        total = len(self.clauses)
        return Share(hits=total - len(self.uncovered), total=total)

    def reaches(self, percent: int) -> bool:
        """Whether so many of a hundred clauses are covered: of integers, so 99.99 is not 100."""
        return self.covered.hits * 100 >= percent * self.covered.total


def coverage(
    policy: Policy,
    cases: Iterable[Case],
    runs: Sequence[Iterable[ScoredTrial]] = (),
    least: int = 1,
) -> Coverage:
    """Count cases and citations; `runs` are the rows of each run that is to be looked at."""
    known = [case for case in cases if case.status is not Status.RETIRED]
    counted = [case for case in known if case.gates]
    kinds: dict[str, Counter[Kind]] = {id: Counter() for id in policy.clause_by_id}
    drafts: Counter[str] = Counter()
    for case in known:
        for id in {*case.expected.clauses, *case.expected.either}:
            if case.gates:
                kinds[id][case.kind] += 1
            else:
                drafts[id] += 1
    cited = _cited(policy, (row for rows in runs for row in rows))
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


def _cited(policy: Policy, rows: Iterable[ScoredTrial]) -> Counter[str]:
    """In how many trials each clause was cited; one that was renamed since is what it is now."""
    found: Counter[str] = Counter()
    for row in rows:
        ids = {citation.clause for citation in row.cited if citation.clause}
        found.update(policy.former_ids.get(id, id) for id in ids)
    return found
