"""The wire to servers that speak OpenAI's protocol: `POST /chat/completions`."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
import msgspec

from delibctl import __version__
from delibctl.edge.providers.access.certificates import certificates_for
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.providers.access.credentials import address_of
from delibctl.edge.providers.access.network import Proxy, proxy_for
from delibctl.edge.providers.access.routes import Route
from delibctl.edge.providers.body_limits import (
    MAX_BYTES,
    TOO_LONG,
    TOO_MUCH_TEXT,
    hard_to_parse,
    has_too_much_text,
)
from delibctl.edge.providers.certificates_later import read_certificates
from delibctl.edge.providers.direct.openai_body import body_of
from delibctl.edge.providers.direct.transport_errors import through_proxy, transport_failure
from delibctl.edge.providers.errors.error_response import (
    HTTPResponse,
    error_in,
    failure_of_response,
)
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.completion import has_completion
from delibctl.edge.providers.replies.usage import with_bill
from delibctl.edge.providers.wire import WireFailure, WireRequest, WireResponse, WireTraits
from delibctl.model import FailureKind, ModelSpec


class OpenAIWire:
    """Sends requests itself, over connections that it keeps open. It follows no redirect."""

    def __init__(
        self,
        model: ModelSpec,
        route: Route,
        environment: Mapping[str, str],
        redactor: Redactor,
    ) -> None:
        self._model = model
        self._route = route
        self._environment = environment
        self._redactor = redactor
        self._session: aiohttp.ClientSession | None = None
        self._proxy: Proxy | None = None

    async def open(self) -> WireTraits:
        """Check model, proxy and certificates, and open a session."""
        check_model(self._model, self._environment)
        address = address_of(self._model, self._environment) or ""
        self._proxy = proxy_for(address, self._environment)
        if self._proxy:
            read_certificates()  # it may speak TLS although the server does not
        connector = aiohttp.TCPConnector(
            limit=0,  # the rate limiter bounds the requests
            ssl=certificates_for(address, self._environment),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(),  # each request has its own
            headers={"User-Agent": f"delibctl/{__version__}"},
        )
        return WireTraits()

    async def send(self, request: WireRequest) -> WireResponse | WireFailure:
        """Send a request once."""
        address = request.address or ""
        try:
            async with asyncio.timeout(request.timeout):
                return await self._exchange(_url(address), request)
        except TimeoutError:
            message = f"no reply within {request.timeout:g} s"
            late = WireFailure(kind=FailureKind.TIMEOUT, message=message)
            return through_proxy(late, 0, address, self._proxy) if self._proxy else late
        except (aiohttp.ClientError, OSError, EOFError, ValueError) as error:
            return transport_failure(error, address, self._proxy)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _exchange(self, url: str, request: WireRequest) -> WireResponse | WireFailure:
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if request.key and "@" not in urlsplit(url).netloc:  # else a password is in the address
            headers["Authorization"] = f"Bearer {request.key}"
        async with self._session.post(
            url,
            data=msgspec.json.encode(body_of(request, self._route)),
            headers=headers,
            allow_redirects=False,
            proxy=self._proxy.url if self._proxy else None,
        ) as response:
            raw = await _read(response)
            if raw is None:
                return WireFailure(kind=FailureKind.BAD_REPLY, message=TOO_LONG)
            if why := hard_to_parse(raw):
                return WireFailure(kind=FailureKind.BAD_REPLY, message=why)
            lower = {name.lower(): value for name, value in response.headers.items()}
            read = self._read_body(response.status, lower, raw, url, request)
            if isinstance(read, WireFailure) and self._proxy:
                return through_proxy(read, response.status, url, self._proxy)
            return read

    def _read_body(
        self, status: int, headers: Mapping[str, str], raw: bytes, url: str, request: WireRequest
    ) -> WireResponse | WireFailure:
        body = decoded(raw)
        if has_too_much_text(body):
            return WireFailure(kind=FailureKind.BAD_REPLY, message=TOO_MUCH_TEXT)
        if status < 300 and has_completion(body) and not error_in(body):
            return WireResponse(body=body)
        text = raw[:100_000].decode(errors="replace")
        response = HTTPResponse(status=status, headers=headers, body=body, text=text, url=url)
        failure = failure_of_response(response, request.texts, self._redactor)
        return with_bill(failure, body, self._model)


def _url(address: str) -> str:
    """Return where an address takes chat completions; a query of it stays at the end."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/chat/completions"))


def decoded(raw: bytes) -> Any:
    """Return a body as JSON, None if it is not."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    # Half a character at the end of a cut-off text is no Unicode, but Python takes it. A byte
    # that is no UTF-8 does not cost the answer either.
    try:
        return json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None


async def _read(response: aiohttp.ClientResponse) -> bytes | None:
    """Return the body of a response, None if it is too long."""
    chunks, size = [], 0
    async for chunk in response.content.iter_any():
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            response.close()
            return None
    return b"".join(chunks)
