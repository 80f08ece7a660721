"""Stopping a coroutine that runs in the event loop of another thread."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


class Cancellation:
    """Cancels the work that it guards; work that begins after `cancel` is cancelled at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._stop: Callable[[], object] = lambda: None

    def cancel(self) -> None:
        """Cancel the work, from any thread."""
        with self._lock:
            self._cancelled = True
            with suppress(RuntimeError):  # its loop has just ended
                self._stop()

    async def guard(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what `work` returns. Raises CancelledError once it is cancelled."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        with self._lock:
            if self._cancelled or task is None:
                work.close()
                raise asyncio.CancelledError
            self._stop = partial(loop.call_soon_threadsafe, task.cancel)
        try:
            return await work
        finally:
            with self._lock:
                self._stop = lambda: None
