"""The HTTP exchange below LiteLLM: what the server said, before the library makes its own of it.

No redirect is followed and no response is longer than those of the direct wire.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any

import aiohttp
import httpx

from delibctl.edge.providers.error_response import HTTPResponse
from delibctl.edge.providers.openai_wire import MAX_BYTES, decoded

#: What no longer holds once a body was unpacked and read.
_PACKING = ("content-encoding", "content-length", "transfer-encoding")


@dataclass
class Exchange:
    """The last response to a request of LiteLLM; None until there is one."""

    response: HTTPResponse | None = None
    too_long: bool = False


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def exchanged() -> Iterator[Exchange]:
    """Yield the exchange of the requests that this block sends."""
    exchange = Exchange()
    token = _current.set(exchange)
    try:
        yield exchange
    finally:
        _current.reset(token)


def watch(litellm: Any) -> None:
    """Make every connection that LiteLLM opens from now on tell its exchanges."""
    handler = litellm.llms.custom_httpx.http_handler.AsyncHTTPHandler
    create = handler.create_async_transport
    if hasattr(create, "__wrapped__"):
        return

    @wraps(create)
    def watched(*args: Any, **kwargs: Any) -> Any:
        transport = create(*args, **kwargs)
        if transport is not None:
            transport.handle_async_request = _telling(transport.handle_async_request)
        return transport

    handler.create_async_transport = staticmethod(watched)


_Send = Callable[[httpx.Request], Awaitable[httpx.Response]]


def _telling(send: _Send) -> _Send:
    async def sending(request: httpx.Request) -> httpx.Response:
        exchange = _current.get()
        if exchange is None:
            return await send(request)
        exchange.response = None
        response = await send(request)
        raw = b"".join([chunk async for chunk in _read(response, exchange)])
        headers = {name.lower(): value for name, value in response.headers.items()}
        exchange.response = HTTPResponse(
            status=response.status_code,
            headers=headers,
            body=decoded(raw),
            text=raw[:100_000].decode(errors="replace"),
            url=str(request.url.copy_with(username=None, password=None, query=None)),
        )
        left_out = (*_PACKING, "location") if response.is_redirect else _PACKING
        kept = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in left_out]
        return httpx.Response(response.status_code, headers=kept, content=raw, request=request)

    return sending


async def _read(response: httpx.Response, exchange: Exchange) -> AsyncIterator[bytes]:
    """Yield a body piece by piece, unpacked."""
    size = 0
    try:
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > MAX_BYTES:
                exchange.too_long = True
                raise aiohttp.ClientPayloadError("too long")
            yield chunk
    except httpx.DecodingError as error:
        raise aiohttp.ClientPayloadError("content-encoding") from error
    finally:
        await response.aclose()
