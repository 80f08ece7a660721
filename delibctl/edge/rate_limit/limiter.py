"""The rate limiter of a provider: attempts at once, and attempts and tokens in a minute."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from math import inf

from delibctl.edge.endpoint import endpoint, provider_name
from delibctl.edge.rate_limit.adaptive_concurrency import AdaptiveConcurrency
from delibctl.edge.rate_limit.sliding_window import Attempt, SlidingWindow
from delibctl.model import ModelSpec

#: Seconds; a wait shorter than a clock's tick would make the event loop spin.
_TICK = 0.001


class RateLimiter:
    """Admits attempts at one provider, first come, first served.

    At most `concurrency` at once, `rpm` attempts and `tpm` tokens a minute. Its clock is that of
    the running event loop.
    """

    def __init__(self, concurrency: int, rpm: int | None = None, tpm: int | None = None) -> None:
        self._concurrency = AdaptiveConcurrency(concurrency)
        self._window = SlidingWindow(rpm, tpm)
        self._running = 0
        self._blocked_until = -inf
        self._replies = self._output_tokens = 0
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def slot(self, tokens: float) -> AsyncIterator[Attempt]:
        """Wait until an attempt may begin, and occupy its place during the block.

        `tokens` are those of its messages; its reply counts with the mean length so far.
        """
        async with self._turn:
            attempt = await self._begin(tokens)
        try:
            yield attempt
        finally:
            self._running -= 1
            self._changed.set()

    def repeated(self, attempt: Attempt) -> None:
        """Count another request in the place of an attempt."""
        self._window.add(Attempt(began=_now(), tokens=attempt.tokens))

    def succeeded(self, attempt: Attempt, input_tokens: int, output_tokens: int) -> None:
        """Note a success, with tokens as the provider counted them; 0 if it did not."""
        if input_tokens or output_tokens:
            self._window.correct(attempt, input_tokens + output_tokens)
            self._replies += 1
            self._output_tokens += output_tokens
        self._concurrency.succeeded(attempt, _now())
        self._changed.set()

    def overloaded(self, attempt: Attempt, retry_after: float | None = None) -> None:
        """Slow down after a rejected attempt; all wait for `retry_after` seconds if given."""
        now = _now()
        self._concurrency.overloaded(attempt, now)
        if retry_after is not None:
            self._blocked_until = max(self._blocked_until, now + retry_after)
        self._changed.set()

    async def _begin(self, tokens: float) -> Attempt:
        while True:
            expected = tokens + self._output_tokens / max(1, self._replies)
            now = _now()
            delay = self._delay(expected, now)
            if delay <= 0:
                attempt = Attempt(began=now, tokens=expected)
                self._window.add(attempt)
                self._concurrency.began(now)
                self._running += 1
                return attempt
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(None if delay == inf else max(delay, _TICK)):
                    await self._changed.wait()

    def _delay(self, tokens: float, now: float) -> float:
        full = self._running >= self._concurrency.at(now)
        return max(
            self._blocked_until - now,
            self._window.delay(tokens, now),
            self._concurrency.delay(now) if full else 0.0,
        )


def _now() -> float:
    return asyncio.get_running_loop().time()


def rate_limiters(
    models: Iterable[ModelSpec], environment: Mapping[str, str], concurrency: int
) -> dict[str, RateLimiter]:
    """Return the rate limiter of each model by alias; one provider at one address has one.

    If its models have different limits a minute, the lowest applies to all of them.
    """
    by_endpoint: dict[tuple[str, str | None], list[ModelSpec]] = {}
    for model in models:
        key = provider_name(model), endpoint(model, environment)
        by_endpoint.setdefault(key, []).append(model)
    limiters: dict[str, RateLimiter] = {}
    for group in by_endpoint.values():
        rpm = min((model.rpm for model in group if model.rpm is not None), default=None)
        tpm = min((model.tpm for model in group if model.tpm is not None), default=None)
        limiter = RateLimiter(concurrency, rpm, tpm)
        limiters |= dict.fromkeys((model.alias for model in group), limiter)
    return limiters
