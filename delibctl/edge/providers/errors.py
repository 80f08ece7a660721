"""Kinds of failure for the exceptions of LiteLLM, as we observed them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from delibctl.edge.providers.error_text import error_text
from delibctl.edge.providers.redact import Redactor
from delibctl.model import Failure, FailureKind


def failure_of(
    error: Exception, litellm: Any, redactor: Redactor, timeout: float
) -> tuple[Failure, float | None]:
    """Return the failure of one request, and the wait in seconds that the server asks for."""
    kind = _kind(error, litellm, _lower_text(error))
    late = kind is FailureKind.TIMEOUT
    message = f"no reply within {timeout:g} s" if late else error_text(error, redactor)
    # The library itself raises this one, before it sends anything.
    sent = not isinstance(error, litellm.UnsupportedParamsError)
    return Failure(kind=kind, message=message, attempts=int(sent)), _retry_after(error)


#: Errors of providers whose own filter stopped a question (Azure, OpenAI, OpenRouter): their codes,
#: or whole phrases, as an error may repeat the question, which may contain a policy.
_BLOCKED_CODES = {"content_filter", "invalid_prompt"}
_BLOCKED = re.compile(
    r"""["']code["']: ?["'](?:content_filter|invalid_prompt)["']"""
    r"|filtered due to the prompt triggering|triggering azure openai's content management policy"
    r"|flagged as potentially violating our usage policy"
)
_MODERATED = ("moderation", "flagged")
#: A spent account, for which waiting is useless. A limit per minute is called a quota as well, and
#: may name the page on which to pay for more.
_SPENT = ("insufficient_quota", "exceeded your current quota", "usage limit", "billing")
_TEMPORARY = ("rate limit", "per min", "retry in", "try again in")
_UNPAID = ("credit balance", "api usage limits")
#: A parameter that the server does not know (OpenAI, Anthropic, Ollama).
_UNKNOWN_PARAMETER = (
    "unsupported parameter",
    "unsupported value",
    "unrecognized request argument",
    "extra inputs are not permitted",
    "does not support thinking",
)
_UNREADABLE = (
    "invalid response",
    "unable to get json",
    "expecting value",
    "decode",
    "no 'choices'",
)


def is_block(error: Exception, litellm: Any) -> bool:
    """Return True if the error is an answer of the provider's own filter."""
    text = str(error).lower()
    if isinstance(error, litellm.ContentPolicyViolationError):
        return True
    if getattr(error, "code", None) in _BLOCKED_CODES:
        return True
    if isinstance(error, litellm.BadRequestError):
        return _BLOCKED.search(text) is not None
    return getattr(error, "status_code", None) == 403 and any(word in text for word in _MODERATED)


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
        return FailureKind.QUOTA if _is_spent(text) else FailureKind.RATE_LIMIT
    if isinstance(error, litellm.Timeout | TimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(error, litellm.ContextWindowExceededError):
        return FailureKind.CONTEXT
    if isinstance(error, litellm.UnsupportedParamsError):
        return FailureKind.UNSUPPORTED
    if isinstance(error, litellm.NotFoundError):
        return FailureKind.UNKNOWN_MODEL
    if isinstance(error, litellm.BadRequestError):
        return _request_kind(text)
    return _server_kind(error, litellm, status, text)


def _lower_text(error: Exception) -> str:
    """Return the text of an error in lower case, without its class and its traceback."""
    text, _, _ = str(error).lower().partition("traceback (most recent call last)")
    return text.replace("apiconnectionerror", "")


def _is_spent(text: str) -> bool:
    if "perday" in text or "per day" in text:
        return True
    spent = any(words in text for words in _SPENT)
    return spent and not any(words in text for words in _TEMPORARY)


def _request_kind(text: str) -> FailureKind:
    if any(words in text for words in _UNPAID):
        return FailureKind.QUOTA
    if any(words in text for words in _UNKNOWN_PARAMETER):
        return FailureKind.UNSUPPORTED
    return FailureKind.BAD_REQUEST


def _server_kind(error: Exception, litellm: Any, status: Any, text: str) -> FailureKind:
    if "missing credentials" in text:
        return FailureKind.AUTH
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


def _retry_after(error: Exception) -> float | None:
    for headers in (
        getattr(error, "litellm_response_headers", None),
        getattr(getattr(error, "response", None), "headers", None),
    ):
        try:
            seconds = _seconds(headers) if headers else None
        except (TypeError, ValueError):
            continue
        if seconds is not None:
            return min(seconds, 120.0) if seconds >= 0 else None  # nan is neither
    return None


def _seconds(headers: Any) -> float | None:
    """Return a wait given in milliseconds (OpenAI), in seconds, or until a date (RFC 9110)."""
    if (milliseconds := headers.get("retry-after-ms")) is not None:
        return float(milliseconds) / 1000
    if (value := headers.get("retry-after")) is None:
        return None
    if ":" in value:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return float(value)
