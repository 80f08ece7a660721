"""The HTTP exchange below LiteLLM: what was sent for a question, and what the server said to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import inf
from time import monotonic

import httpx

from delibctl.edge.providers.direct.openai_wire import decoded
from delibctl.edge.providers.errors.error_response import HTTPResponse

#: What tells a request from others: method, address and key. Another body makes it no other one.
RequestKey = tuple[str, str, str | None]


@dataclass
class Exchange:
    """The requests that LiteLLM sends for one question, and the last response to them.

    `response` is None until there is one. `failed` requests fail again in the same way, unsent.
    `too_much` says which limit a response has passed; `elsewhere` is the host of a request that was
    not sent. `keyless` is the address that is asked without a key, None for others, and `ends` is
    when the question does, on the monotonic clock.
    """

    keyless: str | None = None
    ends: float = inf
    response: HTTPResponse | None = None
    too_much: str = ""
    elsewhere: str = ""
    requests: int = 0
    failed: dict[RequestKey, Callable[[], httpx.Response]] = field(default_factory=dict)

    def began(self) -> None:
        """Count a request that is sent now."""
        self.response = None
        self.requests += 1

    def ended(self, response: httpx.Response, raw: bytes) -> None:
        """Keep a response, with its body unpacked."""
        url = response.request.url.copy_with(username=None, password=None, query=None)
        self.response = HTTPResponse(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            body=decoded(raw),
            text=raw[:100_000].decode(errors="replace"),
            url=str(url),
        )


_current: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def exchanged(keyless: str | None = None, seconds: float = inf) -> Iterator[Exchange]:
    """Yield the exchange of the requests that this block sends."""
    exchange = Exchange(keyless=keyless, ends=monotonic() + seconds)
    token = _current.set(exchange)
    try:
        yield exchange
    finally:
        _current.reset(token)


def current_exchange() -> Exchange | None:
    """Return the exchange of the question that is being asked, None outside of any."""
    return _current.get()
