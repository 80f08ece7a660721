"""Retries of failed requests that may be billed: empty, half and unreadable replies, timeouts.

They happen outside the budget, so that each request counts as a question of its own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from delibctl.model import Ask, Failure, FailureKind, Question, Reply
from delibctl.run.limits_reached import LimitReached

_MAY_BE_BILLED = {FailureKind.TIMEOUT, FailureKind.BAD_REPLY}


def retry_paid(
    ask: Ask,
    attempts: int,
    wait: Callable[[int], float],
    waiting: Callable[[Failure], None] = lambda _failure: None,
) -> Ask:
    """Return `ask` with retries of failed requests that may be billed, up to `attempts` requests.

    If a limit forbids a retry, the result so far counts: the same question would otherwise use up
    the next limit as well. `wait` returns the seconds before retry n; `waiting` is called with
    each failure. The result counts the requests and the usage of all.
    """

    async def asking(question: Question) -> Reply | Failure:
        result = await ask(question)
        retries = 0
        while (failure := _billed_failure(result)) is not None and result.attempts < attempts:
            retries += 1
            waiting(failure)
            await asyncio.sleep(wait(retries))
            try:
                latest = await ask(question)
            except LimitReached:
                return result
            result = _combined(result, latest)
        return result

    return asking


def _billed_failure(result: Reply | Failure) -> Failure | None:
    """Return the failure that a retry may cure. A reply that was cut off would be cut off again."""
    if isinstance(result, Failure):
        return result if result.billed or result.kind in _MAY_BE_BILLED else None
    if result.text.strip() or result.blocked or result.finish == "length":
        return None
    return Failure(kind=FailureKind.BAD_REPLY, message="the reply held no text")


def _combined(earlier: Reply | Failure, latest: Reply | Failure) -> Reply | Failure:
    """Return the latest result with the requests and the usage of both."""
    attempts = earlier.attempts + latest.attempts
    usages = [usage for usage in (earlier.usage, latest.usage) if usage is not None]
    if not usages:
        return replace(latest, attempts=attempts)
    return replace(latest, attempts=attempts, usage=sum(usages[1:], usages[0]))
