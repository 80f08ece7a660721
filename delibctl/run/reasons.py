"""Reasons to ask a trial: the differences from the last time its case was asked."""

from collections.abc import Iterable, Iterator

from delibctl.model import (
    ANSWER_FIELDS,
    Broken,
    Case,
    Deliberated,
    ModelSpec,
    Plan,
    Policy,
    Run,
    Trial,
)
from delibctl.policy import differences, parts
from delibctl.run.forecast import Forecast

_FIELD_NAMES = {"name": "model", "api_base": "endpoint", "structured": "form of reply"}

CACHED = "cached"


class EarlierRun:
    """An earlier run, with its cases and trials by key."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.cases = run.cases_by_id
        self.trials = {trial.key: trial for trial in run.trials}
        self.models = {model.alias: model for model in run.plan.models}


def reasons_to_ask(
    forecast: Forecast, policy: Policy, plan: Plan, earlier: Iterable[EarlierRun]
) -> tuple[str, ...]:
    """Return the reasons to ask a trial, or CACHED alone. `earlier` begins with the newest run."""
    if forecast.question is None:
        unaskable = "not askable: the prompt lacks an expected clause"
        return (CACHED,) if forecast.cached else (unaskable,)
    with_case = [run for run in earlier if forecast.case.id in run.cases]
    if not with_case:
        return ("new case",)
    with_trial = next((run for run in with_case if forecast.key in run.trials), None)
    if with_trial is None:
        return (_not_asked(forecast, with_case),)
    return tuple(_changes(forecast, with_trial, policy, plan))


def _not_asked(forecast: Forecast, with_case: list[EarlierRun]) -> str:
    key = forecast.key
    keys = {
        trial
        for run in with_case
        for trial in run.trials
        if (trial.case, trial.model) == (key.case, key.model)
    }
    if not keys:
        return f"model {key.model} was not asked before"
    if key.mode not in {trial.mode for trial in keys}:
        return f"mode {key.mode} was not asked before"
    return f"repeat {key.repeat} was not asked before"


def _changes(forecast: Forecast, earlier: EarlierRun, policy: Policy, plan: Plan) -> list[str]:
    key, case = forecast.key, forecast.case
    run, trial, earlier_case = earlier.run, earlier.trials[key], earlier.cases[case.id]
    spec = next(model for model in plan.models if model.alias == key.model)
    changes = []
    if earlier_case.messages != case.messages:
        changes.append("case reworded")
    if set(earlier_case.categories) != set(case.categories):
        changes.append("categories of the case changed")
    changes += differences(_parts(run.policy, earlier_case, trial), _parts(policy, case, trial))
    changes += parameter_changes(earlier.models[key.model], spec)
    if run.plan.template != plan.template:
        changes.append(f"template {run.plan.template} -> {plan.template}")
    return changes or [_unchanged(forecast, trial)]


def _parts(policy: Policy, case: Case, trial: Trial) -> dict[str, str]:
    deliberation = trial.result.deliberation if isinstance(trial.result, Deliberated) else None
    requested = deliberation.given if deliberation else ()
    return parts(policy, trial.key.mode, case.categories, requested)


def parameter_changes(before: ModelSpec, after: ModelSpec) -> Iterator[str]:
    """Yield a phrase for each parameter that changed and on which answers depend."""
    for field in ANSWER_FIELDS:
        value_before, value_after = getattr(before, field), getattr(after, field)
        if value_before != value_after:
            yield f"{_FIELD_NAMES.get(field, field)} changed: {value_before} -> {value_after}"


def _unchanged(forecast: Forecast, trial: Trial) -> str:
    """Return the reason to ask a trial of which nothing has changed."""
    if isinstance(trial.result, Broken):
        return f"broken before: {trial.result.kind}"
    if forecast.cached:
        return "an earlier reply of the conversation differs"
    return "the answer is not cached"
