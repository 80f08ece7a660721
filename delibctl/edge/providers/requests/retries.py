"""The retry loop: repeats requests that were not billed, with a random wait between them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from delibctl.model import Failure, FailureKind, Reply

if TYPE_CHECKING:
    from delibctl.edge.providers.requests.request_once import RequestResult

_RETRIED = {
    FailureKind.RATE_LIMIT,
    FailureKind.OVERLOADED,
    FailureKind.SERVER,
    FailureKind.CONNECTION,
}


@dataclass(frozen=True, kw_only=True)
class Retries:
    """The requests for each question at most, and the waits between them in seconds.

    The wait before retry n is random, up to `base` * 2**n, and at most `longest`.
    """

    attempts: int = 6
    base: float = 0.5
    longest: float = 30.0

    def wait(self, attempt: int, retry_after: float | None, random: Random) -> float:
        """Return the seconds to wait after a failed attempt (counted from 1), with full jitter."""
        jitter = random.uniform(0, min(self.longest, self.base * 2**attempt))
        return max(retry_after or 0.0, jitter)


async def with_retries(
    send: "Callable[[], Awaitable[RequestResult]]",
    retries: Retries,
    random: Random,
    waiting: Callable[[Failure], None],
) -> Reply | Failure:
    """Send a question until it gets a reply or a retry is useless.

    `waiting` is called with each failure that is retried. The result counts all requests.
    """
    # Loaded late: commands that ask nothing import this module for its settings.
    import asyncio

    requests = attempts = 0
    while True:
        result = await send()
        requests += result.reply.attempts
        reply = replace(result.reply, attempts=requests)
        attempts += 1
        if isinstance(reply, Reply) or not worth_retrying(reply) or attempts >= retries.attempts:
            return reply
        waiting(reply)
        await asyncio.sleep(retries.wait(attempts, result.retry_after, random))


def worth_retrying(failure: Failure) -> bool:
    """Return True for a failure that may pass, and that is not billed as far as we know."""
    return failure.kind in _RETRIED and not failure.billed
