"""Judges at work: what they still have to look at, what that may cost, and the asking itself."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from delibctl.api.asking.model_pool import ModelPool
from delibctl.cli.options.probe import Spending
from delibctl.cli.output import talk
from delibctl.cli.screens.progress_bar import Meter, Progress
from delibctl.edge import event_loop
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.providers.retries import Retries
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import Settings
from delibctl.judge import opening
from delibctl.model import Estimate, Failure, ModelSpec, Plan, Policy, Price, Verdict
from delibctl.run import Budget, JudgeTask, LimitReached, estimate_questions, prompt_tokens
from delibctl.run.live import judge_all
from delibctl.text.count import counted

Keep = Callable[[JudgeTask, Verdict], None]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """How judges are asked: where answers are kept, how many at once, for how much."""

    state: StateFolder
    concurrency: int
    retries: Retries
    spending: Spending
    confirm_above: float
    budget: Budget | None = None
    refresh: bool = False
    #: A time of time.monotonic, where it was set before the judges began.
    deadline: float | None = None


def bench(
    settings: Settings, spending: Spending, state: StateFolder, concurrency: int | None
) -> Bench:
    """The same out of configuration and options."""
    limit = spending.max_cost
    return Bench(
        state=state,
        concurrency=concurrency or settings.concurrency,
        retries=Retries(attempts=settings.attempts, base=settings.retry_wait),
        spending=spending,
        confirm_above=settings.confirm_above,
        budget=None if limit is None else Budget(limit),
    )


@dataclass(kw_only=True)
class JudgeQueue:
    """What the judges have to look at still, and what that may cost."""

    policy: Policy
    pending: Sequence[JudgeTask]

    def to_pay(self) -> list[ModelSpec]:
        """The models that are asked."""
        models = {look.judge.name: look.judge.model for look in self.pending}
        return [model for model in models.values() if model is not None]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """What each judge will be asked."""
        return [self._of(model, prices.get(model.alias)) for model in self.to_pay()]

    def _of(self, model: ModelSpec, price: Price | None) -> Estimate:
        own = [look for look in self.pending if look.judge.model == model]
        questions = (
            opening(look.judge, look.vote, self.policy, look.case, look.deliberation)
            for look in own
        )
        tokens = sum(map(prompt_tokens, questions))
        return estimate_questions(
            model, calls=len(own), tokens=tokens, trials=len(own), price=price
        )


def sit(
    docket: JudgeQueue,
    bench: Bench,
    answers: AnswerStore,
    prices: dict[str, Price | None],
    keep: Keep,
) -> LimitReached | None:
    """Ask, with a bar on a terminal, and say what is missing: that is never a low score.

    A limit that was reached is returned. Raises where a judge cannot work, and KeyboardInterrupt.
    """
    meter = Meter()
    progress = Progress(len(docket.pending), 0, meter, what="judging")
    kept: list[Verdict] = []
    without: list[Failure] = []

    def keeping(look: JudgeTask, verdict: Verdict) -> None:
        keep(look, verdict)
        kept.append(verdict)
        progress.advance(broken=not verdict.readable)

    def lost(_look: JudgeTask, failure: Failure) -> None:
        without.append(failure)
        progress.advance(broken=True)

    asker = asker_of(bench, answers, prices, meter, progress)
    with progress:
        halted = event_loop.run(_ask(docket, bench, asker, keeping, lost))
    talk(meter.total())
    unreadable = sum(not verdict.readable for verdict in kept)
    talk(f"{len(kept)} of {counted(len(docket.pending), 'verdict')}, {unreadable} unreadable")
    if unreadable:
        talk("an unreadable reply is kept like any other: --refresh asks anew")
    if without:
        lacking = counted(len(without), "question")
        talk(f"{lacking} got no reply, the first: {without[0].kind}: {without[0].message}")
        talk("the same command asks them again")
    return halted


def asker_of(
    bench: Bench,
    answers: AnswerStore,
    prices: dict[str, Price | None],
    meter: Meter,
    progress: Progress,
) -> ModelPool:
    """What asks, under every limit."""
    seconds, deadline = bench.spending.seconds, bench.deadline
    if deadline is None and seconds is not None:
        deadline = time.monotonic() + seconds
    return ModelPool(
        answers=answers,
        meter=meter,
        waiting=progress.waiting,
        retries=bench.retries,
        concurrency=bench.concurrency,
        budget=bench.budget,
        prices=prices,
        deadline=deadline,
        max_time=bench.spending.max_time or "",
        refresh=bench.refresh,
    )


async def _ask(
    docket: JudgeQueue,
    bench: Bench,
    asker: ModelPool,
    keep: Keep,
    lost: Callable[[JudgeTask, Failure], None],
) -> LimitReached | None:
    plan = Plan(models=tuple(docket.to_pay()))
    async with asker.models(plan) as models:
        by_judge = {
            look.judge.name: models[look.judge.model.alias]
            for look in docket.pending
            if look.judge.model is not None
        }
        try:
            await judge_all(
                docket.policy,
                docket.pending,
                by_judge,
                concurrency=bench.concurrency,
                store=keep,
                on_failure=lost,
            )
        except LimitReached as limit:
            return limit
    return None
