"""The HTTP clients of LiteLLM, watched: they tell what they send and what comes back.

No redirect is followed, no response is longer than those of the direct wire, no key is sent to an
address that has none, and no request that has failed is sent again: whoever asks for the answer
does that, and counts it.
"""

import importlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial, wraps
from time import monotonic
from typing import Any

import aiohttp
import httpx

from delibctl.edge.providers.body_limits import (
    MAX_BYTES,
    TOO_LONG,
    TOO_MUCH_TEXT,
    hard_to_parse,
    has_too_much_text,
)
from delibctl.edge.providers.through_litellm.keyless import keep_keyless
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
    session = importlib.import_module("requests").Session
    session.send = _telling_requests(session.send)
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
        keep_keyless(request, exchange)
        exchange.began()
        try:
            response = await send(request)
            response.request = request
            raw = _whole([chunk async for chunk in _read(response, exchange)], exchange)
        except Exception as error:
            exchange.failed[key] = partial(_raise, error)
            raise
        _told(exchange, response, raw)
        again = partial(_again, response, raw)
        if response.status_code >= 400:
            exchange.failed[key] = again
        return again()

    return sending


def _telling_in_thread(post: Any) -> Any:
    """Return the function with which LiteLLM asks the few providers that block."""

    @wraps(post)
    def posting(handler: Any, *args: Any, **kwargs: Any) -> Any:
        if current_exchange() is not None:
            _watch_client(handler.client)
        return post(handler, *args, **kwargs)

    return posting


def _watch_client(client: httpx.Client) -> None:
    """Make each transport of a client tell, those to proxies included."""
    for transport in (client._transport, *client._mounts.values()):
        if transport is not None and not hasattr(transport.handle_request, "__wrapped__"):
            telling = _telling_blocking(transport.handle_request)
            transport.handle_request = telling  # type: ignore[method-assign]


def _telling_blocking(send: Callable[[httpx.Request], httpx.Response]) -> Any:
    @wraps(send)
    def sending(request: httpx.Request) -> httpx.Response:
        exchange = current_exchange()
        if exchange is None:
            return send(request)
        keep_keyless(request, exchange)
        exchange.began()
        response = send(request)
        response.request = request
        raw = _whole(list(_read_blocking(response, exchange)), exchange)
        _told(exchange, response, raw)
        return _again(response, raw)

    return sending


def _read_blocking(response: httpx.Response, exchange: Exchange) -> Iterator[bytes]:
    """Yield a body piece by piece, unpacked. No caller can stop this thread in time."""
    size = 0
    try:
        for chunk in response.iter_bytes():
            size += len(chunk)
            _check_size(size, exchange)
            if monotonic() > exchange.ends:
                raise httpx.ReadTimeout("no reply in time", request=response.request)
            yield chunk
    except httpx.DecodingError as error:
        raise aiohttp.ClientPayloadError("content-encoding") from error
    finally:
        response.close()


def _telling_requests(send: Any) -> Any:
    """Return the function with which some providers get a token, by a client of their own."""

    @wraps(send)
    def sending(session: Any, request: Any, **options: Any) -> Any:
        exchange = current_exchange()
        if exchange is not None:
            options["allow_redirects"] = False
            if exchange.keyless is not None:
                exchange.elsewhere = str(httpx.URL(request.url).host)
                raise aiohttp.ClientError("a token")
        return send(session, request, **options)

    return sending


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

    async def post(self, **kwargs: Any) -> "_ReadResponse":
        url, headers = str(kwargs["url"]), kwargs.get("headers")
        sent = httpx.Request("POST", url, headers=headers)
        keep_keyless(sent, self.exchange)
        kept = {name: value for name, value in dict(headers or {}).items() if name in sent.headers}
        self.exchange.began()
        options = kwargs | {"headers": kept, "allow_redirects": False}
        async with self.session.post(**options) as response:
            size, chunks = 0, []
            async for chunk in response.content.iter_any():
                size += len(chunk)
                _check_size(size, self.exchange)
                chunks.append(chunk)
        raw = _whole(chunks, self.exchange)
        came = list(response.headers.items())
        _told(self.exchange, httpx.Response(response.status, headers=came, request=sent), raw)
        return _ReadResponse(response, raw)


@dataclass(frozen=True)
class _ReadResponse:
    """A response that was read, as far as LiteLLM looks at it."""

    response: aiohttp.ClientResponse
    raw: bytes

    @property
    def ok(self) -> bool:
        return self.response.ok

    def raise_for_status(self) -> None:
        self.response.raise_for_status()

    async def json(self) -> Any:
        return json.loads(self.raw)


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
            _check_size(size, exchange)
            yield chunk
    except httpx.DecodingError as error:
        raise aiohttp.ClientPayloadError("content-encoding") from error
    finally:
        await response.aclose()


def _check_size(size: int, exchange: Exchange) -> None:
    if size > MAX_BYTES:
        exchange.too_much = TOO_LONG
        raise aiohttp.ClientPayloadError("too long")


def _whole(chunks: list[bytes], exchange: Exchange) -> bytes:
    """Return a body, unless LiteLLM would take too much memory and time to parse it."""
    raw = b"".join(chunks)
    if why := hard_to_parse(raw):
        exchange.too_much = why
        raise aiohttp.ClientPayloadError("hard to parse")
    return raw


def _told(exchange: Exchange, response: httpx.Response, raw: bytes) -> None:
    """Tell an exchange of a response, unless its texts are too long for what LiteLLM does."""
    exchange.ended(response, raw)
    if exchange.response is not None and has_too_much_text(exchange.response.body):
        exchange.response, exchange.too_much = None, TOO_MUCH_TEXT
        raise aiohttp.ClientPayloadError("too much text")
