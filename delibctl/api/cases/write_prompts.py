"""Prompts written by a model, each checked to be a fair test."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from delibctl.api.asking.model_clients import Asks, ModelClients, ask_models
from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.workspace import Workspace
from delibctl.cases.generate import Batch, Job, Noted, writing
from delibctl.cases.generate.by_model.prompt import asking
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError, Interrupted, NoVerdict
from delibctl.judge.patterns import observe
from delibctl.model import Estimate, Failure, ModelSpec, Outcome, Plan, Price
from delibctl.run.circuit_breaker import advice
from delibctl.run.estimate import estimate_questions, prompt_tokens
from delibctl.run.live.task_group import run_concurrently
from delibctl.run.meter import Meter
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Maximum number of lines of each kind; others are counted.
_NOTED = 10


@dataclass(frozen=True, kw_only=True)
class Writing:
    """The prompts to write, the model that writes and the model that checks; both may be one.

    `template` is the version of the words that ask.
    """

    writer: ModelSpec
    reader: ModelSpec
    jobs: Sequence[Job]
    template: int = 1

    def to_pay(self) -> list[ModelSpec]:
        """Return the models to ask."""
        return list({model.alias: model for model in (self.writer, self.reader)}.values())

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return estimates: one question to write and one to check, of about equal length."""
        tokens = sum(prompt_tokens(asking(job, self.template)) for job in self.jobs)
        same_model = self.writer == self.reader
        return [
            estimate_questions(
                model,
                calls=len(self.jobs) * (1 + same_model),
                tokens=tokens * (1 + same_model),
                trials=len(self.jobs),
                price=prices.get(model.alias),
            )
            for model in self.to_pay()
        ]


@dataclass(kw_only=True)
class _Desk:
    """The batches of the jobs that have ended, by number."""

    writing: Writing
    listener: Listener
    batches: dict[int, Batch] = field(default_factory=dict)
    replied: bool = False

    async def work(self, pending: Iterator[tuple[int, Job]], asks: Asks) -> None:
        for number, job in pending:
            self.batches[number] = await self._batch(job, asks)
            self.listener.step_ended(broken=False)

    async def _batch(self, job: Job, asks: Asks) -> Batch:
        conversation = writing(job, _refuses, self.writing.template)
        question = next(conversation)
        ask = asks[self.writing.writer.alias]
        while True:
            reply = await ask(question)
            if isinstance(reply, Failure):
                return self._failed(job, reply)
            self.replied = True
            ask = asks[self.writing.reader.alias]
            try:
                question = conversation.send(reply)
            except StopIteration as end:
                batch: Batch = end.value
                return batch

    def _failed(self, job: Job, failure: Failure) -> Batch:
        if failure.kind.fatal or not self.replied:
            raise DelibctlError(
                f"{failure.kind}: {failure.message}",
                next=f"{advice(failure)}; then generate again: replies so far are cached",
            )
        return Batch(job=job, failure=f"no reply ({failure.kind})")


def write_prompts(
    workspace: Workspace, listener: Listener, writing: Writing, options: AskOptions
) -> list[Batch]:
    """Return a batch for each job, in their order.

    Raises DelibctlError if no model can be asked, NoVerdict if a limit was reached: what was
    answered is cached, so the same call continues. Raises Interrupted on Ctrl-C.
    """
    prices = agree(workspace, listener, writing, options)
    meter, desk = Meter(), _Desk(writing=writing, listener=listener)
    task = Task(work=Work.WRITING, total=len(writing.jobs), done=0, meter=meter)

    async def work(asks: Asks) -> None:
        pending = enumerate(writing.jobs)
        count = min(options.concurrency, len(writing.jobs))
        await run_concurrently(desk.work(pending, asks) for _ in range(count))

    with closing(AnswerStore(workspace.state.answers)) as answers:
        pool = ModelClients(
            workspace=workspace,
            answers=answers,
            meter=meter,
            waiting=listener.waiting,
            options=options.with_deadline(workspace),
            prices=prices,
        )
        try:
            limit = ask_models(pool, listener, task, Plan(models=tuple(writing.to_pay())), work)
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted: the replies so far are cached, and nothing was written",
                next="generate again with the same options to continue",
                usage="run the same command again to continue",
            ) from None
    if limit is not None:
        raise NoVerdict(
            f"{limit}; nothing was written",
            next="generate again to continue, with a higher limit if nothing was asked",
            usage="run it again to continue, with a higher limit if nothing was asked",
        )
    batches = [desk.batches[number] for number in range(len(writing.jobs))]
    for line in _notes(batches):
        listener.note(line)
    return batches


def _refuses(text: str) -> bool:
    return observe((), text).outcome in (Outcome.REFUSE, Outcome.SAFE_COMPLETE)


def _line(noted: Noted) -> str:
    return f"{noted.job.name}: {one_line(noted.prompt, 60)} - {one_line(noted.why, 120)}"


def _notes(batches: list[Batch]) -> Iterator[str]:
    """Yield the jobs and prompts without a draft."""
    failed = [f"{batch.job.name}: {batch.failure}" for batch in batches if batch.failure]
    unusable = [_line(noted) for batch in batches for noted in batch.unusable]
    unfair = [_line(noted) for batch in batches for noted in batch.unfair]
    unread = [_line(noted) for batch in batches for noted in batch.unchecked]
    unchecked = [batch.job.name for batch in batches if batch.drafts and not batch.checked]
    for lines, nouns, outcome in (
        (failed, ("batch", "batches"), "failed"),
        (unusable, ("text", "texts"), "dropped: no prompt"),
        (unfair, ("prompt", "prompts"), "dropped: not a fair test"),
        (unread, ("prompt", "prompts"), "not checked: the verdict was neither yes nor no"),
        (unchecked, ("batch", "batches"), "not checked: the reply had no verdict"),
    ):
        if lines:
            yield f"{counted(len(lines), *nouns)} {outcome}"
            yield from (f"  {line}" for line in lines[:_NOTED])
            if len(lines) > _NOTED:
                yield f"  and {len(lines) - _NOTED} more"
