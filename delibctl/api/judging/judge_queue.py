"""The queue of judge tasks: their estimates, and asking the judges."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from delibctl.api.asking.model_clients import Asks, ModelClients, ask_models
from delibctl.api.asking.options import AskOptions
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.workspace import Workspace
from delibctl.edge.answers.store import AnswerStore
from delibctl.judge.judging import opening
from delibctl.model import Estimate, Failure, ModelSpec, Plan, Policy, Price, Verdict
from delibctl.run.estimate import estimate_questions, prompt_tokens
from delibctl.run.judge_tasks import JudgeTask
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.ask_judges import judge_all
from delibctl.run.meter import Meter
from delibctl.text.count import counted

#: Reasons for unreadable verdicts that are listed.
_REASONS = 3

KeepVerdict = Callable[[JudgeTask, Verdict], None]


@dataclass(kw_only=True)
class JudgeQueue:
    """The remaining judge tasks."""

    policy: Policy
    pending: Sequence[JudgeTask]

    def to_pay(self) -> list[ModelSpec]:
        """Return the models that are asked."""
        models = {task.judge.name: task.judge.model for task in self.pending}
        return [model for model in models.values() if model is not None]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return an estimate for each judge."""
        return [self._of(model, prices.get(model.alias)) for model in self.to_pay()]

    def _of(self, model: ModelSpec, price: Price | None) -> Estimate:
        tasks = [task for task in self.pending if task.judge.model == model]
        questions = (
            opening(task.judge, task.vote, self.policy, task.case, task.deliberation)
            for task in tasks
        )
        tokens = sum(map(prompt_tokens, questions))
        return estimate_questions(
            model, calls=len(tasks), tokens=tokens, trials=len(tasks), price=price
        )


@dataclass(frozen=True, kw_only=True)
class AskingJudges:
    """The context for asking judges."""

    workspace: Workspace
    listener: Listener
    options: AskOptions
    answers: AnswerStore
    prices: dict[str, Price | None]


def ask_judges(queue: JudgeQueue, asking: AskingJudges, keep: KeepVerdict) -> LimitReached | None:
    """Ask the judges, and note missing verdicts, which never count as low scores.

    Returns the limit that was reached. Raises DelibctlError if a judge cannot work, and
    KeyboardInterrupt.
    """
    meter, listener = Meter(), asking.listener
    task = Task(work=Work.JUDGING, total=len(queue.pending), done=0, meter=meter)
    verdicts: list[Verdict] = []
    failures: list[Failure] = []

    def keep_verdict(judge_task: JudgeTask, verdict: Verdict) -> None:
        keep(judge_task, verdict)
        verdicts.append(verdict)
        listener.step_ended(broken=not verdict.readable)

    def failed(_judge_task: JudgeTask, failure: Failure) -> None:
        failures.append(failure)
        listener.step_ended(broken=True)

    async def work(asks: Asks) -> None:
        by_judge = {
            judge_task.judge.name: asks[judge_task.judge.model.alias]
            for judge_task in queue.pending
            if judge_task.judge.model is not None
        }
        await judge_all(
            queue.policy,
            queue.pending,
            by_judge,
            concurrency=asking.options.concurrency,
            store=keep_verdict,
            on_failure=failed,
        )

    plan = Plan(models=tuple(queue.to_pay()))
    limit = ask_models(pool_of(asking, meter), listener, task, plan, work)
    for line in _notes(verdicts, failures, len(queue.pending)):
        listener.note(line)
    return limit


def pool_of(asking: AskingJudges, meter: Meter) -> ModelClients:
    """Return the models that are asked, under every limit."""
    return ModelClients(
        workspace=asking.workspace,
        answers=asking.answers,
        meter=meter,
        waiting=asking.listener.waiting,
        options=asking.options.with_deadline(asking.workspace),
        prices=asking.prices,
    )


def _notes(verdicts: Sequence[Verdict], failures: Sequence[Failure], total: int) -> list[str]:
    unreadable = sum(not verdict.readable for verdict in verdicts)
    notes = [f"{len(verdicts)} of {counted(total, 'verdict')}, {unreadable} unreadable"]
    whys = Counter(verdict.why for verdict in verdicts if not verdict.readable)
    notes += [f"  {times} x {why}" for why, times in whys.most_common(_REASONS)]
    if noted := sum(verdict.readable and bool(verdict.notes) for verdict in verdicts):
        held = "holds a note" if noted == 1 else "hold notes"
        notes.append(
            f"{counted(noted, 'verdict')} {held}, as on unknown clauses or quotes; "
            "explain shows them"
        )
    if unreadable:
        notes.append("unreadable replies are cached like all others; a refresh asks again")
    if failures:
        lacking, first = counted(len(failures), "question"), failures[0]
        notes.append(f"{lacking} got no reply; the first: {first.kind}: {first.message}")
        notes.append("judge again to ask them again")
    return notes
