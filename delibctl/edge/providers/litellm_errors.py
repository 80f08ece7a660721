"""Kinds of failure for the exceptions of LiteLLM, as we observed them."""

from typing import Any

import aiohttp

from delibctl.edge.providers.error_response import failure_of_response, is_elsewhere
from delibctl.edge.providers.error_text import error_text
from delibctl.edge.providers.failure_kinds import (
    BLOCKED_CODES,
    OVERLOADS,
    is_block_text,
    is_moderation,
    is_spent,
    kind_of_bad_request,
    kind_of_status,
    retry_after,
    wait_in,
)
from delibctl.edge.providers.network import Proxy
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.transport_errors import through_proxy, transport_failure
from delibctl.edge.providers.wire import WireFailure
from delibctl.model import FailureKind

#: Exceptions that are looked through for the one below LiteLLM.
_DEPTH = 12
_UNREADABLE = (
    "invalid response",
    "unable to get json",
    "expecting value",
    "decode",
    "decoding",
    "decompressing",
    "unterminated string",
    "no 'choices'",
    "'choices' that is not a list",
)


def failure_of(
    error: Exception,
    litellm: Any,
    redactor: Redactor,
    timeout: float,
    address: str | None = None,
    proxy: Proxy | None = None,
) -> WireFailure:
    """Return the failure of one request to `address`, None for one that only LiteLLM knows."""
    kind = _kind(error, litellm, _lower_text(error))
    late = kind is FailureKind.TIMEOUT
    cause = None if late else _transport_error(error)
    if cause is not None:
        return transport_failure(cause, address or "", proxy)
    status = int(getattr(error, "status_code", None) or 0)
    if is_elsewhere(status):
        return failure_of_response(status, {}, None, "", redactor)
    failure = WireFailure(
        kind=kind,
        message=f"no reply within {timeout:g} s" if late else error_text(error, redactor),
        retry_after=_retry_after(error, kind),
        blocked=_is_block(error, litellm),
        # The library itself raises this one, before it sends anything.
        sent=not isinstance(error, litellm.UnsupportedParamsError),
    )
    return through_proxy(failure, status, address or "", proxy) if proxy else failure


def _transport_error(error: BaseException) -> Exception | None:
    """Return what the HTTP client below LiteLLM said; LiteLLM often says "Connection error"."""
    cause: BaseException | None = error
    for _ in range(_DEPTH):
        if cause is None or isinstance(cause, aiohttp.ClientError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _is_block(error: Exception, litellm: Any) -> bool:
    """Return True if the error is an answer of the provider's own filter."""
    text = str(error).lower()
    if isinstance(error, litellm.ContentPolicyViolationError):
        return True
    if getattr(error, "code", None) in BLOCKED_CODES:
        return True
    if isinstance(error, litellm.BadRequestError):
        return is_block_text(text)
    return is_moderation(getattr(error, "status_code", None), text)


def _kind(error: Exception, litellm: Any, text: str) -> FailureKind:
    """Return the kind of an error.

    Subclasses of BadRequestError come first; a dropped socket and a missing key look like a 500.
    """
    status = getattr(error, "status_code", None)
    if isinstance(error, litellm.PermissionDeniedError) or status == 403:
        return FailureKind.FORBIDDEN
    if isinstance(error, litellm.AuthenticationError) or status == 401:
        return FailureKind.AUTH
    if status == 402:
        return FailureKind.QUOTA
    if isinstance(error, litellm.RateLimitError) or status == 429:
        return FailureKind.QUOTA if is_spent(text) else FailureKind.RATE_LIMIT
    if isinstance(error, litellm.Timeout | TimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(error, litellm.ContextWindowExceededError):
        return FailureKind.CONTEXT
    if isinstance(error, litellm.UnsupportedParamsError):
        return FailureKind.UNSUPPORTED
    if isinstance(error, litellm.NotFoundError):
        return FailureKind.UNKNOWN_MODEL
    if isinstance(error, litellm.BadRequestError):
        return kind_of_bad_request(text)
    return _server_kind(error, litellm, status, text)


def _lower_text(error: Exception) -> str:
    """Return the text of an error in lower case, without its class and its traceback."""
    text, _, _ = str(error).lower().partition("traceback (most recent call last)")
    return text.replace("apiconnectionerror", "")


def _server_kind(error: Exception, litellm: Any, status: Any, text: str) -> FailureKind:
    if "missing credentials" in text:
        return FailureKind.AUTH
    if status in range(400, 500):
        return kind_of_status(status, text)
    if status in (503, 529) or (status in range(500, 600) and "overloaded" in text):
        return FailureKind.OVERLOADED
    if any(words in text for words in _UNREADABLE) or isinstance(error, IndexError | KeyError):
        return FailureKind.BAD_REPLY
    if "connect" in text or isinstance(error, OSError):
        return FailureKind.CONNECTION
    # LiteLLM reports other unreadable responses as errors of the connection.
    if isinstance(error, litellm.APIConnectionError):
        return FailureKind.BAD_REPLY
    if isinstance(status, int) and status >= 500:
        return FailureKind.SERVER
    return FailureKind.BAD_REPLY


def _retry_after(error: Exception, kind: FailureKind) -> float | None:
    places = (
        getattr(error, "litellm_response_headers", None),
        getattr(getattr(error, "response", None), "headers", None),
    )
    waits = (retry_after(headers) for headers in places)
    wait = next((wait for wait in waits if wait is not None), None)
    return wait_in(str(error)) if wait is None and kind in OVERLOADS else wait
