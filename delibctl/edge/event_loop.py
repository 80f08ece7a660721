"""An event loop that ends when it is told to: threads that look up names are not waited for."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Like asyncio.run, which after Ctrl-C waits as long as the slowest name server takes."""
    with asyncio.Runner(loop_factory=_loop) as runner:
        return runner.run(work)


def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threads = ThreadPoolExecutor()
    loop.set_default_executor(threads)

    async def abandon(_timeout: float | None = None) -> None:
        threads.shutdown(wait=False, cancel_futures=True)

    loop.shutdown_default_executor = abandon  # type: ignore[method-assign]
    return loop
