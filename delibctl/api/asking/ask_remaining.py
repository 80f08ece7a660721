"""The questions of a probe that have no answer yet: agreed to at their price, and asked.

Loaded only where there are any: what asks takes a while to load.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from delibctl.api.asking.model_pool import ModelPool
from delibctl.api.asking.preflight import agreed
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Remaining
from delibctl.cli.screens.progress_bar import Progress
from delibctl.edge import event_loop
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.shares import worker_setups
from delibctl.model import Case, Price, Trial
from delibctl.run import LimitReached, prompt_tokens
from delibctl.run.live import RunSetup, run_trials

Keep = Callable[[Case, Trial], None]


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What is left to ask of a probe."""

    probing: ProbeJob
    outlook: Remaining
    answers: AnswerStore
    progress: Progress

    @contextmanager
    def agreed(self) -> Iterator[ModelPool]:
        """Who asks, once somebody agrees to the price; raises DelibctlError where nobody does.

        Workers load LiteLLM meanwhile, and are gone at the end of the block.
        """
        with self._processes() as processes:
            spending = self.probing.spending
            prices = agreed(self.outlook, spending, self.probing.confirm_above)
            yield self._asker(prices, processes)

    def ask(self, asker: ModelPool, keep: Keep, answered: set[str]) -> LimitReached | None:
        """Ask, and `keep` each trial; a limit that was reached is returned, and stops nothing else.

        `answered` names the models that have answered before.
        """
        with self.progress:
            return event_loop.run(self.probing.guard(self._run(asker, keep, answered)))

    def _processes(self) -> AbstractContextManager[WorkerProcesses | None]:
        """None where nobody is asked over the network, or one process does it all."""
        probing, models = self.probing, self.outlook.to_pay()
        if probing.workers == 1 or not models:
            return nullcontext()
        left = self.outlook.left
        largest = max(prompt_tokens(found.question) for found in left if found.question)
        largest += max(model.max_tokens for model in models)
        starts = worker_setups(
            probing.workers, models, probing.concurrency, probing.retries, largest
        )
        return WorkerProcesses(list(starts))

    def _asker(
        self, prices: dict[str, Price | None], processes: WorkerProcesses | None
    ) -> ModelPool:
        probing = self.probing
        seconds = probing.spending.seconds
        return ModelPool(
            answers=self.answers,
            meter=self.progress.meter,
            waiting=self.progress.waiting,
            retries=probing.retries,
            concurrency=probing.concurrency,
            processes=processes,
            budget=probing.budget,
            prices=prices,
            deadline=None if seconds is None else time.monotonic() + seconds,
            max_time=probing.spending.max_time or "",
            refresh=probing.reuse.refresh,
        )

    async def _run(self, asker: ModelPool, keep: Keep, answered: set[str]) -> LimitReached | None:
        plan = self.probing.plan
        async with asker.models(plan) as models:
            setting = RunSetup(
                trial_runner=self.probing.trial_runner,
                plan=plan,
                models=models,
                lanes=asker.lanes(plan),
            )
            try:
                await run_trials(
                    setting,
                    [(found.key, found.case) for found in self.outlook.left],
                    concurrency=self.probing.concurrency,
                    store=keep,
                    answered=answered,
                )
            except LimitReached as limit:
                return limit
        return None
