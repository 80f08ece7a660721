"""Models are asked to write prompts, and whether each is a fair test."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from delibctl.api.asking.model_pool import ModelPool
from delibctl.api.asking.preflight import agreed
from delibctl.api.judging.judge_queue import Bench, asker_of
from delibctl.cases.generate import Batch, Job, writing
from delibctl.cases.generate.by_model.prompt import asking
from delibctl.cli.output import talk
from delibctl.cli.screens.progress_bar import Meter, Progress
from delibctl.edge import event_loop
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError, Interrupted, NoVerdict
from delibctl.judge import observe
from delibctl.model import Ask, Estimate, Failure, ModelSpec, Outcome, Plan, Price
from delibctl.run import LimitReached, advice, estimate_questions, prompt_tokens
from delibctl.run.live import run_concurrently
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Lines of each sort that are told; the rest is counted.
_TOLD = 10


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What is to be written: `writer` and `reader` may be the same model."""

    writer: ModelSpec
    reader: ModelSpec
    jobs: Sequence[Job]

    def to_pay(self) -> list[ModelSpec]:
        """The models that are asked."""
        return list({model.alias: model for model in (self.writer, self.reader)}.values())

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """One question to each for every job; the second holds about as much as the first."""
        tokens = sum(prompt_tokens(asking(job)) for job in self.jobs)
        both = self.writer == self.reader
        return [
            estimate_questions(
                model,
                calls=len(self.jobs) * (1 + both),
                tokens=tokens * (1 + both),
                trials=len(self.jobs),
                price=prices.get(model.alias),
            )
            for model in self.to_pay()
        ]


@dataclass(kw_only=True)
class _Desk:
    """The jobs as they end, in their order whatever order they end in."""

    writing: Writing
    batches: dict[int, Batch] = field(default_factory=dict)
    replied: bool = False

    async def work(self, waiting: Iterator[tuple[int, Job]], asks: dict[str, Ask]) -> None:
        for number, job in waiting:
            self.batches[number] = await self._batch(job, asks)

    async def _batch(self, job: Job, asks: dict[str, Ask]) -> Batch:
        conversation = writing(job, _refuses)
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
                next=f"{advice(failure)}; what was answered is kept, so the same command goes on",
            )
        return Batch(job=job, failure=f"no reply ({failure.kind})")


def write_prompts(writing: Writing, bench: Bench) -> list[Batch]:
    """All batches. Raises NoVerdict where a limit was reached: the same command goes on."""
    prices = agreed(writing, bench.spending, bench.confirm_above)
    meter, desk = Meter(), _Desk(writing=writing)
    progress = Progress(len(writing.jobs), 0, meter, what="writing")
    with closing(AnswerStore(bench.state.answers)) as answers:
        asker = asker_of(bench, answers, prices, meter, progress)
        with progress:
            try:
                event_loop.run(_all(desk, asker, bench.concurrency, progress))
            except KeyboardInterrupt:
                raise Interrupted(
                    "interrupted: what was answered is kept, and nothing was written",
                    next="the same command goes on where it stopped",
                ) from None
            except LimitReached as limit:
                raise NoVerdict(
                    f"{limit}; nothing was written",
                    next="the same command goes on where it stopped",
                ) from None
    talk(meter.total())
    batches = [desk.batches[number] for number in range(len(writing.jobs))]
    _talk(batches)
    return batches


async def _all(desk: _Desk, asker: ModelPool, concurrency: int, progress: Progress) -> None:
    waiting = enumerate(desk.writing.jobs)

    def told() -> Iterator[tuple[int, Job]]:
        for pair in waiting:
            yield pair
            progress.advance(broken=False)

    async with asker.models(Plan(models=tuple(desk.writing.to_pay()))) as asks:
        jobs = told()
        count = min(concurrency, len(desk.writing.jobs))
        await run_concurrently(desk.work(jobs, asks) for _ in range(count))


def _refuses(text: str) -> bool:
    return observe((), text).outcome in (Outcome.REFUSE, Outcome.SAFE_COMPLETE)


def _talk(batches: list[Batch]) -> None:
    """What did not become a draft, by name."""
    failed = [f"{batch.job.name}: {batch.failure}" for batch in batches if batch.failure]
    unfair = [
        f"{found.job.name}: {one_line(found.prompt, 60)} - {one_line(found.why, 120)}"
        for batch in batches
        for found in batch.unfair
    ]
    unchecked = [batch.job.name for batch in batches if batch.drafts and not batch.checked]
    for lines, what in (
        (failed, "nothing was written"),
        (unfair, "not a fair test, and dropped"),
        (unchecked, "not checked, as the reply to that held no verdict"),
    ):
        if lines:
            talk(f"{counted(len(lines), 'time')}: {what}")
            for line in lines[:_TOLD]:
                talk(f"  {line}")
            if len(lines) > _TOLD:
                talk(f"  and {len(lines) - _TOLD} more")
