"""How fast one provider is asked: so many attempts at once, so many and so much in a minute."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from math import inf

from delibctl.edge.endpoint import endpoint, provider_name
from delibctl.edge.rate_limit.adaptive_concurrency import AdaptiveConcurrency
from delibctl.edge.rate_limit.sliding_window import Attempt, SlidingWindow
from delibctl.model import ModelSpec

#: A wait shorter than a clock's tick would turn the loop in circles.
_TICK = 0.001


class RateLimiter:
    """What each attempt at one provider has to pass, first come, first served.

    At most `concurrency` at once, `rpm` attempts and `tpm` tokens a minute. The clock is that of
    the running event loop.
    """

    def __init__(self, concurrency: int, rpm: int | None = None, tpm: int | None = None) -> None:
        self._limit = AdaptiveConcurrency(concurrency)
        self._minute = SlidingWindow(rpm, tpm)
        self._running = 0
        self._held_until = -inf
        self._replies = self._written = 0
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def slot(self, tokens: float) -> AsyncIterator[Attempt]:
        """Wait until an attempt with so many tokens in its messages may begin, and hold its place.

        What it will write counts as the mean of what was written so far.
        """
        async with self._turn:
            attempt = await self._begun(tokens)
        try:
            yield attempt
        finally:
            self._running -= 1
            self._changed.set()

    def succeeded(self, attempt: Attempt, read: int, written: int) -> None:
        """An attempt was answered, with so many tokens by the provider's count; 0 if unknown."""
        if read or written:
            self._minute.correct(attempt, read + written)
            self._replies += 1
            self._written += written
        self._limit.succeeded(attempt, _now())
        self._changed.set()

    def overloaded(self, attempt: Attempt, retry_after: float | None = None) -> None:
        """An attempt was too much. Nobody asks before `retry_after` seconds have passed."""
        now = _now()
        self._limit.overloaded(attempt, now)
        if retry_after is not None:
            self._held_until = max(self._held_until, now + retry_after)
        self._changed.set()

    async def _begun(self, tokens: float) -> Attempt:
        while True:
            whole = tokens + self._written / max(1, self._replies)
            now = _now()
            delay = self._delay(whole, now)
            if delay <= 0:
                attempt = Attempt(began=now, tokens=whole)
                self._minute.add(attempt)
                self._limit.began(now)
                self._running += 1
                return attempt
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(None if delay == inf else max(delay, _TICK)):
                    await self._changed.wait()

    def _delay(self, tokens: float, now: float) -> float:
        full = self._running >= self._limit.at(now)
        return max(
            self._held_until - now,
            self._minute.delay(tokens, now),
            self._limit.delay(now) if full else 0.0,
        )


def _now() -> float:
    return asyncio.get_running_loop().time()


def rate_limiters(
    models: Iterable[ModelSpec], environment: Mapping[str, str], concurrency: int
) -> dict[str, RateLimiter]:
    """The pace of each model, by its alias. One provider at one address has one pace.

    Where its models are given several limits a minute, the lowest holds for all of them.
    """
    together: dict[tuple[str, str | None], list[ModelSpec]] = {}
    for model in models:
        key = provider_name(model), endpoint(model, environment)
        together.setdefault(key, []).append(model)
    found: dict[str, RateLimiter] = {}
    for group in together.values():
        rpm = min((model.rpm for model in group if model.rpm is not None), default=None)
        tpm = min((model.tpm for model in group if model.tpm is not None), default=None)
        found |= dict.fromkeys((model.alias for model in group), RateLimiter(concurrency, rpm, tpm))
    return found
