"""A run in groups, in the words of every format: the first line, the notes and the cells."""

from collections.abc import Iterator

from delibctl.report.run import words as run_words
from delibctl.report.run.figures import bounds, count, percent
from delibctl.score.groups.clause_agreement import RunAgreement
from delibctl.score.groups.disagreement import Standing
from delibctl.score.groups.grouping import GroupBy, GroupedRun, TrialGroup
from delibctl.score.metrics import METRICS, Metric
from delibctl.stats.share import Share
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Marked clauses that the first line names; the others are counted.
_NAMED = 3


def headline(grouped: GroupedRun) -> str:
    """Return the first line: the clause or the group to look at first."""
    policy = grouped.scored.run.policy
    title = f"{one_line(policy.title)} ({policy.id}), by {grouped.by}"
    if not grouped.whole.summary.counts["counted"]:
        said = "no trial was counted"
    else:
        said = _marked(grouped.agreement) or _comparison(grouped)
    return f"{title}: {said}{run_words.lacking_trials(grouped.scored)}"


def _marked(agreement: RunAgreement | None) -> str:
    """Return which clauses are marked, the worst first; empty if none could be compared."""
    agreements = agreement.clauses if agreement else ()
    marked = [agreement for agreement in agreements if agreement.defects]
    if not marked:
        if all(found.outcome.standing is Standing.NOT_COMPARED for found in agreements):
            return ""
        agreed = sum(agreement.agreed for agreement in agreements)
        return (
            f"disagreement marks none of {counted(len(agreements), 'clause')}: models agree about "
            f"{agreed}, and nothing can be said yet of {len(agreements) - agreed}"
        )
    first = marked[0]
    named = [f"{found.clause} ({' and '.join(found.defects)})" for found in marked[:_NAMED]]
    if more := len(marked) - len(named):
        named.append(f"{more} more")
    start = f"; start with {first.differing[0].case.id}" if first.differing else ""
    return (
        f"disagreement marks {len(marked)} of {counted(len(agreements), 'clause')}: "
        f"{', '.join(named)}{start}"
    )


def _comparison(grouped: GroupedRun) -> str:
    """Return which group misses clearly more than the other trials, or that none does."""
    measured = [group for group in grouped.groups if group.missed.total]
    if len(measured) < 2:
        name = one_line(measured[0].name) if measured else "none"
        return f"only {name} has trials that count, so nothing is compared"
    if not grouped.whole.missed.hits:
        return f"none of {counted(grouped.whole.missed.total, 'trial')} missed"
    worse = [group for group in measured if _clearly_worse(grouped, group)]
    if worse:
        group = max(worse, key=lambda group: group.missed.value or 0)
        others = grouped.others(group).missed
        return (
            f"{one_line(group.name)} misses more than the others: {_share(group.missed)} "
            f"against {_share(others)}"
        )
    most = max(measured, key=lambda group: group.missed.value or 0)
    return (
        f"no group clearly misses more than the others; the most is {one_line(most.name)} with "
        f"{_share(most.missed)}"
    )


def _clearly_worse(grouped: GroupedRun, group: TrialGroup) -> bool:
    """Return True if the interval of a group is above that of all other trials.

    Each of several groups may be above by chance, so the intervals are wider than 95 %.
    """
    confidence = 1 - 0.05 / len(grouped.groups)
    rest = grouped.others(group)
    own = group.interval(group.missed, confidence)
    others = rest.interval(rest.missed, confidence)
    return bool(own and others and own[0] > others[1])


def _share(share: Share) -> str:
    return f"{percent(share)} ({count(share)})"


def notes(grouped: GroupedRun) -> Iterator[str]:
    """Yield what the rows leave out or count twice, and who judged."""
    yield from run_words.selected(grouped.scored.run)
    yield from run_words.judges(grouped.scored)
    yield from run_words.limited(grouped.scored)
    if grouped.by is not GroupBy.MODEL:
        models = [one_line(model.alias) for model in grouped.scored.run.plan.models]
        if len(models) > 1:
            yield f"each row has the trials of all models: {', '.join(models)}"
    if grouped.in_several:
        yield (
            f"{counted(grouped.in_several, 'trial')} in several categories; each counts in all of "
            "them, so the rows add up to more than all"
        )
    for group in grouped.groups:
        if left_out := _left_out(group):
            yield f"{one_line(group.name)}: {left_out}"
    if _marked(grouped.agreement):
        yield _comparison(grouped)
    if grouped.scored.labels is not None:
        yield "the figures of groups are not corrected by labels; leave out --group-by to see those"


def _left_out(group: TrialGroup) -> str:
    """Return how many trials of a group are in no figure, and why; empty if all are in some."""
    summary = group.summary
    if not group.trials:
        return "no trial"
    if summary.counts["counted"] == len(group.trials):
        return ""
    reasons = [f"{number} broken ({reason})" for reason, number in summary.broken.items()]
    reasons += [f"{number} {reason}" for reason, number in summary.set_aside.items()]
    if summary.counts["not_askable"]:
        reasons.append(f"{summary.counts['not_askable']} not askable")
    total = counted(len(group.trials), "trial")
    return f"{summary.counts['counted']} of {total} counted; {', '.join(reasons)}"


def figures(grouped: GroupedRun) -> tuple[Metric, ...]:
    """Return the figures that have a column: the main ones, of which anything was counted."""
    return tuple(
        metric
        for metric in METRICS
        if metric.headline
        and (not metric.optional or grouped.whole.summary.figures[metric.key].total)
    )


def rows(grouped: GroupedRun) -> tuple[TrialGroup, ...]:
    """Return the rows of the table: the groups, and all trials last."""
    return (*grouped.groups, grouped.whole)


def name(grouped: GroupedRun, group: TrialGroup) -> str:
    """Return the name of a row."""
    return "all" if group is grouped.whole else one_line(group.name)


def trials(group: TrialGroup) -> str:
    """Return the number of trials that count."""
    return str(group.summary.counts["counted"])


def cell(group: TrialGroup, metric: Metric) -> tuple[str, str]:
    """Return a figure and its interval, which is empty without a count."""
    share = group.summary.figures[metric.key]
    found = group.interval(share)
    return percent(share), "" if found is None else bounds(found)


def legend(grouped: GroupedRun) -> str:
    """Return what a cell holds, and how often an interval counts a case."""
    cases = {trial.case.id for trial in grouped.whole.trials if trial.counted}
    repeated = grouped.whole.summary.counts["counted"] > len(cases)
    folded = ", which counts each case once: answers to the same case are alike"
    return f"a figure, and its 95 % Wilson interval{folded if repeated else ''}"
