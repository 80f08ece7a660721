"""A bounded queue: so many requests are scored at once, so many wait, and more are sent away."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from delibctl.reward.server.limits import Limits
from delibctl.reward.server.refusal import Refusal


class Places:
    """The places of a server. A request has one from its first byte, and waits for its turn."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.at_once)
        self.taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place during the block. Raises Refusal 503 if none is free."""
        limits = self._limits
        if self.taken >= limits.at_once + limits.waiting:
            raise Refusal(
                503,
                f"{self.taken} requests are scored or wait",
                f"send this one again in {limits.retry_after} s",
                {"Retry-After": str(limits.retry_after)},
            )
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    def turn(self) -> asyncio.Semaphore:
        """Return the context in which a request is scored."""
        return self._turns
