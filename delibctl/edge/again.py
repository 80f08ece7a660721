"""What may have been paid for without an answer is asked for again: empty replies and timeouts.

That is outside of the limits, so that each time is counted as a question of its own.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from random import Random

from delibctl.edge.retries import Retries, paid_in_vain
from delibctl.model import Ask, Failure, Question, Reply, Usage


def asked_again(
    ask: Ask,
    retries: Retries,
    random: Random,
    waiting: Callable[[Failure], None] = lambda _failure: None,
) -> Ask:
    """`ask`, and again where it was paid for in vain, until so many requests were made.

    What comes of it counts the requests and the usage of all; `waiting` is told of each failure.
    """

    async def asking(question: Question) -> Reply | Failure:
        requests = tries = 0
        usage: Usage | None = None
        while True:
            found = await ask(question)
            requests += found.attempts
            if found.usage is not None:
                usage = found.usage if usage is None else usage + found.usage
            failure = paid_in_vain(found)
            if failure is None or requests >= retries.attempts:
                return _whole(found, requests, usage)
            tries += 1
            waiting(failure)
            await asyncio.sleep(retries.wait(tries, None, random))

    return asking


def _whole(found: Reply | Failure, requests: int, usage: Usage | None) -> Reply | Failure:
    if usage is None:
        return replace(found, attempts=requests)
    return replace(found, attempts=requests, usage=usage)
