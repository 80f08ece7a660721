"""What a probe has still to ask: shown by --estimate and --why, and asked about before spending."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.baseline import lexical_model
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
from delibctl.run import (
    EarlierRun,
    Forecast,
    Tally,
    TrialRunner,
    estimate_trials,
    reasons_to_ask,
    replay,
)
from delibctl.run.replay import FindCached

Pending = list[tuple[TrialKey, Case]]


def with_endpoint(model: ModelSpec) -> ModelSpec:
    """The model as its answers are kept: with the address that its questions go to."""
    return replace(model, api_base=endpoint(model, os.environ))


def is_baseline(model: ModelSpec) -> bool:
    """Whether it is the embedded one, which costs nothing and is not kept."""
    return model.name == lexical_model.NAME


def kept_in(answers: AnswerStore) -> FindCached:
    """Finds kept answers of any model."""

    endpoints: dict[str, ModelSpec] = {}

    def find(model: ModelSpec, question: Question) -> Reply | None:
        if is_baseline(model):
            return None
        if model.alias not in endpoints:
            endpoints[model.alias] = with_endpoint(model)
        return answers.find(endpoints[model.alias], question)

    return find


def none_kept(_model: ModelSpec, _question: Question) -> Reply | None:
    """As if nothing had ever been asked."""
    return None


@dataclass(kw_only=True)
class Remaining:
    """The trials that have not ended; those without a kept answer are `left` to ask."""

    plan: Plan
    left: list[Forecast] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def of(self, model: ModelSpec) -> list[Forecast]:
        """What is left for one model."""
        return [found for found in self.left if found.key.model == model.alias]

    def to_pay(self) -> list[ModelSpec]:
        """The models that have something left to answer and are asked over the network."""
        asked = {found.key.model for found in self.left}
        return [m for m in self.plan.models if m.alias in asked and not is_baseline(m)]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """What each model will be asked."""
        return [
            estimate_trials(model, self.of(model), self.tally, prices.get(model.alias))
            for model in self.plan.models
        ]


def look(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    kept: FindCached,
    keep: Callable[[Case, Trial], None] = lambda _case, _trial: None,
) -> Remaining:
    """Sift the trials; those that have all their answers are handed to `keep`."""
    outlook = Remaining(plan=plan)
    for found, trial in replay(trial_runner, plan, pending, kept):
        outlook.tally.add(found)
        if trial is None:
            outlook.left.append(found)
        else:
            keep(found.case, trial)
    return outlook


def look_again(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    answers: AnswerStore,
    keep: Callable[[Case, Trial], None] = lambda _case, _trial: None,
) -> Remaining:
    """The same where everything is asked again: kept answers only tell how long replies are."""
    outlook = look(trial_runner, plan, pending, none_kept, keep)
    outlook.tally.learn(look(trial_runner, plan, pending, kept_in(answers)).tally)
    return outlook


def reasons(
    trial_runner: TrialRunner,
    plan: Plan,
    pending: Pending,
    answers: AnswerStore,
    state: StateFolder,
    *,
    refresh: bool,
) -> Iterator[tuple[TrialKey, tuple[str, ...]]]:
    """Each trial with why it is asked, or that it is reused."""
    policy: Policy = trial_runner.prompter.policy
    earlier = [EarlierRun(run) for run in state.runs_of_policy(policy.id)]
    free = {model.alias for model in plan.models if is_baseline(model)}
    for found, _ in replay(trial_runner, plan, pending, kept_in(answers)):
        if refresh and found.cached and found.question is None:
            yield found.key, ("--refresh",)
        elif found.key.model in free:
            yield found.key, ("the baseline costs nothing, so its answers are not kept",)
        else:
            yield found.key, reasons_to_ask(found, policy, plan, earlier)
