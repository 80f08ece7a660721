"""The models of a probe as questions are put to them: provider, limits, meter, kept answers."""

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import Random

from delibctl.api.asking.remaining import is_baseline, with_endpoint
from delibctl.cli.screens.progress_bar import Meter
from delibctl.edge.answers.cached_ask import CachedAsk
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.baseline import lexical_model
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.retries import Retries
from delibctl.edge.rate_limit.limiter import rate_limiters
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.pool import WorkerPool
from delibctl.model import Ask, Failure, ModelSpec, Plan, Price
from delibctl.run import Budget
from delibctl.run.live import retry_paid, with_deadline


@dataclass(frozen=True, kw_only=True)
class ModelPool:
    """Makes the `ask` of each model. `deadline` is a time of time.monotonic."""

    answers: AnswerStore
    meter: Meter
    waiting: Callable[[Failure], None]
    retries: Retries
    concurrency: int
    processes: WorkerProcesses | None = None
    budget: Budget | None = None
    prices: dict[str, Price | None]
    deadline: float | None = None
    max_time: str = ""
    refresh: bool = False

    @asynccontextmanager
    async def models(self, plan: Plan) -> AsyncIterator[dict[str, Ask]]:
        """The models by alias; connections and processes are closed at the end."""
        paid = [model for model in plan.models if not is_baseline(model)]
        async with AsyncExitStack() as stack:
            if self.processes is not None and paid:
                found = await self._pooled(self.processes, paid, stack)
            else:
                found = self._provided(paid, stack)
            kept = CachedAsk(self.answers, refresh=self.refresh)
            asks = {
                model.alias: kept.wrap(
                    with_endpoint(model), self._guarded(model, found[model.alias])
                )
                for model in paid
            }
            free = {model.alias: lexical_model.ask for model in plan.models if is_baseline(model)}
            yield {**asks, **free}

    async def _pooled(
        self, processes: WorkerProcesses, models: list[ModelSpec], stack: AsyncExitStack
    ) -> dict[str, Ask]:
        pool = WorkerPool(processes, self.waiting)
        await stack.enter_async_context(pool)
        return {model.alias: pool.ask(model) for model in models}

    def _provided(self, models: list[ModelSpec], stack: AsyncExitStack) -> dict[str, Ask]:
        pace_of = rate_limiters(models, os.environ, self.concurrency)
        found: dict[str, Ask] = {}
        for model in models:
            pace = pace_of[model.alias]
            provider = Provider(model, os.environ, Random(), self.retries, self.waiting, pace)
            stack.push_async_callback(provider.close)
            found[model.alias] = provider.ask
        return found

    def _guarded(self, model: ModelSpec, ask: Ask) -> Ask:
        price = self.prices.get(model.alias)
        if self.budget is not None and price is not None:
            ask = self.budget.guarded(ask, price, model.max_tokens)
        wait = partial(self.retries.wait, retry_after=None, random=Random())
        ask = self.meter.metered(retry_paid(ask, self.retries.attempts, wait, self.waiting))
        if self.deadline is not None:
            ask = with_deadline(ask, self.deadline, time.monotonic, self.max_time)
        return ask

    def lanes(self, plan: Plan) -> dict[str, str]:
        """Models of one provider at one address wait for each other, and for no other's."""
        specs = {model.alias: with_endpoint(model) for model in plan.models}
        return {
            alias: f"{spec.name.partition('/')[0]} {spec.api_base or ''}"
            for alias, spec in specs.items()
        }
