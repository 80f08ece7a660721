"""What a probe has still to ask: shown by --estimate and --why, and asked about before spending."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from delibctl.deliberate import Prompter
from delibctl.edge import baseline
from delibctl.edge.answers import Answers
from delibctl.edge.prices import price_of
from delibctl.edge.provider import check, endpoint
from delibctl.edge.runs import State
from delibctl.errors import DelibctlError
from delibctl.model import Case, Estimate, ModelSpec, Plan, Policy, Price, Question, Reply, TrialKey
from delibctl.run import Earlier, Forecast, estimate, forecast, why

Pending = list[tuple[TrialKey, Case]]


def with_endpoint(model: ModelSpec) -> ModelSpec:
    """The model as its answers are kept: with the address that its questions go to."""
    return replace(model, api_base=endpoint(model, os.environ))


def is_baseline(model: ModelSpec) -> bool:
    """Whether it is the embedded one, which costs nothing and is not kept."""
    return model.name == baseline.NAME


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The trials that have not ended, held against the answers that are kept."""

    policy: Policy
    plan: Plan
    pending: Pending
    answers: Answers
    refresh: bool = False

    def forecasts(self, model: ModelSpec) -> Iterator[Forecast]:
        """How far kept answers lead in each trial of a model; nowhere with `refresh`."""
        return self._forecasts(model, refresh=self.refresh)

    def _forecasts(self, model: ModelSpec, *, refresh: bool) -> Iterator[Forecast]:
        prompter = Prompter(self.policy)
        find = self._finder(model, refresh=refresh)
        for key, case in self.pending:
            if key.model == model.alias:
                yield forecast(prompter, model, key, case, find)

    def to_ask(self) -> list[ModelSpec]:
        """The models that have something left to answer, as far as they cost anything."""
        return [
            model
            for model in self.plan.models
            if not is_baseline(model)
            and any(found.question is not None for found in self.forecasts(model))
        ]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """What each model will be asked."""
        return [
            estimate(model, list(self.forecasts(model)), prices.get(model.alias))
            for model in self.plan.models
        ]

    def reasons(self, state: State) -> Iterator[tuple[Forecast, tuple[str, ...]]]:
        """Each trial with why it is asked, or that it is reused."""
        earlier = [Earlier(run) for run in state.of_policy(self.policy.id)]
        for model in self.plan.models:
            for found in self._forecasts(model, refresh=False):
                if self.refresh and found.question is None:
                    yield found, ("--refresh",)
                elif is_baseline(model):
                    yield found, ("the baseline costs nothing, so its answers are not kept",)
                else:
                    yield found, why(found, self.policy, self.plan, earlier)

    def _finder(self, model: ModelSpec, *, refresh: bool) -> Callable[[Question], Reply | None]:
        if refresh or is_baseline(model):
            return lambda _question: None
        return partial(self.answers.find, with_endpoint(model))


def check_all(models: list[ModelSpec]) -> None:
    """Raise before anything is sent if a name or a key cannot work."""
    for model in models:
        check(model, os.environ)


def prices_of(models: list[ModelSpec]) -> dict[str, Price | None]:
    """The price of each model, None where nobody knows it."""
    return {model.alias: price_of(model) for model in models}


def confirm(question: str) -> None:
    """Ask on the terminal; raises where the answer is no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise DelibctlError("nothing was asked", next="--yes asks no more; --max-cost is a limit")


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
