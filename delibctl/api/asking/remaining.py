"""The remaining trials of a probe, after trials were replayed from cached answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.endpoint import endpoint
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.model import (
    Case,
    Estimate,
    ModelSpec,
    Plan,
    Policy,
    Price,
    Question,
    Reply,
    Trial,
    TrialKey,
)
from delibctl.run.estimate import estimate_trials
from delibctl.run.forecast import Forecast
from delibctl.run.reasons import EarlierRun, reasons_to_ask
from delibctl.run.replay import FindCached, Tally, replay
from delibctl.run.trial import TrialRunner

Pending = list[tuple[TrialKey, Case]]
#: Takes a trial that has ended, with its case.
Keep = Callable[[Case, Trial], None]


def with_endpoint(model: ModelSpec, environment: Mapping[str, str]) -> ModelSpec:
    """Return the model with the address of its server, which is part of the key of its answers."""
    return replace(model, api_base=endpoint(model, environment))


def cached_in(answers: AnswerStore, environment: Mapping[str, str]) -> FindCached:
    """Return a function that finds the cached answer of any model."""
    models: dict[str, ModelSpec] = {}

    def find(model: ModelSpec, question: Question) -> Reply | None:
        if model.is_baseline:
            return None
        if model.alias not in models:
            models[model.alias] = with_endpoint(model, environment)
        return answers.find(models[model.alias], question)

    return find


def nothing_cached(_model: ModelSpec, _question: Question) -> Reply | None:
    """Return None, as for an empty cache."""
    return None


@dataclass(kw_only=True)
class Remaining:
    """The trials that have not ended: `left` holds those without a cached answer."""

    plan: Plan
    left: list[Forecast] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def of(self, model: ModelSpec) -> list[Forecast]:
        """Return the remaining trials of a model."""
        return [forecast for forecast in self.left if forecast.key.model == model.alias]

    def to_pay(self) -> list[ModelSpec]:
        """Return the models with remaining trials that are asked over the network."""
        aliases = {forecast.key.model for forecast in self.left}
        return [m for m in self.plan.models if m.alias in aliases and not m.is_baseline]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return an estimate for each model."""
        return [
            estimate_trials(model, self.of(model), self.tally, prices.get(model.alias))
            for model in self.plan.models
        ]


def _ignore(_case: Case, _trial: Trial) -> None:
    pass


def replay_cached(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    cached: FindCached,
    keep: Keep = _ignore,
) -> Remaining:
    """Replay trials from cached answers, and call `keep` for each that ends."""
    remaining = Remaining(plan=plan)
    for forecast, trial in replay(trial_runner, plan, pending, cached):
        remaining.tally.add(forecast)
        if trial is None:
            remaining.left.append(forecast)
        else:
            keep(forecast.case, trial)
    return remaining


def ask_everything(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    cached: FindCached,
    keep: Keep = _ignore,
) -> Remaining:
    """Return all trials as remaining; cached answers only improve the estimates."""
    remaining = replay_cached(trial_runner, plan, pending, nothing_cached, keep)
    remaining.tally.learn(replay_cached(trial_runner, plan, pending, cached).tally)
    return remaining


def reasons(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    cached: FindCached,
    state: StateFolder,
    *,
    refresh: bool,
) -> Iterator[tuple[TrialKey, tuple[str, ...]]]:
    """Yield each trial with the reasons to ask it, or the note that its answer is cached."""
    policy: Policy = trial_runner.prompter.policy
    earlier = [EarlierRun(run) for run in state.runs_of_policy(policy.id)]
    free = {model.alias for model in plan.models if model.is_baseline}
    for forecast, _ in replay(trial_runner, plan, pending, cached):
        if refresh and forecast.cached and forecast.question is None:
            yield forecast.key, ("refresh asks everything again",)
        elif forecast.key.model in free:
            yield forecast.key, ("baseline answers are not cached: they cost nothing",)
        else:
            yield forecast.key, reasons_to_ask(forecast, policy, plan, earlier)
