"""The models of a probe as questions are put to them: provider, limits, meter, kept answers."""

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from delibctl.cli.outlook import is_baseline, with_endpoint
from delibctl.cli.progress import Meter
from delibctl.edge import baseline
from delibctl.edge.answers import Answers
from delibctl.edge.pace import Pace, paces
from delibctl.edge.provider import Provider, Retries
from delibctl.model import Ask, Failure, ModelSpec, Plan, Price
from delibctl.run import Purse, until


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Makes the `ask` of each model. `deadline` is a time of time.monotonic."""

    answers: Answers
    meter: Meter
    waiting: Callable[[Failure], None]
    retries: Retries
    concurrency: int
    purse: Purse | None = None
    prices: dict[str, Price | None]
    deadline: float | None = None
    max_time: str = ""
    refresh: bool = False

    @asynccontextmanager
    async def models(self, plan: Plan) -> AsyncIterator[dict[str, Ask]]:
        """The models by alias; connections are closed at the end."""
        providers: list[Provider] = []
        pace_of = paces(plan.models, os.environ, self.concurrency)
        try:
            yield {
                model.alias: self._ask(model, pace_of[model.alias], providers)
                for model in plan.models
            }
        finally:
            for provider in providers:
                await provider.close()

    def lanes(self, plan: Plan) -> dict[str, str]:
        """Models of one provider at one address wait for each other, and for no other's."""
        specs = {model.alias: with_endpoint(model) for model in plan.models}
        return {
            alias: f"{spec.name.partition('/')[0]} {spec.api_base or ''}"
            for alias, spec in specs.items()
        }

    def _ask(self, model: ModelSpec, pace: Pace, providers: list[Provider]) -> Ask:
        if is_baseline(model):
            return baseline.ask
        provider = Provider(model, os.environ, Random(), self.retries, self.waiting, pace)
        providers.append(provider)
        ask = self.meter.metered(provider.ask)
        price = self.prices.get(model.alias)
        if self.purse is not None and price is not None:
            ask = self.purse.guarded(ask, price, model.max_tokens)
        if self.deadline is not None:
            ask = until(ask, self.deadline, time.monotonic, self.max_time)
        return self.answers.remembered(with_endpoint(model), ask, refresh=self.refresh)
