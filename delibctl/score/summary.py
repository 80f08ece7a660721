"""The counts and figures of one model's trials, all together and by category and kind."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.model import Broken, Outcome
from delibctl.score.alike import Alike, alike, share_of_metric
from delibctl.score.by_expected import ByExpected, by_expected
from delibctl.score.metrics import METRICS, TRIAL_COUNTS
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import Share

#: In the order of the fields of a breakdown.
_BROKEN_DOWN = tuple(
    next(metric for metric in METRICS if metric.key == key)
    for key in ("misses", "citation_recall", "outcome_right")
)
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
    by_expected: tuple[ByExpected, ...]
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
    sorts = alike(trials)
    counted = [sort for sort in sorts if sort.trial.counted]
    return Summary(
        counts={
            count.key: sum(
                sort.number * count.holds(sort.trial)
                for sort in (counted if count.of_counted else sorts)
            )
            for count in TRIAL_COUNTS
        },
        set_aside=_by_reason((s.trial.set_aside, s.number) for s in sorts if s.trial.scored),
        broken=_by_reason(
            (s.trial.result.kind if isinstance(s.trial.result, Broken) else None, s.number)
            for s in sorts
        ),
        figures={metric.key: share_of_metric(metric, counted) for metric in METRICS},
        outcomes=_outcomes(
            (sort.trial.expected, sort.trial.observed, sort.number)
            for sort in counted
            if sort.trial.outcome is not VerdictColumn.NOT_MEASURED
        ),
        declared=_outcomes((s.trial.declared, s.trial.observed, s.number) for s in counted),
        by_expected=by_expected(counted),
        by_category=_breakdowns(counted, _categories),
        by_kind=_breakdowns(counted, lambda sort: [(str(sort.trial.case.kind), sort.number)]),
    )


def _by_reason(reasons: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """Add up the number of each reason, in alphabetical order."""
    counts: Counter[str] = Counter()
    for reason, number in reasons:
        if reason:
            counts[reason] += number
    return dict(sorted(counts.items()))


def _outcomes(pairs: Iterable[tuple[Outcome | None, Outcome | None, int]]) -> OutcomeTable:
    counts: Counter[tuple[Outcome, Outcome]] = Counter()
    for first, second, number in pairs:
        if first and second:
            counts[first, second] += number
    return dict(counts)


def _breakdowns(
    sorts: Sequence[Alike], names: Callable[[Alike], Iterable[tuple[str, int]]]
) -> tuple[Breakdown, ...]:
    """Return one breakdown for each name; a trial of two categories counts in both."""
    totals: dict[str, list[list[int]]] = {}
    for sort in sorts:
        shares = [metric.count([sort.trial]) for metric in _BROKEN_DOWN]
        for name, number in names(sort):
            for sums, share in zip(
                totals.setdefault(name, [[0, 0] for _ in shares]), shares, strict=True
            ):
                sums[0] += share.hits * number
                sums[1] += share.total * number
    return tuple(
        Breakdown(
            name=name,
            **{
                part: Share(hits=hits, total=total)
                for part, (hits, total) in zip(("missed", "recall", "outcome"), sums, strict=True)
            },
        )
        for name, sums in sorted(totals.items())
    )


def _categories(sort: Alike) -> Iterator[tuple[str, int]]:
    for categories, number in sort.by_categories.items():
        yield from ((name, number) for name in dict.fromkeys(categories))
