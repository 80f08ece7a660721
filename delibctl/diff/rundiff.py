"""A run against its own cases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from delibctl.cases import Selection, select
from delibctl.diff.gates import GateResult, Limits, check
from delibctl.diff.row import Row, score
from delibctl.diff.summary import Summary, summarise
from delibctl.diff.usage import UsageFigures, usage_of
from delibctl.model import Case, Mode, ModelSpec, Run


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
) -> RunDiff:
    """Score the selected trials of a run."""
    chosen = {case.id: case for case in select(run.cases, selection, lambda case: case)}
    scored = (
        score(chosen[trial.key.case], trial, run.policy, run.judges)
        for trial in run.trials
        if trial.key.case in chosen
    )
    return _diff(run, tuple(chosen.values()), scored, limits)


def diff_of_rows(run: Run, rows: Iterable[Row]) -> RunDiff:
    """The same of rows that were scored as their trials ended; the run needs no trials."""
    return _diff(run, run.cases, rows, Limits())


def _diff(run: Run, chosen: tuple[Case, ...], rows: Iterable[Row], limits: Limits) -> RunDiff:
    order = {case.id: index for index, case in enumerate(chosen)}
    by_model: dict[tuple[str, Mode], list[Row]] = defaultdict(list)
    for row in rows:
        by_model[row.trial.key.model, row.trial.key.mode].append(row)
    models = []
    for model, mode in product(run.plan.models, run.plan.modes):
        own = by_model[model.alias, mode]
        own.sort(key=lambda row: (order[row.case.id], row.trial.key))
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
