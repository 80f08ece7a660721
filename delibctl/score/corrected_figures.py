"""The figures that rest on observed outcomes, corrected by the labels that people gave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from delibctl.model import Outcome
from delibctl.score.labelled_answers import LabelledAnswers
from delibctl.score.metrics import METRICS, Metric
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import outcome_column
from delibctl.stats.next_labels import MoreLabels, labels_to_halve
from delibctl.stats.prediction_powered import CorrectedShare, JudgedItem, prediction_powered
from delibctl.stats.share import Share

#: With labels of fewer cases a figure is not corrected; we chose this number.
ENOUGH = 10
_ANY_OUTCOME = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE, Outcome.OFF_TOPIC)


@dataclass(frozen=True, kw_only=True)
class CorrectedFigure:
    """A figure by the judges and by people. `agreement`: on how many labelled answers they agree.

    `corrected` is None if there are labels of fewer than ENOUGH cases. `more`: the labels that
    halve its interval.
    """

    metric: Metric
    judged: Share
    agreement: Share
    labelled_cases: int
    corrected: CorrectedShare | None
    more: MoreLabels | None

    @property
    def lacking(self) -> int:
        """Of how many more cases a label is needed before the figure can be corrected."""
        return 0 if self.corrected else ENOUGH - self.labelled_cases


def corrected_figures(
    trials: Sequence[ScoredTrial], labels: LabelledAnswers
) -> tuple[CorrectedFigure, ...]:
    """Return each figure that rests on observed outcomes and counts any trial."""
    metrics = [metric for metric in METRICS if metric.by_outcome]
    return tuple(
        figure for metric in metrics if (figure := _corrected(metric, trials, labels)) is not None
    )


def judged_items(
    metric: Metric, trials: Sequence[ScoredTrial], labels: LabelledAnswers
) -> Iterator[tuple[ScoredTrial, JudgedItem]]:
    """Yield each counted trial that is in the figure, with its verdict and its label."""
    for trial in trials:
        judged = _hit(metric, trial) if trial.counted else None
        likely = {_hit(metric, _seen_as(trial, outcome)) for outcome in _ANY_OUTCOME}
        # Without a cited clause that decides, the outcome tells whether the answer counts at all.
        if judged is None or (None in likely and not trial.blocked):
            continue
        label = labels.label(trial)
        yield (
            trial,
            JudgedItem(
                judged=judged,
                labelled=None if label is None else _hit(metric, _seen_as(trial, label.outcome)),
                stratum=clause_of(trial),
                cluster=trial.case.id,
                # A label changes nothing of a block, or of a miss for another reason as well.
                settled=trial.blocked or len(likely) == 1,
            ),
        )


def clause_of(trial: ScoredTrial) -> str:
    """Return the clause by which labels are counted: the first that the case expects."""
    expected = trial.case.expected
    return expected.primary or next(iter(expected.either), "")


def _corrected(
    metric: Metric, trials: Sequence[ScoredTrial], labels: LabelledAnswers
) -> CorrectedFigure | None:
    items = [item for _, item in judged_items(metric, trials, labels)]
    share = prediction_powered(items)
    if share is None:
        return None
    labelled = [item for item in items if item.labelled is not None and not item.settled]
    cases = len({item.cluster for item in labelled})
    enough = cases >= ENOUGH or not share.unlabelled
    return CorrectedFigure(
        metric=metric,
        judged=Share(hits=sum(item.judged for item in items), total=len(items)),
        agreement=Share(
            hits=sum(item.judged is item.labelled for item in labelled), total=len(labelled)
        ),
        labelled_cases=cases,
        corrected=share if enough else None,
        more=labels_to_halve(share) if enough else None,
    )


def _seen_as(trial: ScoredTrial, outcome: Outcome) -> ScoredTrial:
    """Return the trial as it would be scored if the judges had seen that outcome."""
    column = outcome_column(trial.right, outcome, contested=False)
    return replace(trial, observed=outcome, outcome=column)


def _hit(metric: Metric, trial: ScoredTrial) -> bool | None:
    """Return whether the trial is a hit of the figure; None if it is not in it."""
    share = metric.count([trial])
    return bool(share.hits) if share.total else None
