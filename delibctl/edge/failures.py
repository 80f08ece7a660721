"""LiteLLM's exceptions to our kinds of failure. What it raises for what, was measured."""

import re
from typing import Any

from delibctl.edge.mask import Mask
from delibctl.model import Failure, FailureKind
from delibctl.text.escape import encodable

_LONGEST = 300


def explain(
    error: Exception, litellm: Any, attempt: int, mask: Mask
) -> tuple[Failure, float | None]:
    """The failure behind an exception, and how many seconds the server asks to wait."""
    message = _message(error, mask)
    kind = _kind(error, litellm, message.lower())
    return Failure(kind=kind, message=message, attempts=attempt), _retry_after(error)


#: What providers say when their own filter stopped a question (Azure, OpenAI, OpenRouter).
_BLOCKED = ("content_filter", "content management policy", "invalid_prompt", "usage policy")
_MODERATED = ("moderation", "flagged")
#: A spent account, which waiting does not mend; a limit per minute is called a quota as well.
_SPENT = ("insufficient_quota", "exceeded your current quota", "billing")


def is_block(error: Exception, litellm: Any) -> bool:
    """Whether the provider's own filter answered, in the form of an error."""
    text = str(error).lower()
    if isinstance(error, litellm.ContentPolicyViolationError):
        return True
    if isinstance(error, litellm.BadRequestError):
        return any(words in text for words in _BLOCKED)
    return getattr(error, "status_code", None) == 403 and any(w in text for w in _MODERATED)


def _kind(error: Exception, litellm: Any, text: str) -> FailureKind:
    """Subclasses of BadRequestError first; a dropped socket and a missing key look like a 500."""
    status = getattr(error, "status_code", None)
    if isinstance(error, litellm.PermissionDeniedError) or status == 403:
        return FailureKind.FORBIDDEN
    if isinstance(error, litellm.AuthenticationError) or status == 401:
        return FailureKind.AUTH
    if "missing credentials" in text:
        return FailureKind.AUTH
    if isinstance(error, litellm.RateLimitError) or status == 429:
        spent = any(words in text for words in _SPENT)
        return FailureKind.QUOTA if spent else FailureKind.RATE_LIMIT
    if isinstance(error, litellm.Timeout | TimeoutError):
        return FailureKind.TIMEOUT
    if isinstance(error, litellm.ContextWindowExceededError):
        return FailureKind.CONTEXT
    if isinstance(error, litellm.UnsupportedParamsError):
        return FailureKind.UNSUPPORTED
    if isinstance(error, litellm.NotFoundError):
        return FailureKind.UNKNOWN_MODEL
    if isinstance(error, litellm.BadRequestError):
        return FailureKind.BAD_REQUEST
    return _server_kind(error, litellm, status, text)


def _server_kind(error: Exception, litellm: Any, status: Any, text: str) -> FailureKind:
    unreadable = ("invalid response", "unable to get json", "expecting value", "decode")
    if any(words in text for words in unreadable) or isinstance(error, IndexError | KeyError):
        return FailureKind.BAD_REPLY
    if "connection" in text or "disconnected" in text:
        return FailureKind.CONNECTION
    if isinstance(error, litellm.APIConnectionError | OSError):
        return FailureKind.CONNECTION
    if isinstance(status, int) and status >= 500:
        return FailureKind.SERVER
    return FailureKind.BAD_REPLY


def _retry_after(error: Exception) -> float | None:
    for headers in (
        getattr(error, "litellm_response_headers", None),
        getattr(getattr(error, "response", None), "headers", None),
    ):
        try:
            value = headers.get("retry-after") if headers else None
            if value is not None:
                seconds = float(value)
                return min(seconds, 120.0) if seconds >= 0 else None  # nan is neither
        except (TypeError, ValueError):
            continue
    return None


_CLASSES = re.compile(r"^(?:litellm\.)?(?:\w+(?:Error|Exception)(?: - |: ))+")


def _message(error: Exception, mask: Mask) -> str:
    """An error on one line, without any key and without the names of classes it begins with."""
    whole = mask(encodable(" ".join(str(error).split())))
    whole = whole.partition("Traceback (most recent call last)")[0].strip()
    text = _CLASSES.sub("", whole) or whole or type(error).__name__
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
