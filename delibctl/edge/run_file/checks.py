"""What has to be true of the values of a run beyond their types.

Every function raises ValueError with the reason.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import Any

from delibctl.model import (
    Broken,
    Case,
    Judge,
    ModelSpec,
    Plan,
    Policy,
    Reply,
    Run,
    Trial,
    TrialKey,
    Usage,
    Verdict,
)

#: The largest number that every reader of JSON and of SQLite keeps exactly.
_LARGEST = 2**53
#: The deepest nesting of parameters of a model.
_DEEPEST = 50


def check_policy(policy: Policy) -> None:
    """Check that clauses are unique, and that what they refer to exists."""
    _unique("clause", (clause.id for clause in policy.clauses))
    for clause in policy.clauses:
        if policy.style(clause.style) is None:
            raise ValueError(f"clause {clause.id!r} has the unknown style {clause.style!r}")
        _subset("clause", (exclusion.to for exclusion in clause.excludes), policy.clause_by_id)
        _subset("clause", clause.overrides, policy.clause_by_id)


def check_cases(cases: Sequence[Case], policy: Policy) -> None:
    """Check that cases are unique, have messages, and expect what the policy has."""
    _unique("case", (case.id for case in cases))
    categories = {category.id for category in policy.categories}
    for case in cases:
        if not case.messages:
            raise ValueError(f"case {case.id!r} has no messages")
        if policy.style(case.expected.style) is None:
            raise ValueError(f"case {case.id!r} expects the unknown style {case.expected.style!r}")
        _subset("clause", case.expected.allowed, policy.clause_by_id)
        _subset("category", case.categories, categories)


def check_plan(plan: Plan) -> None:
    """Check that the plan has models and modes, each once, and numbers that make sense."""
    _unique("model", (model.alias for model in plan.models))
    _unique("mode", plan.modes)
    if not (plan.models and plan.modes):
        raise ValueError("it has no models or no modes")
    _in_range("repeats", plan.repeats, 1)
    for model in plan.models:
        _check_model(model)


class PlannedTrials:
    """The trials that the plan of a run has."""

    def __init__(self, run: Run) -> None:
        self._plan = run.plan
        self._cases = {case.id for case in run.cases}
        self._models = {model.alias for model in run.plan.models}

    def has(self, trial: Trial) -> bool:
        """Return True if a trial is one of them."""
        key = trial.key
        planned = key.case in self._cases and key.model in self._models
        return planned and key.mode in self._plan.modes and 1 <= key.repeat <= self._plan.repeats


def trial_name(key: TrialKey) -> str:
    """Return a trial as it is named in an error."""
    return f"case {key.case!r}, model {key.model!r}, mode {key.mode}, repeat {key.repeat}"


def check_judges(judges: Sequence[Judge]) -> None:
    """Check that judges are unique, and ask models that make sense."""
    _unique("judge", (judge.name for judge in judges))
    for judge in judges:
        _in_range("runs", judge.runs, 1)
        if judge.model is not None:
            _check_model(judge.model)


def check_reply(reply: Reply) -> None:
    """Check that a reply has tokens, a price and times that can be added up."""
    check_usage(reply.usage)
    _in_range("attempts", reply.attempts)
    _in_range("seconds", reply.seconds)


def check_trial(trial: Trial) -> None:
    """Check the numbers of a trial and of its verdicts."""
    for exchange in trial.exchanges:
        check_reply(exchange.reply)
    if isinstance(trial.result, Broken):
        _in_range("attempts", trial.result.attempts)
        if trial.result.usage is not None:
            check_usage(trial.result.usage)


def check_verdict(verdict: Verdict) -> None:
    """Check that a verdict has ratings on their scale, and figures that can be added up."""
    check_usage(verdict.usage)
    _in_range("seconds", verdict.seconds)
    for name in ("correctness", "helpfulness"):
        rating = getattr(verdict, name)
        if rating is not None and not 1 <= rating <= 5:
            raise ValueError(f"{name} is {rating}, not 1 to 5")


def check_usage(usage: Usage) -> None:
    """Check that tokens and price can be added up."""
    for name in ("input", "output", "cached", "reasoning"):
        _in_range(name, getattr(usage, name))
    if usage.price is not None:
        _in_range("price", usage.price)


def _check_model(model: ModelSpec) -> None:
    level: list[Any] = [model.params]
    for _ in range(_DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
    if level:
        raise ValueError(f"the parameters of model {model.alias!r} are nested too deeply")


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _in_range(name: str, number: float, least: int = 0) -> None:
    if not least <= number <= _LARGEST:  # which no comparison with a NaN is
        raise ValueError(f"{name} is {str(number)[:20]}, which is out of range")


def _unique(noun: str, names: Iterable[str]) -> None:
    for name, number in Counter(names).items():
        if number > 1:
            raise ValueError(f"{noun} {name!r} occurs {number} times")


def _subset(noun: str, names: Iterable[str], known: Container[str]) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"{noun} {name!r} is not in the policy")
