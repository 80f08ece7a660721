"""Asking a model to rewrite reasoning: cached replies first, then under every limit."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

from delibctl.api.asking.model_clients import Asks, ask_models
from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree, prices_of
from delibctl.api.asking.remaining import cached_in, nothing_cached
from delibctl.api.judging.judge_queue import AskingJudges, pool_of
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.workspace import Workspace
from delibctl.distill.dropped import Dropped
from delibctl.distill.pipeline import Pointing
from delibctl.distill.record import Record
from delibctl.distill.rewriting import Rewritten, not_rewritten, rewriting
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError, Interrupted, NoVerdict
from delibctl.model import Estimate, Failure, ModelSpec, Plan, Policy, Price, Question
from delibctl.run.circuit_breaker import advice
from delibctl.run.estimate import estimate_questions, prompt_tokens
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.ask_tasks import ask_tasks, converse
from delibctl.run.meter import Meter
from delibctl.run.replay import FindCached
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class Rewriter:
    """The model that rewrites reasoning, and the way it is asked."""

    model: ModelSpec
    options: AskOptions

    def __post_init__(self) -> None:
        if self.model.is_baseline:
            raise DelibctlError(
                "the baseline cannot rewrite reasoning: it is not a language model",
                next="name a language model",
            )


@dataclass(frozen=True)
class _Result:
    """What a conversation made of a record."""

    made: Record | Dropped


@dataclass(kw_only=True)
class _Queue:
    """The results so far by the number of the record, and the questions that lead to the others."""

    model: ModelSpec
    policy: Policy
    pointing: Sequence[Pointing]
    results: dict[int, Record | Dropped] = field(default_factory=dict)
    pending: dict[int, Question] = field(default_factory=dict)
    replied: bool = False
    failures: int = 0

    def to_pay(self) -> list[ModelSpec]:
        """Return the model, if it has to be asked."""
        return [self.model] if self.pending else []

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return the estimate for the model."""
        questions = self.pending.values()
        estimate = estimate_questions(
            self.model,
            calls=len(questions),
            tokens=sum(map(prompt_tokens, questions)),
            trials=len(self.pointing),
            cached=len(self.results),
            price=prices.get(self.model.alias),
        )
        return [estimate]

    def replay(self, number: int, find: FindCached) -> None:
        """Take a result from cached replies, else note the first question without one."""
        conversation = rewriting(self.pointing[number], self.policy)
        question = next(conversation)
        while (reply := find(self.model, question)) is not None:
            try:
                question = conversation.send(reply)
            except StopIteration as end:
                self.results[number] = end.value
                return
        self.pending[number] = question

    def failed(self, number: int, failure: Failure) -> None:
        """Drop a record without a reply. Raises DelibctlError if no other would get one."""
        unusable = failure.kind.suspect or failure.kind.unless_replied
        if failure.kind.fatal or (unusable and not self.replied):
            raise DelibctlError(
                f"{self.model.alias}: {failure.kind}: {failure.message}",
                next=f"{advice(failure)}; then distill again: replies so far are cached",
            )
        self.failures += 1
        self.results[number] = not_rewritten(self.pointing[number], f"no reply ({failure.kind})")


def rewrite(
    workspace: Workspace,
    listener: Listener,
    pointing: Sequence[Pointing],
    policy: Policy,
    rewriter: Rewriter,
) -> Rewritten:
    """Have a model rewrite the reasoning of records.

    Raises DelibctlError if the model cannot be asked or the cost is not confirmed, NoVerdict if a
    limit was reached, and Interrupted: what was answered is cached, so the same call continues.
    """
    with closing(AnswerStore(workspace.state.answers)) as answers:
        queue = _queue(workspace, pointing, policy, rewriter, answers)
        prices = agree(workspace, listener, queue, rewriter.options)
        asking = AskingJudges(
            workspace=workspace,
            listener=listener,
            options=rewriter.options,
            answers=answers,
            prices=prices,
        )
        try:
            limit = _ask(queue, asking) if queue.pending else None
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted: the replies so far are cached, and nothing was written",
                next="distill again with the same options to continue",
                usage="run the same command again to continue",
            ) from None
    if limit is not None:
        raise NoVerdict(
            f"{limit}; nothing was written",
            next="distill again to continue, with a higher limit if nothing was asked",
            usage="run it again to continue, with a higher limit if nothing was asked",
        )
    rewritten = Rewritten(results=[queue.results[number] for number in range(len(pointing))])
    _note(listener, queue, rewritten)
    return rewritten


def estimate_rewriting(
    workspace: Workspace, pointing: Sequence[Pointing], policy: Policy, rewriter: Rewriter
) -> list[Estimate]:
    """Return the questions that `rewrite` would ask, and their price."""
    with closing(AnswerStore(workspace.state.answers)) as answers:
        queue = _queue(workspace, pointing, policy, rewriter, answers)
    return queue.estimates(prices_of(queue.to_pay()))


def _queue(
    workspace: Workspace,
    pointing: Sequence[Pointing],
    policy: Policy,
    rewriter: Rewriter,
    answers: AnswerStore,
) -> _Queue:
    refresh = rewriter.options.reuse.refresh
    find = nothing_cached if refresh else cached_in(answers, workspace.environment)
    queue = _Queue(model=rewriter.model, policy=policy, pointing=pointing)
    for number in range(len(pointing)):
        queue.replay(number, find)
    return queue


def _ask(queue: _Queue, asking: AskingJudges) -> LimitReached | None:
    meter = Meter()
    task = Task(work=Work.REWRITING, total=len(queue.pending), done=0, meter=meter)

    def store(number: int, result: _Result) -> None:
        queue.replied = True
        queue.results[number] = result.made
        asking.listener.step_ended(broken=isinstance(result.made, Dropped))

    def failed(number: int, failure: Failure) -> None:
        queue.failed(number, failure)
        asking.listener.step_ended(broken=True)

    async def work(asks: Asks) -> None:
        model = asks[queue.model.alias]

        async def ask(number: int) -> _Result | Failure:
            result = await converse(rewriting(queue.pointing[number], queue.policy), model)
            return result if isinstance(result, Failure) else _Result(result)

        await ask_tasks(
            list(queue.pending),
            ask,
            concurrency=asking.options.concurrency,
            store=store,
            on_failure=failed,
        )

    plan = Plan(models=(queue.model,))
    return ask_models(pool_of(asking, meter), asking.listener, task, plan, work)


def _note(listener: Listener, queue: _Queue, rewritten: Rewritten) -> None:
    done, total = len(rewritten.records), counted(len(queue.pointing), "record")
    listener.note(f"{queue.model.alias} rewrote the reasoning of {done} of {total}")
    if queue.failures:
        lacking = counted(queue.failures, "question")
        listener.note(f"{lacking} got no reply; distill into another folder to ask again")
