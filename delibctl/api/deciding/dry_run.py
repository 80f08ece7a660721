"""A dry run of a decision: what it may ask besides the probe; nothing is sent."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from delibctl.api.asking.preflight import prices_of
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Pending, Remaining, cached_in, replay_cached
from delibctl.api.deciding.asked_side import Sides, sides_of
from delibctl.api.deciding.earlier_run import earlier_run, runs_of
from delibctl.api.deciding.fresh_estimate import FreshEstimate
from delibctl.api.deciding.fresh_rounds import SIDES
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.run_file.fresh_trials import Side
from delibctl.gates.comparison.result import ComparisonLimits
from delibctl.model import Estimate, TrialKey
from delibctl.run.forecast import forecast_trial


def estimates_of_decision(job: ProbeJob, name: str, path: Path | None = None) -> list[Estimate]:
    """Return the fresh repeats that a decision may ask of each model of both runs.

    Between none, if the gates are decided without, and the usual number for each case that the
    edit concerns. Raises DelibctlError if the runs cannot be compared.
    """
    before, _own = runs_of(job, name, path)
    sides = sides_of(job, earlier_run(job, before))
    with closing(AnswerStore(job.workspace.state.answers)) as answers:
        remaining = {side: _remaining(job, sides, side, answers) for side in SIDES}
    estimate = replace(FreshEstimate.of(sides, remaining), least=0.0)
    return [
        replace(of_model, model=replace(of_model.model, alias=f"{of_model.model.alias}, repeats"))
        for of_model in estimate.estimates(prices_of(estimate.to_pay()))
        if of_model.trials
    ]


def _remaining(job: ProbeJob, sides: Sides, side: Side, answers: AnswerStore) -> Remaining:
    of_side = sides[side]
    cached = cached_in(answers, job.workspace.environment)
    return replay_cached(of_side.trial_runner, of_side.plan, _concerned(sides, side), cached)


def _concerned(sides: Sides, side: Side) -> Pending:
    """Return the fresh repeats of the cases whose first question differs between the runs."""
    first, repeats = sides.first_repeat, ComparisonLimits().repeats
    common = sorted(sides.before.run.cases_by_id.keys() & sides.after.run.cases_by_id.keys())
    pending: Pending = []
    for model in sides.after.plan.models:
        for mode in sides.after.plan.modes:
            for case in common:
                key = TrialKey(case=case, model=model.alias, mode=mode, repeat=first)
                if _question(sides, "before", key) != _question(sides, "after", key):
                    pending += [
                        sides[side].pending(replace(key, repeat=first + number))
                        for number in range(repeats)
                    ]
    return pending


def _question(sides: Sides, side: Side, key: TrialKey) -> tuple[object, object]:
    """Return what would be asked of whom."""
    of_side = sides[side]
    model = next(model for model in of_side.plan.models if model.alias == key.model)
    case, prompter = of_side.run.cases_by_id[key.case], of_side.trial_runner.prompter
    forecast = forecast_trial(prompter, model, key, case, lambda _question: None)
    return model.without_access(), forecast.question
