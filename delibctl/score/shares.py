"""Shares counted over scored trials."""

from collections.abc import Callable, Iterable

from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import Share

Trials = Iterable[ScoredTrial]


def share_of(trials: Trials, hit: Callable[[ScoredTrial], bool]) -> Share:
    """Return the share of trials for which `hit` is true."""
    verdicts = [hit(trial) for trial in trials]
    return Share(hits=sum(verdicts), total=len(verdicts))


def column_share(trials: Trials, column: Callable[[ScoredTrial], VerdictColumn]) -> Share:
    """Return the share of a verdict column that is right, of all that is right or wrong."""
    verdicts = [column(trial) for trial in trials]
    right, wrong = map(verdicts.count, (VerdictColumn.RIGHT, VerdictColumn.WRONG))
    return Share(hits=right, total=right + wrong)


def precision_share(trials: Trials) -> Share:
    """Return the share of citations that exist and were expected or allowed."""
    cited = wrong = 0
    for trial in trials:
        cited += len(trial.cited)
        wrong += len(trial.extra) + len(trial.non_existent)
    return Share(hits=cited - wrong, total=cited)


def recall_share(trials: Trials) -> Share:
    """Return the share of expected clauses that were cited. An `either` counts as one."""
    expected = missing = 0
    for trial in trials:
        expected += _expected(trial)
        missing += len(trial.missing)
    return Share(hits=expected - missing, total=expected)


def asked_for_share(trials: Trials) -> Share:
    """Return the share of expected clauses that the model asked for in mode `recall`."""
    expected = missing = 0
    for trial in trials:
        if trial.recalled is not None:
            expected += _expected(trial)
            missing += len(trial.recalled.not_asked_for)
    return Share(hits=expected - missing, total=expected)


def primary_share(trials: Trials) -> Share:
    """Return the share of trials that cite their primary clause first, of those that have one."""
    with_primary = (trial for trial in trials if trial.case.expected.primary)
    return share_of(
        with_primary,
        lambda trial: bool(trial.cited) and trial.cited[0].clause == trial.case.expected.primary,
    )


def quote_share(trials: Trials) -> Share:
    """Return the share of quotes that their clause does not contain."""
    misquotes = [
        citation.misquoted
        for trial in trials
        for citation in trial.cited
        if citation.quoted is not None
    ]
    return Share(hits=sum(misquotes), total=len(misquotes))


def _expected(trial: ScoredTrial) -> int:
    return len(trial.case.expected.clauses) + bool(trial.case.expected.either)
