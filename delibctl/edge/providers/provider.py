"""Every real model, through LiteLLM: a question, and as many attempts as it takes.

No retries of the library's own: the loop here knows Retry-After, jitter and when to give up.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from delibctl.edge.providers.request_once import RequestSender
from delibctl.edge.providers.retries import Retries, worth_retrying
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply

#: Attempts at once where nobody says how many.
_UNPACED = 512


class Provider:
    """One model behind LiteLLM; `waiting` is told of each failure after which it tries again.

    What may have been paid for is for others to ask again: empty and unreadable replies, timeouts.
    Models of one provider are given one `pace`.
    """

    def __init__(
        self,
        model: ModelSpec,
        environment: Mapping[str, str],
        random: Random,
        retries: Retries,
        waiting: Callable[[Failure], None] = lambda _failure: None,
        pace: RateLimiter | None = None,
    ) -> None:
        pace = pace or RateLimiter(_UNPACED, model.rpm, model.tpm)
        self._attempts = RequestSender(model, environment, pace)
        self._random = random
        self._retries = retries
        self._waiting = waiting

    @property
    def ask(self) -> Ask:
        """The seam."""
        return self._ask

    async def close(self) -> None:
        """Close the connections of this event loop."""
        await self._attempts.close()

    async def _ask(self, question: Question) -> Reply | Failure:
        requests = tries = 0
        while True:
            outcome = await self._attempts.once(question)
            requests += outcome.found.attempts
            if outcome.turned_down:
                continue
            found = replace(outcome.found, attempts=requests)
            tries += 1
            if isinstance(found, Reply) or not worth_retrying(found):
                return found
            if tries >= self._retries.attempts:
                return found
            self._waiting(found)
            wait = self._retries.wait(tries, outcome.retry_after, self._random)
            await asyncio.sleep(wait)
