"""Asking a model which way each change of words moves a policy."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from delibctl.api.asking.model_clients import Asks, ask_models
from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree, prices_of
from delibctl.api.judging.judge_queue import AskingJudges, pool_of
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.policies.opinion_options import OpinionModel
from delibctl.api.policies.opinion_queue import OpinionQueue, VoteTask, opinion_queue
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Comparison
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import Interrupted
from delibctl.judge.changes.read import ChangeVote
from delibctl.judge.changes.voting import voting
from delibctl.model import Ask, Estimate, Failure, FailureKind, Plan
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.ask_judges import judge_failed
from delibctl.run.live.ask_tasks import ask_tasks, converse
from delibctl.run.meter import Meter
from delibctl.text.count import counted

#: Failures of a server, not of one question.
_DOWN = {
    FailureKind.CONNECTION,
    FailureKind.OVERLOADED,
    FailureKind.RATE_LIMIT,
    FailureKind.SERVER,
    FailureKind.TIMEOUT,
}
#: Consecutive failures of a server after which it is not asked again; we chose this number.
_IN_A_ROW = 3


def ask_opinions(
    workspace: Workspace,
    listener: Listener,
    comparison: Comparison,
    asked: OpinionModel,
    options: AskOptions,
) -> tuple[Comparison, LimitReached | None]:
    """Return the comparison with the model's opinions, and the limit that was reached.

    A reply that is no vote, and a server that is down, are missing votes. Raises DelibctlError if
    the model can never be asked or the cost is not confirmed, and Interrupted.
    """
    with closing(AnswerStore(workspace.state.answers)) as answers:
        queue = _queue(workspace, comparison, asked, options, answers)
        prices = agree(workspace, listener, queue, options)
        asking = AskingJudges(
            workspace=workspace,
            listener=listener,
            options=options,
            answers=answers,
            prices=prices,
        )
        try:
            limit = _ask(queue, asking) if queue.pending else None
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted: the replies so far are cached",
                next="compare again with the same model to continue",
                usage="run the same command again to continue",
            ) from None
    for line in _notes(queue):
        listener.note(line)
    return queue.result(str(limit or "")), limit


def estimate_opinions(
    workspace: Workspace, comparison: Comparison, asked: OpinionModel, options: AskOptions
) -> list[Estimate]:
    """Return the questions that `ask_opinions` would ask, and their price."""
    with closing(AnswerStore(workspace.state.answers)) as answers:
        queue = _queue(workspace, comparison, asked, options, answers)
    return queue.estimates(prices_of(queue.to_pay()))


def _queue(
    workspace: Workspace,
    comparison: Comparison,
    asked: OpinionModel,
    options: AskOptions,
    answers: AnswerStore,
) -> OpinionQueue:
    refresh = options.reuse.refresh
    return opinion_queue(workspace, comparison, asked, answers, refresh=refresh)


def _ask(queue: OpinionQueue, asking: AskingJudges) -> LimitReached | None:
    meter = Meter()
    task = Task(work=Work.JUDGING, total=len(queue.pending), done=0, meter=meter)

    async def work(asks: Asks) -> None:
        collecting = _Collecting(
            queue=queue, listener=asking.listener, model=asks[queue.model.alias]
        )
        await ask_tasks(
            queue.pending,
            collecting.ask,
            concurrency=asking.options.concurrency,
            store=collecting.store,
            on_failure=collecting.failed,
        )

    plan = Plan(models=(queue.model,))
    return ask_models(pool_of(asking, meter), asking.listener, task, plan, work)


@dataclass(kw_only=True)
class _Collecting:
    """Takes each vote as it ends; stops asking a server that is down."""

    queue: OpinionQueue
    listener: Listener
    model: Ask
    replied: bool = False
    failures: int = 0
    last: Failure | None = None

    async def ask(self, task: VoteTask) -> ChangeVote | Failure | None:
        if self.last is not None and self.failures >= _IN_A_ROW:
            return self.last
        return await converse(voting(task.change, task.number, task.template), self.model)

    def store(self, task: VoteTask, vote: ChangeVote | None) -> None:
        self.replied, self.failures = True, 0
        self.queue.votes[task] = vote
        self.listener.step_ended(broken=vote is None)

    def failed(self, task: VoteTask, failure: Failure) -> None:
        wrong = failure.kind is FailureKind.FORBIDDEN or failure.kind.unless_replied
        if failure.kind.fatal or (wrong and not self.replied):
            raise judge_failed(self.queue.model.alias, failure)
        if failure.kind in _DOWN:
            self.failures, self.last = self.failures + 1, failure
        self.queue.failures[task] = f"{failure.kind}: {failure.message}"
        self.listener.step_ended(broken=True)


def _notes(queue: OpinionQueue) -> Iterator[str]:
    """Yield how much of the comparison the model was asked about, and what is missing."""
    name, changes = queue.model.alias, counted(len(queue.comparison.changes), "change")
    if not queue.material:
        yield f"{name} was not asked: no direction of a change of words is in doubt"
        return
    total = len(dict.fromkeys(queue.material.values())) * queue.wanted
    unreadable = list(queue.votes.values()).count(None)
    votes = f"{len(queue.votes)} of {counted(total, 'vote')}, {unreadable} unreadable"
    yield f"{name} was asked about {len(queue.material)} of {changes}: {votes}"
    if unreadable:
        yield "unreadable replies are cached like all others; a refresh asks again"
    if queue.failures:
        lacking = counted(len(queue.failures), "question")
        yield f"{lacking} got no reply; compare again to ask again"
