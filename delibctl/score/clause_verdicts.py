"""The verdicts of judges on clauses, merged for each answer and counted by clause."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.model import Case, Compliance, Judge, Policy, Verdict
from delibctl.score.judge_opinions import votes_of
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class ClauseFigures:
    """The verdicts of judges on one clause, one for each answer: the strictest.

    `contested` counts answers on which judges differ. `not_judged` counts answers to cases that
    name the clause, if no judge gave a readable verdict on it.
    """

    clause: str
    verdicts: Mapping[Compliance, int]
    contested: int = 0
    not_judged: int = 0

    @property
    def compliant(self) -> Share:
        """The compliant answers, of those judged compliant or non-compliant."""
        hits = self.verdicts.get(Compliance.COMPLIANT, 0)
        return Share(hits=hits, total=hits + self.verdicts.get(Compliance.NON_COMPLIANT, 0))


def clause_figures(
    trials: Iterable[ScoredTrial], policy: Policy, judges: Sequence[Judge]
) -> tuple[ClauseFigures, ...] | None:
    """Return the figures of the clauses that judges gave verdicts on, the most often broken first.

    Only counted trials and clauses that the judge was shown. None if no model judged.
    """
    models = [judge for judge in judges if judge.model is not None]
    if not models:
        return None
    verdicts: dict[str, Counter[Compliance]] = defaultdict(Counter)
    contested: Counter[str] = Counter()
    not_judged: Counter[str] = Counter()
    for trial in trials:
        if not trial.counted or trial.blocked:
            continue
        shown = _shown(trial.case, policy)
        by_judge = [strictest(votes_of(judge, trial.verdicts)) for judge in models]
        for clause in dict.fromkeys(id for said in by_judge for id in said if id in shown):
            said_of_it = {said[clause] for said in by_judge if clause in said}
            verdicts[clause][max(said_of_it, key=_strictness)] += 1
            contested[clause] += len(said_of_it) > 1
        for clause in _named(trial.case):
            not_judged[clause] += clause in shown and not any(clause in said for said in by_judge)
    figures = (
        ClauseFigures(
            clause=clause,
            verdicts=dict(verdicts[clause]),
            contested=contested[clause],
            not_judged=not_judged[clause],
        )
        for clause in (clause.id for clause in policy.clauses)
        if clause in verdicts or not_judged[clause]
    )
    return tuple(sorted(figures, key=_most_broken))


def strictest(votes: Iterable[Verdict]) -> dict[str, Compliance]:
    """Return the strictest verdict on each clause among some votes, without unreadable ones."""
    found: dict[str, Compliance] = {}
    for vote in votes:
        for verdict in vote.clauses if vote.readable else ():
            earlier = found.get(verdict.clause, verdict.compliance)
            found[verdict.clause] = max(earlier, verdict.compliance, key=_strictness)
    return found


def _shown(case: Case, policy: Policy) -> set[str]:
    """Return the clauses whose text a judge of this case is shown."""
    return {
        clause.id
        for category in policy.categories
        if not case.categories or category.id in case.categories
        for clause in category.clauses
    }


def _named(case: Case) -> Iterator[str]:
    yield from dict.fromkeys((*case.expected.clauses, *case.expected.either))


def _strictness(compliance: Compliance) -> int:
    return compliance.strictness


def _most_broken(figures: ClauseFigures) -> tuple[int, float, int, bool]:
    """Return the place among the clauses; those without any verdict are last."""
    broken = figures.verdicts.get(Compliance.NON_COMPLIANT, 0)
    ambiguous = figures.verdicts.get(Compliance.AMBIGUOUS, 0)
    share = figures.compliant.value
    return -broken, 1.0 if share is None else share, -ambiguous, not figures.verdicts
