"""The HTTP connections that LiteLLM keeps open, one set for each event loop."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

#: How many wires of each event loop are open at present.
_wires: Counter[int] = Counter()


def open_connections() -> None:
    """Say that one more wire of this event loop asks models from now on."""
    _wires[id(asyncio.get_running_loop())] += 1


async def close_connections(litellm: Any) -> None:
    """Close the connections of this event loop with its last wire; other loops keep theirs.

    LiteLLM's own function closes every client, which breaks the questions of others.
    """
    loop = id(asyncio.get_running_loop())
    _wires[loop] -= 1
    if _wires[loop] > 0:
        return
    del _wires[loop]
    if not _wires:
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
