"""Why a trial is asked: what is not as it was when its case was last asked."""

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

_WORDS = {"name": "model", "api_base": "endpoint", "structured": "form of reply"}

REUSED = "reused"


class EarlierRun:
    """A run of before, where cases and trials are found by what they are called."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.cases = run.cases_by_id
        self.trials = {trial.key: trial for trial in run.trials}
        self.models = {model.alias: model for model in run.plan.models}


def why(
    found: Forecast, policy: Policy, plan: Plan, earlier: Iterable[EarlierRun]
) -> tuple[str, ...]:
    """The reasons to ask a trial, or that it is reused. `earlier` runs come newest first."""
    if found.question is None:
        return (REUSED,) if found.kept else ("not askable: the prompt lacks an expected clause",)
    known = [run for run in earlier if found.case.id in run.cases]
    if not known:
        return ("new case",)
    like = next((run for run in known if found.key in run.trials), None)
    if like is None:
        return (_not_asked(found, known),)
    return tuple(_reasons(found, like, policy, plan))


def _not_asked(found: Forecast, known: list[EarlierRun]) -> str:
    key = found.key
    keys = {trial for run in known for trial in run.trials if trial.case == found.case.id}
    keys = {other for other in keys if other.model == key.model}
    if not keys:
        return f"model {key.model} was not asked before"
    if key.mode not in {other.mode for other in keys}:
        return f"mode {key.mode} was not asked before"
    return f"repeat {key.repeat} was not asked before"


def _reasons(found: Forecast, earlier: EarlierRun, policy: Policy, plan: Plan) -> list[str]:
    run, trial, before = earlier.run, earlier.trials[found.key], earlier.cases[found.case.id]
    spec = next(model for model in plan.models if model.alias == found.key.model)
    reasons = []
    if before.messages != found.case.messages:
        reasons.append("case reworded")
    if set(before.categories) != set(found.case.categories):
        reasons.append("categories of the case changed")
    reasons += differences(_parts(run.policy, before, trial), _parts(policy, found.case, trial))
    reasons += parameter_changes(earlier.models[found.key.model], spec)
    if run.plan.template != plan.template:
        reasons.append(f"template {run.plan.template} -> {plan.template}")
    return reasons or [_otherwise(found, trial)]


def _parts(policy: Policy, case: Case, trial: Trial) -> dict[str, str]:
    said = trial.result.deliberation if isinstance(trial.result, Deliberated) else None
    return parts(policy, trial.key.mode, case.categories, said.given if said else ())


def parameter_changes(before: ModelSpec, after: ModelSpec) -> Iterator[str]:
    """Yield a phrase for each parameter that changed and on which answers depend."""
    for field in ANSWER_FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield f"{_WORDS.get(field, field)} changed: {old} -> {new}"


def _otherwise(found: Forecast, trial: Trial) -> str:
    """Nothing changed, and still there is no answer."""
    if isinstance(trial.result, Broken):
        return f"broken before: {trial.result.kind}"
    return "its conversation went another way" if found.kept else "no answer is kept"
