"""Models as judges: tasks are put to them, a bounded number at once."""

from collections.abc import Callable, Iterable, Mapping

from delibctl.errors import DelibctlError
from delibctl.judge import judging
from delibctl.model import Ask, Failure, FailureKind, Policy, Verdict
from delibctl.run.circuit_breaker import advice
from delibctl.run.judge_tasks import JudgeTask
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.task_group import run_concurrently


async def judge_all(
    policy: Policy,
    tasks: Iterable[JudgeTask],
    models: Mapping[str, Ask],
    *,
    concurrency: int,
    store: Callable[[JudgeTask, Verdict], None],
    on_failure: Callable[[JudgeTask, Failure], None],
) -> None:
    """Ask the judges and `store` each verdict; `on_failure` is called for a task without a reply.

    Raises DelibctlError once a judge fails in a way in which it would always fail, and
    LimitReached at a limit, after the questions in flight have ended and are stored.
    """
    pending = iter(tasks)
    replied: set[str] = set()
    limits: list[LimitReached] = []

    async def work() -> None:
        for task in pending:
            if limits:
                return
            try:
                result = await _ask(task, policy, models[task.judge.name])
            except LimitReached as limit:
                limits.append(limit)
                return
            if isinstance(result, Verdict):
                replied.add(task.judge.name)
                store(task, result)
            elif result.kind.fatal or (_is_suspect(result) and task.judge.name not in replied):
                raise DelibctlError(
                    f"judge {task.judge.name}: {result.kind}: {result.message}",
                    next=f"{advice(result)}; then run it again: it continues where it stopped",
                )
            else:
                on_failure(task, result)

    await run_concurrently(work() for _ in range(concurrency))
    if limits:
        raise limits[0]


def _is_suspect(failure: Failure) -> bool:
    """Return True if a judge that has never replied may fail in this way every time."""
    return failure.kind.suspect or failure.kind is FailureKind.UNKNOWN_MODEL


async def _ask(task: JudgeTask, policy: Policy, ask: Ask) -> Verdict | Failure:
    conversation = judging(task.judge, task.vote, policy, task.case, task.deliberation)
    question = next(conversation)
    while True:
        reply = await ask(question)
        if isinstance(reply, Failure):
            return reply
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            verdict: Verdict = end.value
            return verdict
