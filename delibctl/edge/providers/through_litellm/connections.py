"""The HTTP connections that LiteLLM keeps open, one set for each event loop."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

#: The event loops that ask models at present; each knows only that it does.
_loops: set[int] = set()


def open_connections() -> None:
    """Say that this event loop asks models from now on."""
    _loops.add(id(asyncio.get_running_loop()))


async def close_connections(litellm: Any) -> None:
    """Close the connections of this event loop; other loops of the process keep theirs.

    LiteLLM's own function closes every client, which breaks the questions of another loop.
    """
    loop = id(asyncio.get_running_loop())
    _loops.discard(loop)
    if not _loops:
        await litellm.close_litellm_async_clients()
        await _close_session(litellm.main.base_llm_aiohttp_handler)
    clients = litellm.in_memory_llm_clients_cache.cache_dict
    for key in [key for key in list(clients) if str(key).endswith(f"-{loop}")]:
        for closing in _closings(clients.pop(key, None)):
            with suppress(Exception):  # it may be closed already
                await closing


async def _close_session(handler: Any) -> None:
    """Close the session of `aiohttp_openai`, which LiteLLM would keep for other event loops."""
    with suppress(Exception):
        await handler.close()
    handler.client_session = handler.transport = None


def _closings(handler: Any) -> Iterator[Any]:
    """Yield the coroutines that close a client and what it wraps."""
    for client in (getattr(handler, "_client", None), getattr(handler, "client", None), handler):
        close = getattr(client, "aclose", None) or getattr(client, "close", None)
        if close is not None and asyncio.iscoroutinefunction(close):
            yield close()
