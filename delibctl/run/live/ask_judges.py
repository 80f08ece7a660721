"""Models as judges: tasks are put to them, a bounded number at once."""

from collections.abc import Callable, Iterable, Mapping

from delibctl.errors import DelibctlError
from delibctl.judge.judging import judging
from delibctl.model import Ask, Failure, Policy, Verdict
from delibctl.run.circuit_breaker import advice
from delibctl.run.judge_tasks import JudgeTask
from delibctl.run.live.ask_tasks import ask_tasks, converse


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
    replied: set[str] = set()

    async def ask(task: JudgeTask) -> Verdict | Failure:
        conversation = judging(task.judge, task.vote, policy, task.case, task.deliberation)
        return await converse(conversation, models[task.judge.name])

    def keep(task: JudgeTask, verdict: Verdict) -> None:
        replied.add(task.judge.name)
        store(task, verdict)

    def failed(task: JudgeTask, failure: Failure) -> None:
        name = task.judge.name
        if failure.kind.fatal or (_is_suspect(failure) and name not in replied):
            raise judge_failed(name, failure)
        on_failure(task, failure)

    await ask_tasks(tasks, ask, concurrency=concurrency, store=keep, on_failure=failed)


def judge_failed(name: str, failure: Failure) -> DelibctlError:
    """Return the error of a judge that would fail at every further question."""
    return DelibctlError(
        f"judge {name}: {failure.kind}: {failure.message}",
        next=f"{advice(failure)}; then run it again: it continues where it stopped",
    )


def _is_suspect(failure: Failure) -> bool:
    """Return True if a judge that has never replied may fail in this way every time."""
    return failure.kind.suspect or failure.kind.unless_replied
