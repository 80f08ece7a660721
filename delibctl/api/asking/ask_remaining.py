"""Asking the questions of a probe that have no cached answer, once their price is agreed.

Loaded only if there are any, because it loads slowly.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from delibctl.api.asking.model_clients import Asks, ModelClients, ask_models
from delibctl.api.asking.preflight import agree
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Keep, Remaining
from delibctl.api.listener import Listener, Task, Work
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.shares import worker_setups
from delibctl.run.estimate import prompt_tokens
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.engine import RunSetup, run_trials


@dataclass(frozen=True, kw_only=True)
class Questions:
    """The remaining questions of a probe, and the files of their answers and their trials."""

    job: ProbeJob
    listener: Listener
    remaining: Remaining
    answers: AnswerStore
    file: RunFile

    @contextmanager
    def agreed(self) -> Iterator[ModelClients]:
        """Yield the models once somebody agrees to the price.

        Workers load LiteLLM meanwhile, and are gone at the end of the block. Raises DelibctlError
        if nobody agrees.
        """
        job = self.job
        with self._processes() as processes:
            prices = agree(job.workspace, self.listener, self.remaining, job.asking)
            yield ModelClients(
                workspace=job.workspace,
                answers=self.answers,
                meter=job.meter,
                waiting=self.listener.waiting,
                options=job.asking.with_deadline(job.workspace),
                prices=prices,
                processes=processes,
                commits=[self.file.commit],
                in_other_file=self.file.replies,
            )

    def ask(
        self, pool: ModelClients, keep: Keep, answered: set[str], done: int
    ) -> LimitReached | None:
        """Ask, and `keep` each trial as it ends. Returns the limit that was reached.

        `answered` names the models that have answered before; `done` trials have ended already.
        """
        job = self.job
        plan, total = job.plan, len(job.trials)
        task = Task(work=Work.PROBING, total=total, done=done, meter=job.meter)

        async def work(asks: Asks) -> None:
            setting = RunSetup(
                trial_runner=job.trial_runner, plan=plan, models=asks, lanes=pool.lanes(plan)
            )
            await run_trials(
                setting,
                [(forecast.key, forecast.case) for forecast in self.remaining.left],
                concurrency=job.asking.concurrency,
                store=keep,
                answered=answered,
            )

        return ask_models(pool, self.listener, task, plan, work)

    def _processes(self) -> AbstractContextManager[WorkerProcesses | None]:
        """Return the workers; None if nobody is asked over the network, or one process does it."""
        asking, models = self.job.asking, self.remaining.to_pay()
        if asking.workers == 1 or not models:
            return nullcontext()
        forecasts = self.remaining.left
        largest = max(
            prompt_tokens(forecast.question) for forecast in forecasts if forecast.question
        )
        largest += max(model.max_tokens for model in models)
        starts = worker_setups(asking.workers, models, asking.concurrency, asking.retries, largest)
        return WorkerProcesses(list(starts), self.job.workspace.environment)
