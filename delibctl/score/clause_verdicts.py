"""The verdicts of judges on clauses, merged for each answer and counted by clause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from delibctl.model import Case, Compliance, Judge, Policy, Verdict
from delibctl.score.judge_opinions import votes_of
from delibctl.score.labelled_answers import LabelledAnswers
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share

_NOTHING = Share(hits=0, total=0)


@dataclass(frozen=True, kw_only=True)
class ClauseFigures:
    """The verdicts of judges on one clause, one for each answer: the strictest.

    `contested` counts answers on which judges differ. `not_judged` counts answers to cases that
    name the clause, if no judge gave a readable verdict on it. `agreement`: how often people gave
    the same verdict, of the answers for which they gave one.
    """

    clause: str
    verdicts: Mapping[Compliance, int]
    contested: int = 0
    not_judged: int = 0
    agreement: Share = _NOTHING

    @property
    def compliant(self) -> Share:
        """The compliant answers, of those judged compliant or non-compliant."""
        hits = self.verdicts.get(Compliance.COMPLIANT, 0)
        return Share(hits=hits, total=hits + self.verdicts.get(Compliance.NON_COMPLIANT, 0))


@dataclass(kw_only=True)
class _Counts:
    """The verdicts on one clause, counted answer by answer."""

    verdicts: Counter[Compliance] = field(default_factory=Counter)
    contested: int = 0
    not_judged: int = 0
    labelled: int = 0
    agreed: int = 0

    def add(self, said: set[Compliance], label: Compliance | None, *, named: bool) -> None:
        """Count what judges and people say of an answer; `named`: its case names the clause."""
        if not said:
            self.not_judged += named
            return
        verdict = max(said, key=_strictness)
        self.verdicts[verdict] += 1
        self.contested += len(said) > 1
        self.labelled += label is not None
        self.agreed += label is verdict

    @property
    def any(self) -> bool:
        return bool(self.verdicts or self.not_judged)

    def figures(self, clause: str) -> ClauseFigures:
        return ClauseFigures(
            clause=clause,
            verdicts=dict(self.verdicts),
            contested=self.contested,
            not_judged=self.not_judged,
            agreement=Share(hits=self.agreed, total=self.labelled),
        )


def clause_figures(
    trials: Iterable[ScoredTrial],
    policy: Policy,
    judges: Sequence[Judge],
    labels: LabelledAnswers | None = None,
) -> tuple[ClauseFigures, ...] | None:
    """Return the figures of the clauses that judges gave verdicts on, the most often broken first.

    Only counted trials and clauses that the judge was shown. None if no model judged.
    """
    models = [judge for judge in judges if judge.model is not None]
    if not models:
        return None
    by_clause = {clause.id: _Counts() for clause in policy.clauses}
    for trial in trials:
        if not trial.counted or trial.blocked:
            continue
        shown = _shown(trial.case, policy)
        by_judge = [strictest(votes_of(judge, trial.verdicts)) for judge in models]
        people = labels.clauses_of(trial) if labels else {}
        named = {*trial.case.expected.clauses, *trial.case.expected.either}
        for clause in shown & named.union(*by_judge):
            said = {of_judge[clause] for of_judge in by_judge if clause in of_judge}
            by_clause[clause].add(said, people.get(clause), named=clause in named)
    figures = (counts.figures(clause) for clause, counts in by_clause.items() if counts.any)
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


def _strictness(compliance: Compliance) -> int:
    return compliance.strictness


def _most_broken(figures: ClauseFigures) -> tuple[int, float, int, bool]:
    """Return the place among the clauses; those without any verdict are last."""
    broken = figures.verdicts.get(Compliance.NON_COMPLIANT, 0)
    ambiguous = figures.verdicts.get(Compliance.AMBIGUOUS, 0)
    share = figures.compliant.value
    return -broken, 1.0 if share is None else share, -ambiguous, not figures.verdicts
