"""Tasks that run concurrently until all have ended, or one of them fails."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def run_concurrently(coroutines: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run all coroutines. If one raises, cancel the others before the exception goes on.

    Unlike asyncio.TaskGroup, the exception is not wrapped in an ExceptionGroup.
    """
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
