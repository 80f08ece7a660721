"""Kinds of failure by what a provider says: a status, a code and a text, as we observed them."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from delibctl.model import FailureKind
from delibctl.text.lazy import later

#: Failures after which the provider has to be asked more slowly.
OVERLOADS = {FailureKind.RATE_LIMIT, FailureKind.OVERLOADED}
#: Errors of providers whose own filter stopped a question (Azure, OpenAI, OpenRouter): their codes,
#: or whole phrases, as an error may repeat the question, which may contain a policy.
BLOCKED_CODES = {"content_filter", "invalid_prompt"}
_BLOCKED = later(
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
#: A prompt that is too long (OpenAI, vLLM, SGLang, llama.cpp, Together, Mistral).
_TOO_LONG = (
    "context_length_exceeded",
    "maximum context length",
    "context length is only",
    "exceeds the available context size",
    "exceed context limit",
    "string too long",
    "too many tokens",
    "model's context length",
)
#: A wait as OpenAI, Groq and Gemini write it: "try again in 1m26.4s", "in 20 seconds", "250ms".
_WAIT = later(
    r"(?:(?:try again|retry) in|retrydelay\W{1,6})\s{0,3}((?:\d+(?:\.\d+)? ?(?:ms|[hms])){1,3})",
    re.IGNORECASE,
)
_AMOUNT = later(r"(\d+(?:\.\d+)?) ?(ms|[hms])")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_UNKNOWN_MODELS = {"model_not_found", "DeploymentNotFound"}
_CONFLICT = 409


def is_block_text(text: str) -> bool:
    """Return True if the lower-case text of a rejected request is that of a provider's filter."""
    return _BLOCKED.search(text) is not None


def is_moderation(status: object, text: str) -> bool:
    """Return True if a lower-case text of status 403 says that the question was moderated."""
    return status == 403 and any(word in text for word in _MODERATED)


def kind_of_status(status: int, text: str, code: object = None) -> FailureKind:
    """Return the kind of an error response; `text` is its body in lower case."""
    fixed = {401: FailureKind.AUTH, 402: FailureKind.QUOTA, 403: FailureKind.FORBIDDEN}
    late = {408: FailureKind.TIMEOUT, 504: FailureKind.TIMEOUT}
    if kind := (fixed | late).get(status):
        return kind
    if status == 429:
        return FailureKind.QUOTA if is_spent(text) else FailureKind.RATE_LIMIT
    if status >= 500:
        overloaded = status in (503, 529) or "overloaded" in text
        return FailureKind.OVERLOADED if overloaded else FailureKind.SERVER
    if status == _CONFLICT:
        return FailureKind.SERVER
    if status == 404 or (isinstance(code, str) and code in _UNKNOWN_MODELS):
        return FailureKind.UNKNOWN_MODEL
    if any(words in text for words in _TOO_LONG):
        return FailureKind.CONTEXT
    return kind_of_bad_request(text)


def is_spent(text: str) -> bool:
    """Return True if the lower-case text of a 429 speaks of an account, not of a rate."""
    if "perday" in text or "per day" in text:
        return True
    spent = any(words in text for words in _SPENT)
    return spent and not any(words in text for words in _TEMPORARY)


def kind_of_bad_request(text: str) -> FailureKind:
    """Return the kind of a rejected request by its lower-case text."""
    if any(words in text for words in _UNPAID):
        return FailureKind.QUOTA
    if any(words in text for words in _UNKNOWN_PARAMETER):
        return FailureKind.UNSUPPORTED
    return FailureKind.BAD_REQUEST


def retry_after(headers: Mapping[str, str] | None) -> float | None:
    """Return the wait in seconds that headers ask for, at most 120; None without a sound one."""
    try:
        seconds = _seconds(headers) if headers else None
    except (TypeError, ValueError, OverflowError):
        return None
    if seconds is None or math.isnan(seconds) or seconds < 0:
        return None
    return min(seconds, 120.0)


def wait_in(text: str) -> float | None:
    """Return the wait in seconds that the text of an error names, at most 120; None without any."""
    match = _WAIT.search(text)
    if match is None:
        return None
    seconds = sum(
        float(number) * _UNITS[unit] for number, unit in _AMOUNT.findall(match[1].lower())
    )
    return min(seconds, 120.0)


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Return a wait given in milliseconds (OpenAI), in seconds, or until a date (RFC 9110)."""
    if (milliseconds := headers.get("retry-after-ms")) is not None:
        return float(milliseconds) / 1000
    if (value := headers.get("retry-after")) is None:
        return None
    if ":" in value:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    return float(value)
