"""The time limit: a guard around a model that stops at a deadline."""

import asyncio
from collections.abc import Callable

from delibctl.model import Ask, Failure, Question, Reply
from delibctl.run.limits_reached import LimitReached

#: Seconds that questions in flight may take after the deadline; we chose this number.
_GRACE = 10.0


def with_deadline(ask: Ask, deadline: float, now: Callable[[], float], limit: str) -> Ask:
    """Return `ask` with a deadline, in seconds of the clock `now`; `limit` is its text.

    The result raises LimitReached after the deadline. Questions in flight get ten seconds more.
    """

    async def limited(question: Question) -> Reply | Failure:
        seconds = deadline - now()
        if seconds <= 0:
            raise _reached(limit)
        try:
            return await asyncio.wait_for(ask(question), seconds + _GRACE)
        except TimeoutError:
            raise _reached(limit) from None

    return limited


def _reached(limit: str) -> LimitReached:
    return LimitReached(f"the time limit of {limit} is reached")
