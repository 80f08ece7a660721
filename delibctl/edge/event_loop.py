"""An event loop that ends without waiting for threads that look up host names."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from delibctl.edge.quiet_loggers import quiet_loggers

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine like asyncio.run, but without waiting for slow name servers after Ctrl-C."""
    with quiet_loggers(), asyncio.Runner(loop_factory=_loop) as runner:
        return runner.run(work)


def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threads = ThreadPoolExecutor()
    loop.set_default_executor(threads)
    # It would print what an abandoned question got. Nothing of ours is left to it.
    loop.set_exception_handler(lambda _loop, _context: None)

    async def abandon(_timeout: float | None = None) -> None:
        threads.shutdown(wait=False, cancel_futures=True)

    loop.shutdown_default_executor = abandon  # type: ignore[method-assign]
    return loop
