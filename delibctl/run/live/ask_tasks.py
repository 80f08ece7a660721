"""Tasks put to models, a bounded number at once."""

from collections.abc import Callable, Coroutine, Generator, Iterable
from typing import Any, TypeVar

from delibctl.model import Ask, Failure, Question, Reply
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.task_group import run_concurrently

T = TypeVar("T")
R = TypeVar("R")


async def ask_tasks(
    tasks: Iterable[T],
    ask: Callable[[T], Coroutine[Any, Any, R | Failure]],
    *,
    concurrency: int,
    store: Callable[[T, R], None],
    on_failure: Callable[[T, Failure], None],
) -> None:
    """Ask the tasks and `store` each result; `on_failure` is called for a task without a reply.

    Raises what `on_failure` raises, and LimitReached at a limit, after the questions in flight have
    ended and are stored.
    """
    pending = iter(tasks)
    limits: list[LimitReached] = []

    async def work() -> None:
        for task in pending:
            if limits:
                return
            try:
                result = await ask(task)
            except LimitReached as limit:
                limits.append(limit)
                return
            if isinstance(result, Failure):
                on_failure(task, result)
            else:
                store(task, result)

    await run_concurrently(work() for _ in range(concurrency))
    if limits:
        raise limits[0]


async def converse(conversation: Generator[Question, Reply, R], ask: Ask) -> R | Failure:
    """Put each question of a conversation to a model; return its result, or the first failure."""
    question = next(conversation)
    while True:
        reply = await ask(question)
        if isinstance(reply, Failure):
            return reply
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            result: R = end.value
            return result
