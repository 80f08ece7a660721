"""Models that judge: looks are put to them, a bounded number at once."""

from collections.abc import Callable, Iterable, Mapping

from delibctl.errors import DelibctlError
from delibctl.judge import judging
from delibctl.model import Ask, Failure, FailureKind, Policy, Verdict
from delibctl.run.circuit_breaker import advice
from delibctl.run.judge_tasks import JudgeTask
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.task_group import together


async def judge_all(
    policy: Policy,
    pending: Iterable[JudgeTask],
    models: Mapping[str, Ask],
    *,
    concurrency: int,
    keep: Callable[[JudgeTask, Verdict], None],
    lost: Callable[[JudgeTask, Failure], None],
) -> None:
    """Ask the judges, and `keep` each verdict; a question without a reply is `lost`.

    Raises DelibctlError once a judge fails in a way in which it always would, and Halted where a
    limit was reached: what was being asked by then has ended and is kept.
    """
    waiting = iter(pending)
    replied: set[str] = set()
    halted: list[LimitReached] = []

    async def work() -> None:
        for look in waiting:
            if halted:
                return
            try:
                found = await _look(look, policy, models[look.judge.name])
            except LimitReached as limit:
                halted.append(limit)
                return
            if isinstance(found, Verdict):
                replied.add(look.judge.name)
                keep(look, found)
            elif found.kind.fatal or (_every(found) and look.judge.name not in replied):
                raise DelibctlError(
                    f"judge {look.judge.name}: {found.kind}: {found.message}",
                    next=f"{advice(found)}; the same command goes on where it stopped",
                )
            else:
                lost(look, found)

    await together(work() for _ in range(concurrency))
    if halted:
        raise halted[0]


def _every(failure: Failure) -> bool:
    """Whether a judge that has never replied may fail so each time."""
    return failure.kind.suspect or failure.kind is FailureKind.UNKNOWN_MODEL


async def _look(look: JudgeTask, policy: Policy, ask: Ask) -> Verdict | Failure:
    conversation = judging(look.judge, look.run, policy, look.case, look.said)
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
