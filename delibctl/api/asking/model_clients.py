"""The models that are asked, as functions: provider, limits, meter and cached answers."""

from asyncio import CancelledError
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from random import Random
from typing import TYPE_CHECKING, Any

from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.remaining import with_endpoint
from delibctl.api.listener import Listener, Task
from delibctl.api.workspace import Workspace
from delibctl.edge import event_loop
from delibctl.edge.answers.cached_ask import CachedAsk
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.on_the_wire import told
from delibctl.edge.providers.access.destinations import destinations
from delibctl.edge.providers.provider import Provider
from delibctl.edge.rate_limit.limiter import rate_limiters
from delibctl.edge.surroundings import require_handles
from delibctl.edge.turn_commits import TurnCommits
from delibctl.errors import NotStored
from delibctl.model import Ask, Failure, ModelSpec, Plan, Price, Question, Reply
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.retry_paid import retry_paid
from delibctl.run.meter import Meter
from delibctl.text.count import counted

if TYPE_CHECKING:
    from delibctl.edge.workers.launcher import WorkerProcesses

Asks = Mapping[str, Ask]
#: File handles besides one for each question at once: an event loop, name look-ups, databases.
_HANDLES = 8


@dataclass(frozen=True, kw_only=True)
class ModelClients:
    """Builds one `ask` for each model, with every limit of `options` in force.

    `commits` are called soon after a reply, besides the commit of the answers. `in_other_file`
    returns the replies that they have stored.
    """

    workspace: Workspace
    answers: AnswerStore
    meter: Meter
    waiting: Callable[[Failure], None]
    options: AskOptions
    prices: dict[str, Price | None]
    processes: "WorkerProcesses | None" = None
    commits: Sequence[Callable[[], None]] = ()
    in_other_file: Callable[[], Iterable[Reply]] = tuple
    #: What replies say of how they were asked for, each once, by model.
    remarks: dict[str, None] = field(default_factory=dict, compare=False)

    @asynccontextmanager
    async def models(self, plan: Plan) -> AsyncIterator[dict[str, Ask]]:
        """Yield the models by alias; connections and processes are closed at the end."""
        paid = [model for model in plan.models if not model.is_baseline]
        async with AsyncExitStack() as stack:
            if self.processes is not None and paid:
                providers = await self._pooled(self.processes, paid, stack)
            else:
                providers = self._provided(paid, stack)
            commits = TurnCommits(self.answers.commit, *self.commits)
            stack.callback(commits.end)
            cache = CachedAsk(self.answers, commits, refresh=self.options.reuse.refresh)
            asks = {
                model.alias: cache.wrap(
                    with_endpoint(model, self.workspace.environment),
                    self._remarking(model, self._limited(model, providers[model.alias])),
                )
                for model in paid
            }
            yield {**asks, **_free(plan)}

    async def _pooled(
        self, processes: "WorkerProcesses", models: list[ModelSpec], stack: AsyncExitStack
    ) -> dict[str, Ask]:
        from delibctl.edge.workers.pool import WorkerPool

        pool = WorkerPool(processes, self.waiting)
        await stack.enter_async_context(pool)
        return {model.alias: pool.ask(model) for model in models}

    def _provided(self, models: list[ModelSpec], stack: AsyncExitStack) -> dict[str, Ask]:
        environment, options = self.workspace.environment, self.options
        limiters = rate_limiters(models, environment, options.concurrency)
        asks: dict[str, Ask] = {}
        for model in models:
            provider = Provider(
                model,
                environment,
                Random(),
                options.retries,
                self.waiting,
                limiters[model.alias],
            )
            stack.push_async_callback(provider.close)
            asks[model.alias] = provider.ask
        return asks

    def _remarking(self, model: ModelSpec, ask: Ask) -> Ask:
        async def asking(question: Question) -> Reply | Failure:
            answer = await ask(question)
            for note in answer.notes:
                self.remarks.setdefault(f"{model.alias}: {note}")
            return answer

        return asking

    def _limited(self, model: ModelSpec, ask: Ask) -> Ask:
        options, price = self.options, self.prices.get(model.alias)
        if options.budget is not None and price is not None:
            ask = options.budget.guarded(ask, price, model.max_tokens)
        wait = partial(options.retries.wait, retry_after=None, random=Random())
        ask = self.meter.metered(retry_paid(ask, options.retries.attempts, wait, self.waiting))
        if options.deadline is not None:
            clock, limit = self.workspace.clock.monotonic, options.spending.max_time or ""
            ask = with_deadline(ask, options.deadline, clock, limit, told)
        return ask

    def require_handles(self, plan: Plan, questions: int) -> None:
        """Raise DelibctlError if there are too few file handles for so many connections at once."""
        lanes = self.lanes(plan)
        paid = {lanes[model.alias] for model in plan.models if not model.is_baseline}
        if not paid:
            return
        at_once = min(self.options.concurrency * len(paid), questions)
        share = ceil(at_once / len(self.processes.sockets)) if self.processes else at_once
        purpose = f"{counted(at_once, 'question')} at once"
        require_handles(share + _HANDLES, purpose, "concurrency")

    def lost_answers(self) -> int:
        """Give up the answers that no file could take, and return their number."""
        lost = self.answers.abandon()
        stored = list(self.in_other_file()) if lost else []
        return sum(reply not in stored for reply in lost)

    def lanes(self, plan: Plan) -> dict[str, str]:
        """Return the lane of each model by alias: models of one provider and address share one."""
        environment = self.workspace.environment
        models = {model.alias: with_endpoint(model, environment) for model in plan.models}
        return {
            alias: f"{model.name.partition('/')[0]} {model.api_base or ''}"
            for alias, model in models.items()
        }


def _free(plan: Plan) -> dict[str, Ask]:
    """Return the baseline, if it is a model of the plan."""
    baselines = [model.alias for model in plan.models if model.is_baseline]
    if not baselines:
        return {}
    from delibctl.edge.baseline import lexical_model

    return dict.fromkeys(baselines, lexical_model.ask)


def _with_count(error: NotStored, lost: int) -> NotStored:
    """Return the error of a full disk with the number of answers that it cost."""
    if not lost:
        return error
    were = "was" if lost == 1 else "were"
    what = f"{error.what}; {counted(lost, 'answer')} {were} paid for and could not be stored"
    return NotStored(what, where=error.where, next=error.next)


def ask_models(
    pool: ModelClients,
    listener: Listener,
    task: Task,
    plan: Plan,
    work: Callable[[Asks], Coroutine[Any, Any, None]],
) -> LimitReached | None:
    """Open the models of a plan and let `work` ask them, in an event loop of its own.

    The listener is told before where the questions go, and with which key.

    Returns the limit that was reached; questions in flight by then have ended. Raises what `work`
    raises, KeyboardInterrupt, and NotStored with the number of answers that are lost.
    """

    async def run() -> LimitReached | None:
        async with pool.models(plan) as asks:
            try:
                await work(asks)
            except LimitReached as limit:
                return limit
        return None

    pool.require_handles(plan, task.total - task.done)
    for line in destinations(plan.models, pool.workspace.environment):
        listener.note(line)
    listener.began(task)
    try:
        limit = event_loop.run(pool.options.guard(run()))
    except CancelledError:
        # A program cancels from outside what a person stops with Ctrl-C.
        listener.stopped(task)
        raise KeyboardInterrupt from None
    except NotStored as error:
        listener.stopped(task)
        raise _with_count(error, pool.lost_answers()) from error
    except BaseException:
        listener.stopped(task)
        raise
    listener.ended(task)
    for remark in pool.remarks:
        listener.note(remark)
    return limit
