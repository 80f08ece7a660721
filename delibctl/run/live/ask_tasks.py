"""Tasks put to models, a bounded number at once."""

from collections.abc import Callable, Coroutine, Generator, Iterable
from typing import Any, TypeVar

from delibctl.errors import NotStored
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

    Raises what `on_failure` raises, LimitReached at a limit, and NotStored at a full disk, after
    the questions in flight have ended.
    """
    pending = iter(tasks)
    ends: list[LimitReached | NotStored] = []

    async def work() -> None:
        for task in pending:
            if ends:
                return
            try:
                result = await ask(task)
                if isinstance(result, Failure):
                    on_failure(task, result)
                else:
                    store(task, result)
            except (LimitReached, NotStored) as end:
                ends.append(end)
                return

    await run_concurrently(work() for _ in range(concurrency))
    if ends:
        raise next((end for end in ends if isinstance(end, NotStored)), ends[0])


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
