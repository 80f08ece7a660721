"""A run scored against its own cases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from delibctl.cases import Selection, select
from delibctl.model import Case, Mode, ModelSpec, Run
from delibctl.score.corrected_figures import CorrectedFigure, corrected_figures
from delibctl.score.labelled_answers import LabelledAnswers, LabelsOfRun
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import Summary, summarise
from delibctl.score.trial_scoring import score_trial
from delibctl.score.usage import UsageFigures, usage_of


@dataclass(frozen=True, kw_only=True)
class ScoredModel:
    """The trials of one model in one mode, in the order of the cases, with their figures.

    `planned`: the number of trials of the finished run. `among_modes`: True if the run has other
    modes as well. `corrections`: the figures that labels correct.
    """

    model: ModelSpec
    mode: Mode
    trials: tuple[ScoredTrial, ...]
    summary: Summary
    usage: UsageFigures
    planned: int
    among_modes: bool
    corrections: tuple[CorrectedFigure, ...] = ()

    @property
    def name(self) -> str:
        """The alias of the model, with the mode where the run has several."""
        return f"{self.model.alias}, mode {self.mode}" if self.among_modes else self.model.alias


@dataclass(frozen=True, kw_only=True)
class ScoredRun:
    """A run with its scored trials: one entry for each model in each mode.

    `labels`: those that people gave, and how far the judges agree with them; None without any.
    `labelled` has them by answer, if any is of this run.
    """

    run: Run
    models: tuple[ScoredModel, ...]
    labels: LabelsOfRun | None = None
    labelled: LabelledAnswers | None = None

    @property
    def trials(self) -> tuple[ScoredTrial, ...]:
        """The scored trials of all models."""
        return tuple(trial for model in self.models for trial in model.trials)

    @property
    def planned(self) -> int:
        """The number of trials of all models in the finished run."""
        return sum(model.planned for model in self.models)


def score_run(
    run: Run,
    selection: Selection = Selection(),  # noqa: B008 - frozen
) -> ScoredRun:
    """Score the selected trials of a run."""
    cases = {case.id: case for case in select(run.cases, selection, lambda case: case)}
    trials = (
        score_trial(cases[trial.key.case], trial, run.policy, run.judges)
        for trial in run.trials
        if trial.key.case in cases
    )
    return assemble_run(run, trials, tuple(cases.values()))


def corrected_run(scored: ScoredRun, answers: LabelledAnswers, labels: LabelsOfRun) -> ScoredRun:
    """Return the run with the figures that labels correct."""
    models = tuple(
        replace(model, corrections=corrected_figures(model.trials, answers))
        for model in scored.models
    )
    return replace(scored, models=models, labels=labels, labelled=answers)


def assemble_run(
    run: Run, trials: Iterable[ScoredTrial], cases: tuple[Case, ...] | None = None
) -> ScoredRun:
    """Return the scored run of trials that are scored already; `run` needs no trials.

    `cases` are those of the trials, all of the run unless given.
    """
    cases = run.cases if cases is None else cases
    order = {case.id: index for index, case in enumerate(cases)}
    by_model: dict[tuple[str, Mode], list[ScoredTrial]] = defaultdict(list)
    for trial in trials:
        by_model[trial.key.model, trial.key.mode].append(trial)
    models = []
    for model, mode in product(run.plan.models, run.plan.modes):
        of_model = by_model[model.alias, mode]
        of_model.sort(key=lambda trial: (order[trial.case.id], trial.key.repeat))
        models.append(
            ScoredModel(
                model=model,
                mode=mode,
                trials=tuple(of_model),
                summary=summarise(of_model),
                usage=usage_of(of_model, model),
                planned=len(cases) * run.plan.repeats,
                among_modes=len(run.plan.modes) > 1,
            )
        )
    return ScoredRun(run=run, models=tuple(models))
