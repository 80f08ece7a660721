"""The counts and figures of one model's trials, all together and by category and kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from delibctl.model import Broken, Outcome
from delibctl.score.metrics import METRICS, TRIAL_COUNTS, citation_recall, misses, outcome_right
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import Share

#: Trials by (expected or declared, observed) outcome.
OutcomeTable = Mapping[tuple[Outcome, Outcome], int]


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """The main figures of one category or kind."""

    name: str
    missed: Share
    recall: Share
    outcome: Share


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Counts of all trials, and figures over those that count.

    `counts` and `figures` have the keys of TRIAL_COUNTS and METRICS. `set_aside` counts scored
    trials that are in no figure, by reason: draft, disputed, quarantined, leaked. `broken` counts
    by kind of failure. `outcomes` maps (expected, observed) to a count, `declared` (declared,
    observed).
    """

    counts: Mapping[str, int]
    set_aside: Mapping[str, int]
    broken: Mapping[str, int]
    figures: Mapping[str, Share]
    outcomes: OutcomeTable
    declared: OutcomeTable
    by_category: tuple[Breakdown, ...]
    by_kind: tuple[Breakdown, ...]

    @property
    def untrustworthy(self) -> Share:
        """Broken trials and unreadable verdicts, of all that were asked."""
        return Share(
            hits=sum(self.broken.values()) + self.counts["unreadable"],
            total=self.counts["trials"] - self.counts["not_askable"],
        )


def summarise(trials: Sequence[ScoredTrial]) -> Summary:
    """Return the counts and figures over some trials."""
    counted = [trial for trial in trials if trial.counted]
    return Summary(
        counts={
            count.key: sum(map(count.holds, counted if count.of_counted else trials))
            for count in TRIAL_COUNTS
        },
        set_aside=_by_reason(trial.set_aside for trial in trials if trial.scored),
        broken=_by_reason(
            trial.result.kind if isinstance(trial.result, Broken) else None for trial in trials
        ),
        figures={metric.key: metric.count(counted) for metric in METRICS},
        outcomes=_outcomes(
            (trial.expected, trial.observed)
            for trial in counted
            if trial.outcome is not VerdictColumn.NOT_MEASURED
        ),
        declared=_outcomes((trial.declared, trial.observed) for trial in counted),
        by_category=_breakdowns(counted, lambda trial: trial.case.categories),
        by_kind=_breakdowns(counted, lambda trial: (str(trial.case.kind),)),
    )


def _by_reason(reasons: Iterable[str | None]) -> dict[str, int]:
    """Count each reason, in alphabetical order."""
    return dict(sorted(Counter(filter(None, reasons)).items()))


def _outcomes(pairs: Iterable[tuple[Outcome | None, Outcome | None]]) -> OutcomeTable:
    return dict(Counter((first, second) for first, second in pairs if first and second))


def _breakdowns(
    trials: Sequence[ScoredTrial], names: Callable[[ScoredTrial], Iterable[str]]
) -> tuple[Breakdown, ...]:
    """Return one breakdown for each name; a trial of two categories counts in both."""
    by_name: dict[str, list[ScoredTrial]] = {}
    for trial in trials:
        for name in dict.fromkeys(names(trial)):
            by_name.setdefault(name, []).append(trial)
    return tuple(
        Breakdown(
            name=name,
            missed=misses(of_name),
            recall=citation_recall(of_name),
            outcome=outcome_right(of_name),
        )
        for name, of_name in sorted(by_name.items())
    )
