"""A run against its own cases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from delibctl.cases import Selection, select
from delibctl.model import Case, Mode, ModelSpec, Run
from delibctl.score.metrics import Summary, summarise
from delibctl.score.scored_trial import ScoredTrial, score
from delibctl.score.usage import UsageFigures, usage_of


@dataclass(frozen=True, kw_only=True)
class ScoredModel:
    """The rows of one model in one mode, in the order of the cases; their figures.

    `planned`: how many trials there are once the run is whole. `among_modes`: whether the run has
    other modes as well.
    """

    model: ModelSpec
    mode: Mode
    rows: tuple[ScoredTrial, ...]
    summary: Summary
    usage: UsageFigures
    planned: int
    among_modes: bool

    @property
    def name(self) -> str:
        """The alias of the model, with the mode where that is needed to tell it from others."""
        return f"{self.model.alias}, mode {self.mode}" if self.among_modes else self.model.alias


@dataclass(frozen=True, kw_only=True)
class ScoredRun:
    """Everything that a report of a run shows. A model stands there once for each mode."""

    run: Run
    models: tuple[ScoredModel, ...]

    @property
    def rows(self) -> tuple[ScoredTrial, ...]:
        """The rows of all models."""
        return tuple(row for model in self.models for row in model.rows)

    @property
    def planned(self) -> int:
        """How many trials all models have once the run is whole."""
        return sum(model.planned for model in self.models)


def score_run(
    run: Run,
    selection: Selection = Selection(),  # noqa: B008 - frozen
) -> ScoredRun:
    """Score the selected trials of a run."""
    chosen = {case.id: case for case in select(run.cases, selection, lambda case: case)}
    scored = (
        score(chosen[trial.key.case], trial, run.policy, run.judges)
        for trial in run.trials
        if trial.key.case in chosen
    )
    return _diff(run, tuple(chosen.values()), scored)


def scored_run(run: Run, rows: Iterable[ScoredTrial]) -> ScoredRun:
    """The same of rows that were scored as their trials ended; the run needs no trials."""
    return _diff(run, run.cases, rows)


def _diff(run: Run, chosen: tuple[Case, ...], rows: Iterable[ScoredTrial]) -> ScoredRun:
    order = {case.id: index for index, case in enumerate(chosen)}
    by_model: dict[tuple[str, Mode], list[ScoredTrial]] = defaultdict(list)
    for row in rows:
        by_model[row.trial.key.model, row.trial.key.mode].append(row)
    models = []
    for model, mode in product(run.plan.models, run.plan.modes):
        own = by_model[model.alias, mode]
        own.sort(key=lambda row: (order[row.case.id], row.trial.key))
        summary = summarise(own)
        models.append(
            ScoredModel(
                model=model,
                mode=mode,
                rows=tuple(own),
                summary=summary,
                usage=usage_of(own, model),
                planned=len(chosen) * run.plan.repeats,
                among_modes=len(run.plan.modes) > 1,
            )
        )
    return ScoredRun(run=run, models=tuple(models))
