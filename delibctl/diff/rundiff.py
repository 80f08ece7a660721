"""A run against its own cases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from delibctl.cases import Selection, select
from delibctl.diff.gates import GateResult, Limits, check
from delibctl.diff.row import Row, score
from delibctl.diff.summary import Summary, summarise
from delibctl.diff.usage import UsageFigures, usage_of
from delibctl.model import Mode, ModelSpec, Run, Trial


@dataclass(frozen=True, kw_only=True)
class ModelDiff:
    """The rows of one model in one mode, in the order of the cases; their figures and gates.

    `planned`: how many trials there are once the run is whole. `among_modes`: whether the run has
    other modes as well.
    """

    model: ModelSpec
    mode: Mode
    rows: tuple[Row, ...]
    summary: Summary
    gates: tuple[GateResult, ...]
    usage: UsageFigures
    planned: int
    among_modes: bool

    @property
    def name(self) -> str:
        """The alias of the model, with the mode where that is needed to tell it from others."""
        return f"{self.model.alias}, mode {self.mode}" if self.among_modes else self.model.alias


@dataclass(frozen=True, kw_only=True)
class RunDiff:
    """Everything that a report of a run shows. A model stands there once for each mode."""

    run: Run
    models: tuple[ModelDiff, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all models."""
        return tuple(row for model in self.models for row in model.rows)

    @property
    def planned(self) -> int:
        """How many trials all models have once the run is whole."""
        return sum(model.planned for model in self.models)


def run_diff(
    run: Run,
    selection: Selection = Selection(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    trials: Iterable[Trial] | None = None,
) -> RunDiff:
    """Score the selected trials of a run.

    `trials` are scored one by one in place of the run's own, and rows keep no text of them: a long
    run is more than has to be held at once for its figures.
    """
    chosen = {case.id: case for case in select(run.cases, selection, lambda case: case)}
    order = {id: index for index, id in enumerate(chosen)}
    rows = []
    for trial in run.trials if trials is None else trials:
        if trial.key.case in chosen:
            row = score(chosen[trial.key.case], trial, run.policy)
            rows.append(row if trials is None else replace(row, trial=trial.without_texts()))
    rows.sort(key=lambda row: (order[row.case.id], row.trial.key))
    models = []
    for model, mode in product(run.plan.models, run.plan.modes):
        asked = (model.alias, mode)
        own = [row for row in rows if (row.trial.key.model, row.trial.key.mode) == asked]
        summary = summarise(own)
        models.append(
            ModelDiff(
                model=model,
                mode=mode,
                rows=tuple(own),
                summary=summary,
                gates=check(own, summary, limits),
                usage=usage_of(own, model),
                planned=len(chosen) * run.plan.repeats,
                among_modes=len(run.plan.modes) > 1,
            )
        )
    return RunDiff(run=run, models=tuple(models))
