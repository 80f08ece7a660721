"""Trials that every figure counts alike: long runs have few sorts, so each is counted once."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from delibctl.model import Broken
from delibctl.score.metrics import Metric
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share


@dataclass(kw_only=True, slots=True)
class Alike:
    """A number of trials that every figure counts alike, and the first of them.

    `by_categories`: how many there are of cases with these categories.
    """

    trial: ScoredTrial
    number: int = 0
    by_categories: dict[tuple[str, ...], int] = field(default_factory=dict)


def alike(trials: Iterable[ScoredTrial]) -> list[Alike]:
    """Return the sorts of trials, in the order in which they first occur."""
    sorts: dict[Hashable, Alike] = {}
    for trial in trials:
        sort = _sort(trial)
        of_sort = sorts.get(sort)
        if of_sort is None:
            of_sort = sorts[sort] = Alike(trial=trial)
        of_sort.number += 1
        categories = trial.case.categories
        of_sort.by_categories[categories] = of_sort.by_categories.get(categories, 0) + 1
    return list(sorts.values())


def share_of_metric(metric: Metric, sorts: Iterable[Alike]) -> Share:
    """Return the share of a metric over trials that were put together."""
    hits = total = 0
    for sort in sorts:
        share = metric.count([sort.trial])
        hits += share.hits * sort.number
        total += share.total * sort.number
    return Share(hits=hits, total=total)


def _sort(trial: ScoredTrial) -> Hashable:
    """Return all that counts and metrics read of a trial."""
    case, result, cited = trial.case, trial.trial.result, trial.cited
    expected, right = case.expected, trial.right
    return (
        *(type(result), trial.form, result.kind if isinstance(result, Broken) else None),
        *(trial.set_aside, trial.critical, case.kind),
        *(trial.citation, trial.outcome, trial.style, trial.category),
        *(trial.declared, trial.observed, right.outcomes),
        *(len(trial.missing), len(trial.extra), len(trial.non_existent)),
        *(len(expected.clauses), bool(expected.either), expected.primary is None),
        bool(cited) and cited[0].clause == expected.primary,
        tuple([citation.quoted for citation in cited]),
        len(trial.recalled.not_asked_for) if trial.recalled is not None else None,
        tuple([o.outcome for o in trial.opinions]),
        bool(trial.disputed_by),
    )
