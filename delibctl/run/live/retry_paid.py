"""What may have been paid for in vain is asked for again: empty and unreadable replies, timeouts.

That is outside of the limit of money, so that each time is counted as a question of its own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from delibctl.model import Ask, Failure, FailureKind, Question, Reply
from delibctl.run.limits_reached import LimitReached

_IN_VAIN = {FailureKind.TIMEOUT, FailureKind.BAD_REPLY}


def retry_paid(
    ask: Ask,
    attempts: int,
    wait: Callable[[int], float],
    waiting: Callable[[Failure], None] = lambda _failure: None,
) -> Ask:
    """`ask`, and again where it was paid for in vain, until so many requests were made.

    Where a limit forbids another time, what there is stays: else the same question would take the
    whole of the next limit too. `wait` tells the seconds before try n; `waiting` is told of each
    failure. What comes of it counts the requests and the usage of all.
    """

    async def asking(question: Question) -> Reply | Failure:
        found = await ask(question)
        whole, tries = found, 0
        while (failure := _in_vain(found)) is not None and whole.attempts < attempts:
            tries += 1
            waiting(failure)
            await asyncio.sleep(wait(tries))
            try:
                found = await ask(question)
            except LimitReached:
                return whole
            whole = _together(whole, found)
        return whole

    return asking


def _in_vain(found: Reply | Failure) -> Failure | None:
    """What went wrong, where asking again may help. A reply that was cut off would be so again."""
    if isinstance(found, Failure):
        return found if found.kind in _IN_VAIN else None
    if found.text.strip() or found.blocked or found.finish == "length":
        return None
    return Failure(kind=FailureKind.BAD_REPLY, message="the reply held no text")


def _together(before: Reply | Failure, found: Reply | Failure) -> Reply | Failure:
    """What was found last, with the requests and the usage of what was found before."""
    attempts = before.attempts + found.attempts
    usages = [usage for usage in (before.usage, found.usage) if usage is not None]
    if not usages:
        return replace(found, attempts=attempts)
    return replace(found, attempts=attempts, usage=sum(usages[1:], usages[0]))
