"""The answers of a run in the order in which their labels narrow its figures most."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from delibctl.model import TrialKey
from delibctl.score.corrected_figures import judged_items
from delibctl.score.labelled_answers import LabelledAnswers
from delibctl.score.metrics import METRICS, Metric
from delibctl.score.scored_run import ScoredModel
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.next_labels import next_cells
from delibctl.stats.prediction_powered import Cell, CorrectedShare, prediction_powered

#: The figures that labels are asked for; the others rest on more than the outcome.
NARROWED = tuple(m for m in METRICS if m.key in ("outcome_right", "over_refusal", "under_refusal"))


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An answer to label. Of `total` answers like it, `labelled` have a label.

    Like it are those with the same clause and verdict, which whoever labels is not told. `figure`
    is the one that the label narrows; None if it narrows none.
    """

    trial: ScoredTrial
    figure: Metric | None = None
    clause: str = ""
    labelled: int = 0
    total: int = 0


def proposals(
    models: Iterable[ScoredModel],
    labels: LabelledAnswers,
    unlabelled: Sequence[ScoredTrial],
    figure: str | None = None,
) -> tuple[Proposal, ...]:
    """Return the answers without a label, the one first whose label narrows the figure most.

    Unless a figure is given, it is for each model the one with the widest interval. The models take
    turns.
    """
    open_ = {trial.key: trial for trial in unlabelled}
    metrics = [metric for metric in NARROWED if figure in (None, metric.key)]
    by_model = [list(_of_model(model, metrics, labels, open_)) for model in models]
    turns = chain.from_iterable(zip_longest(*by_model))
    proposed = {proposal.trial.key: proposal for proposal in turns if proposal is not None}
    rest = (Proposal(trial=trial) for key, trial in open_.items() if key not in proposed)
    return (*proposed.values(), *rest)


def _of_model(
    model: ScoredModel,
    metrics: Iterable[Metric],
    labels: LabelledAnswers,
    open_: dict[TrialKey, ScoredTrial],
) -> Iterator[Proposal]:
    shares = [
        (metric, share)
        for metric in metrics
        if (share := _share(metric, model, labels)) is not None
    ]
    if not shares:
        return
    metric, share = max(shares, key=lambda entry: _width(entry[1]))
    queues = _by_cell(metric, model, labels, open_)
    size = {(s, g.judged): n for g in share.groups for s, n in g.size.items()}
    labelled = {(s, g.judged): n for g in share.groups for s, n in g.labelled.items()}
    for cell in next_cells(share):
        if queues[cell]:
            yield Proposal(
                trial=queues[cell].pop(0),
                figure=metric,
                clause=cell[0],
                labelled=labelled[cell],
                total=size[cell],
            )


def _share(metric: Metric, model: ScoredModel, labels: LabelledAnswers) -> CorrectedShare | None:
    return prediction_powered(item for _, item in judged_items(metric, model.trials, labels))


def _by_cell(
    metric: Metric, model: ScoredModel, labels: LabelledAnswers, open_: dict[TrialKey, ScoredTrial]
) -> dict[Cell, list[ScoredTrial]]:
    """Return the answers of each cell as drawn by chance, those of other cases first."""
    cells: dict[Cell, list[ScoredTrial]] = defaultdict(list)
    for trial, item in judged_items(metric, model.trials, labels):
        if trial.key in open_ and item.labelled is None and not item.settled:
            cells[item.cell].append(trial)
    for trials in cells.values():
        trials.sort(key=lambda trial: (trial.key.repeat, _drawn(trial)))
    return cells


def _drawn(trial: ScoredTrial) -> str:
    """Return a number by which answers are in an order of chance, the same each time."""
    return hashlib.sha256(repr(trial.key).encode()).hexdigest()


def _width(share: CorrectedShare) -> float:
    low, high = share.interval_here()
    return high - low
