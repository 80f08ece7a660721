"""LiteLLM's exceptions to our kinds of failure. What it raises for what, was measured."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from delibctl.edge.providers.error_text import error_text
from delibctl.edge.providers.redact import Redactor
from delibctl.model import Failure, FailureKind


def explain(
    error: Exception, litellm: Any, mask: Redactor, timeout: float
) -> tuple[Failure, float | None]:
    """The failure of one request, and how many seconds the server asks to wait."""
    kind = _kind(error, litellm, _told(error))
    late = kind is FailureKind.TIMEOUT
    message = f"no reply within {timeout:g} s" if late else error_text(error, mask)
    # Then the library itself objects, and nothing was sent.
    sent = not isinstance(error, litellm.UnsupportedParamsError)
    return Failure(kind=kind, message=message, attempts=int(sent)), _retry_after(error)


#: What providers say when their own filter stopped a question (Azure, OpenAI, OpenRouter): the code
#: of an error, or whole phrases, as an error may repeat the question, and that may be a policy.
_BLOCKED_CODES = {"content_filter", "invalid_prompt"}
_BLOCKED = re.compile(
    r"""["']code["']: ?["'](?:content_filter|invalid_prompt)["']"""
    r"|filtered due to the prompt triggering|triggering azure openai's content management policy"
    r"|flagged as potentially violating our usage policy"
)
_MODERATED = ("moderation", "flagged")
#: A spent account, which waiting does not mend. A limit per minute is called a quota as well, and
#: may name the page where one pays for more.
_SPENT = ("insufficient_quota", "exceeded your current quota", "usage limit", "billing")
_PASSING = ("rate limit", "per min", "retry in", "try again in")
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
    """Whether the provider's own filter answered, in the form of an error."""
    text = str(error).lower()
    if isinstance(error, litellm.ContentPolicyViolationError):
        return True
    if getattr(error, "code", None) in _BLOCKED_CODES:
        return True
    if isinstance(error, litellm.BadRequestError):
        return _BLOCKED.search(text) is not None
    return getattr(error, "status_code", None) == 403 and any(w in text for w in _MODERATED)


def _kind(error: Exception, litellm: Any, text: str) -> FailureKind:
    """Subclasses of BadRequestError first; a dropped socket and a missing key look like a 500."""
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


def _told(error: Exception) -> str:
    """What the error says, in lower case, without the name of its class and its traceback."""
    text, _, _ = str(error).lower().partition("traceback (most recent call last)")
    return text.replace("apiconnectionerror", "")


def _is_spent(text: str) -> bool:
    if "perday" in text or "per day" in text:
        return True
    spent = any(words in text for words in _SPENT)
    return spent and not any(words in text for words in _PASSING)


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
    # What else it cannot read, it calls an error of connection.
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
    """The wait in milliseconds (OpenAI), or in seconds, or until a date (RFC 9110)."""
    if (milliseconds := headers.get("retry-after-ms")) is not None:
        return float(milliseconds) / 1000
    if (value := headers.get("retry-after")) is None:
        return None
    if ":" in value:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return float(value)
