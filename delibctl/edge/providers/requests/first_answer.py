"""Whether what answers at an address is a model, found out with the first questions."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from delibctl.edge.providers.wire import WireFailure
from delibctl.model import Reply

#: Sends a question once.
Send = Callable[[], Awaitable[Reply | WireFailure]]


class FirstAnswer:
    """Asks again once where no model has answered yet: gateways show a page for a moment.

    Other questions wait until that is settled, and those under way may settle it. `pause` returns
    the seconds before the second request; without it, there is none.
    """

    def __init__(self, pause: Callable[[], float] | None) -> None:
        #: True once a model has answered.
        self.came = False
        self._pause = pause
        self._is_missing = False
        self._settling = asyncio.Lock()
        self._under_way = 0
        self._arrived = asyncio.Event()

    async def settled(self) -> None:
        """Wait while it is being found out."""
        if self._settling.locked():
            async with self._settling:
                pass

    async def ask(self, send: Send) -> Reply | WireFailure:
        """Return what a question brings; the result counts its requests."""
        is_early = not self.came
        first = await self._sent(send)
        if self._pause is None or not is_early or not _may_pass(first):
            return first
        async with self._settling:
            if not self.came and not self._is_missing:
                await asyncio.sleep(self._pause())
                second = await self._sent(send)
                if _may_pass(second):
                    await self._others()
                    self._is_missing = not self.came
                return _after(first, second)
        return first if self._is_missing else _after(first, await self._sent(send))

    async def _sent(self, send: Send) -> Reply | WireFailure:
        self._under_way += 1
        try:
            result = await send()
        finally:
            self._under_way -= 1
            self._arrived.set()
        self.came = self.came or isinstance(result, Reply)
        return result

    async def _others(self) -> None:
        """Wait for an answer to another question that is under way."""
        while self._under_way and not self.came:
            self._arrived.clear()
            await self._arrived.wait()


def _may_pass(result: Reply | WireFailure) -> bool:
    return isinstance(result, WireFailure) and result.may_pass


def _after(first: Reply | WireFailure, second: Reply | WireFailure) -> Reply | WireFailure:
    """Return the second result with the requests of both."""
    requests = first.requests if isinstance(first, WireFailure) else first.attempts
    if isinstance(second, Reply):
        return replace(second, attempts=second.attempts + requests)
    return replace(second, requests=second.requests + requests)
