"""The time limit: a guard around a model that stops at a deadline."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

from delibctl.model import Ask, Failure, Question, Reply
from delibctl.run.limits_reached import LimitReached

#: Seconds that requests on the wire may take after the deadline; we chose this number.
_GRACE = 10.0
#: Seconds to read an answer that came after the deadline. A retry would wait longer.
_READING = 1.0
#: Has a function told, during a block, when a request is sent (True) and when it has ended (False).
Told = Callable[[Callable[[bool], None]], AbstractContextManager[None]]


def with_deadline(
    ask: Ask, deadline: float, now: Callable[[], float], limit: str, told: Told
) -> Ask:
    """Return `ask` with a deadline, in seconds of the clock `now`; `limit` is its text.

    The result raises LimitReached at the deadline, whatever the question waits for. Only a request
    that is on the wire by then gets ten seconds more.
    """

    async def limited(question: Question) -> Reply | Failure:
        seconds = deadline - now()
        if seconds <= 0:
            raise _reached(limit)
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds

        def moved(on_the_wire: bool) -> None:
            if guard.expired():
                return
            if not on_the_wire:
                guard.reschedule(max(end, loop.time() + _READING))
            elif loop.time() < end:
                guard.reschedule(end + _GRACE)
            else:
                raise _reached(limit)

        try:
            async with asyncio.timeout_at(end) as guard:
                with told(moved):
                    return await ask(question)
        except TimeoutError:
            if not guard.expired():
                raise
            raise _reached(limit) from None

    return limited


def _reached(limit: str) -> LimitReached:
    return LimitReached(f"the time limit of {limit} is reached")
