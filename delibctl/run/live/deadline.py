"""A limit of time: a guard around a model that stops once it is up."""

import asyncio
from collections.abc import Callable

from delibctl.model import Ask, Failure, Question, Reply
from delibctl.run.limits_reached import LimitReached

#: Seconds that questions in flight may still take once the time is up; our own number.
_GRACE = 10.0


def until(ask: Ask, deadline: float, now: Callable[[], float], limit: str) -> Ask:
    """`ask` until a time of the clock `now`; what is in flight by then has ten seconds more."""

    async def timed(question: Question) -> Reply | Failure:
        left = deadline - now()
        if left <= 0:
            raise LimitReached(f"--max-time {limit} is up")
        try:
            return await asyncio.wait_for(ask(question), left + _GRACE)
        except TimeoutError:
            raise LimitReached(f"--max-time {limit} is up") from None

    return timed
