"""The HTTP clients of LiteLLM, watched: they tell what they send and what comes back.

No redirect is followed, no response is longer than those of the direct wire, and no request that
has failed is sent again: whoever asks for the answer does that, and counts it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

import aiohttp
import httpx

from delibctl.edge.providers.direct.openai_wire import MAX_BYTES
from delibctl.edge.providers.through_litellm.litellm_exchange import Exchange, current_exchange

#: What no longer holds once a body was unpacked and read.
_PACKING = ("content-encoding", "content-length", "transfer-encoding")


def watch(litellm: Any) -> None:
    """Make every connection that LiteLLM opens from now on tell its exchanges."""
    handlers = litellm.llms.custom_httpx.http_handler
    create = handlers.AsyncHTTPHandler.create_async_transport
    if hasattr(create, "__wrapped__"):
        return

    @wraps(create)
    def watched(*args: Any, **kwargs: Any) -> Any:
        transport = create(*args, **kwargs)
        if transport is not None:
            transport.handle_async_request = _telling(transport.handle_async_request)
        return transport

    handlers.AsyncHTTPHandler.create_async_transport = staticmethod(watched)
    handlers.HTTPHandler.post = _telling_in_thread(handlers.HTTPHandler.post)
    others = litellm.llms.custom_httpx.aiohttp_handler.BaseLLMAIOHTTPHandler
    others._get_async_client_session = _telling_session(others._get_async_client_session)


_Send = Callable[[httpx.Request], Awaitable[httpx.Response]]


def _telling(send: _Send) -> _Send:
    async def sending(request: httpx.Request) -> httpx.Response:
        exchange = current_exchange()
        if exchange is None:
            return await send(request)
        key = (request.method, str(request.url), request.headers.get("authorization"))
        if key in exchange.failed:
            return exchange.failed[key]()
        exchange.began()
        try:
            response = await send(request)
            response.request = request
            raw = b"".join([chunk async for chunk in _read(response, exchange)])
        except Exception as error:
            exchange.failed[key] = partial(_raise, error)
            raise
        exchange.ended(response, raw)
        again = partial(_again, response, raw)
        if response.status_code >= 400:
            exchange.failed[key] = again
        return again()

    return sending


def _telling_in_thread(post: Any) -> Any:
    """Return the function with which LiteLLM asks the few providers that block."""

    @wraps(post)
    def posting(handler: Any, *args: Any, **kwargs: Any) -> Any:
        exchange = current_exchange()
        if exchange is None:
            return post(handler, *args, **kwargs)
        handler.client.follow_redirects = False
        exchange.began()
        try:
            response = post(handler, *args, **kwargs)
        except httpx.HTTPStatusError as error:
            exchange.ended(error.response, error.response.content)
            raise
        exchange.ended(response, response.content)
        return response

    return posting


def _telling_session(get_session: Any) -> Any:
    """Return the function that yields the client of `aiohttp_openai`, which has one of its own."""

    @wraps(get_session)
    def getting(*args: Any, **kwargs: Any) -> Any:
        session, exchange = get_session(*args, **kwargs), current_exchange()
        return session if exchange is None else _TellingSession(session, exchange)

    return getting


@dataclass(frozen=True)
class _TellingSession:
    session: aiohttp.ClientSession
    exchange: Exchange

    async def post(self, **kwargs: Any) -> aiohttp.ClientResponse:
        self.exchange.began()
        response = await self.session.post(**kwargs, allow_redirects=False)
        raw = await response.read()
        request = httpx.Request("POST", str(response.url))
        headers = list(response.headers.items())
        self.exchange.ended(httpx.Response(response.status, headers=headers, request=request), raw)
        return response


def _raise(error: Exception) -> httpx.Response:
    raise error


def _again(response: httpx.Response, raw: bytes) -> httpx.Response:
    """Return a response as LiteLLM reads it: unpacked, and leading nowhere else."""
    left_out = (*_PACKING, "location") if response.is_redirect else _PACKING
    kept = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in left_out]
    request = response.request
    return httpx.Response(response.status_code, headers=kept, content=raw, request=request)


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
