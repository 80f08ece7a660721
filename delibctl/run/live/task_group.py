"""Workers that go on side by side until all have ended, or one of them fails."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def together(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run all of them. Where one raises, the others are stopped before it goes on."""
    workers = [asyncio.create_task(one) for one in work]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
