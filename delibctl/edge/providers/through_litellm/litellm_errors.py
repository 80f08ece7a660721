"""Failures of requests through LiteLLM: read from what the server said, if it said anything."""

from dataclasses import replace
from typing import Any

import aiohttp

from delibctl.edge.providers.access.network import Proxy
from delibctl.edge.providers.direct.transport_errors import through_proxy, transport_failure
from delibctl.edge.providers.errors.error_body import nested
from delibctl.edge.providers.errors.error_response import HTTPResponse, failure_of_response
from delibctl.edge.providers.errors.error_text import error_text
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.requests.complaint import Complaint
from delibctl.edge.providers.through_litellm.litellm_exchange import Exchange
from delibctl.edge.providers.wire import WireFailure, WireRequest
from delibctl.model import FailureKind

#: Exceptions that are looked through for the one below LiteLLM.
_DEPTH = 12


def failure_of(
    error: Exception,
    litellm: Any,
    redactor: Redactor,
    request: WireRequest,
    exchange: Exchange,
    proxy: Proxy | None = None,
) -> WireFailure:
    """Return the failure of one request."""
    address = request.address or ""
    if exchange.too_much:
        return WireFailure(kind=FailureKind.BAD_REPLY, message=exchange.too_much)
    if exchange.elsewhere:
        message = (
            f"LiteLLM would get a token from {exchange.elsewhere}, and a model with an `api_base` "
            "and no `api_key_env` is sent no key"
        )
        return WireFailure(kind=FailureKind.ADDRESS, message=message, requests=0)
    if isinstance(error, litellm.UnsupportedParamsError):
        # The library itself raises this one, before it sends anything.
        message = error_text(error, redactor)
        return WireFailure(
            kind=FailureKind.UNSUPPORTED,
            message=message,
            requests=0,
            complaint=Complaint(status=400, text=message.lower()),
        )
    if exchange.response is not None:
        failure = _answered(error, exchange.response, redactor, request)
        return (
            through_proxy(failure, exchange.response.status, address, proxy) if proxy else failure
        )
    if isinstance(error, litellm.Timeout | TimeoutError):
        message = f"no reply within {request.timeout:g} s"
        return WireFailure(kind=FailureKind.TIMEOUT, message=message)
    if (cause := _transport_error(error)) is not None:
        return transport_failure(cause, address, proxy)
    if (response := _response_in(error, redactor)) is not None:
        failure = failure_of_response(response, request.texts, redactor)
        # LiteLLM gives a status to its own complaints, too; those have no body.
        return replace(failure, requests=int(response.body is not None))
    return _unanswered(error, litellm, redactor)


def _answered(
    error: Exception, response: HTTPResponse, redactor: Redactor, request: WireRequest
) -> WireFailure:
    failure = failure_of_response(response, request.texts, redactor)
    is_damaged = response.body is None
    if response.status >= 300 or is_damaged or failure.kind is not FailureKind.BAD_REPLY:
        return failure
    message = f"LiteLLM cannot read the response: {error_text(error, redactor)}"
    return WireFailure(kind=FailureKind.BAD_REPLY, message=message)


def _response_in(error: Exception, redactor: Redactor) -> HTTPResponse | None:
    """Return the response in an exception of a provider that LiteLLM asks with another client.

    LiteLLM calls its own faults a 500.
    """
    status = getattr(error, "status_code", None)
    body = getattr(error, "body", None) or nested(str(error))
    if not isinstance(status, int) or not (400 <= status < 500 or (status < 600 and body)):
        return None
    headers = getattr(error, "litellm_response_headers", None) or {}
    lower = {str(name).lower(): str(value) for name, value in dict(headers).items()}
    return HTTPResponse(status=status, headers=lower, body=body, text=error_text(error, redactor))


def _transport_error(error: BaseException) -> Exception | None:
    """Return what the HTTP client below LiteLLM said; LiteLLM often says "Connection error"."""
    cause: BaseException | None = error
    for _ in range(_DEPTH):
        if cause is None or isinstance(cause, aiohttp.ClientError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _unanswered(error: Exception, litellm: Any, redactor: Redactor) -> WireFailure:
    """Return the failure for an error of the library itself, by its class. Nothing was sent."""
    text = str(error).lower().replace("apiconnectionerror", "")
    kind = FailureKind.BAD_REPLY
    if isinstance(error, litellm.AuthenticationError) or "missing credentials" in text:
        kind = FailureKind.AUTH
    elif isinstance(error, litellm.NotFoundError):
        kind = FailureKind.UNKNOWN_MODEL
    elif isinstance(error, litellm.BadRequestError):
        kind = FailureKind.BAD_REQUEST
    elif isinstance(error, litellm.RateLimitError):
        kind = FailureKind.RATE_LIMIT
    elif isinstance(error, litellm.ServiceUnavailableError):
        kind = FailureKind.OVERLOADED
    elif isinstance(error, OSError) or "connect" in text:
        kind = FailureKind.CONNECTION
    elif isinstance(error, litellm.InternalServerError):
        kind = FailureKind.SERVER
    return WireFailure(kind=kind, message=error_text(error, redactor), requests=0)
