"""A run against its own cases."""

from dataclasses import dataclass
from itertools import product

from delibctl.cases import Selection, select
from delibctl.diff.gates import GateResult, Limits, check
from delibctl.diff.row import Row, score
from delibctl.diff.summary import Summary, summarise
from delibctl.model import Mode, ModelSpec, Run


@dataclass(frozen=True, kw_only=True)
class ModelDiff:
    """The rows of one model in one mode, in the order of the cases; their figures and gates."""

    model: ModelSpec
    mode: Mode
    rows: tuple[Row, ...]
    summary: Summary
    gates: tuple[GateResult, ...]


@dataclass(frozen=True, kw_only=True)
class RunDiff:
    """Everything that a report of a run shows. A model stands there once for each mode."""

    run: Run
    models: tuple[ModelDiff, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all models."""
        return tuple(row for model in self.models for row in model.rows)


def run_diff(run: Run, selection: Selection = Selection(), limits: Limits = Limits()) -> RunDiff:  # noqa: B008 - frozen
    """Score the selected trials of a run."""
    cases = {case.id: case for case in run.cases}
    order = {case.id: index for index, case in enumerate(run.cases)}
    rows = [
        score(cases[trial.key.case], trial, run.policy)
        for trial in run.trials
        if trial.key.case in cases
    ]
    chosen = select(rows, selection, lambda row: row.case)
    models = []
    for model, mode in product(run.plan.models, run.plan.modes):
        asked = (model.alias, mode)
        own = [row for row in chosen if (row.trial.key.model, row.trial.key.mode) == asked]
        own.sort(key=lambda row: (order[row.case.id], row.trial.key))
        summary = summarise(own)
        models.append(
            ModelDiff(
                model=model,
                mode=mode,
                rows=tuple(own),
                summary=summary,
                gates=check(own, summary, limits),
            )
        )
    return RunDiff(run=run, models=tuple(models))
