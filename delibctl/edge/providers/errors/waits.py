"""How long a provider asks to wait: in headers, in fields of an error, or in its message."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from delibctl.edge.providers.errors.error_body import ErrorBody
from delibctl.text.lazy import later

#: Seconds: nobody sits through more between two requests.
LONGEST_WAIT = 120.0

_UNITS = {"ms": 0.001, "h": 3600.0, "m": 60.0, "s": 1.0}
_UNIT = r"(?:ms|milliseconds?|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)"
_AMOUNT = later(rf"(\d{{1,400}}(?:\.\d{{1,30}})?) ?({_UNIT})(?![a-z])", re.IGNORECASE)
#: "try again in 1m26.4s" (OpenAI, Groq), "retry in 13.5s" (Gemini), "retry after 20 seconds"
#: (Azure), "wait 2 minutes and 5 seconds".
_WAIT = later(
    r"(?:try again|retry|retrying|wait|resets?)(?: again)? ?(?:in|after|for)?:? ?"
    rf"((?:\d{{1,400}}(?:\.\d{{1,30}})? ?{_UNIT}(?:, | and | )?){{1,4}})(?![a-z])",
    re.IGNORECASE,
)
#: As Gemini's details are written as text.
_DELAY = later(r"retry_?delay\W{1,8}(?:seconds\W{1,3})?(\d{1,30}(?:\.\d{1,30})?)", re.IGNORECASE)
_FIELDS = ("retryDelay", "retry_delay", "retry_after", "retryAfter", "retry_after_seconds")
_FIELDS_IN_MS = ("retry_after_ms", "retryAfterMs")
#: `x-ratelimit-reset-tokens` (OpenAI, Groq), `anthropic-ratelimit-tokens-reset`, `ratelimit-reset`.
_RESET = later(r"(?:x-|anthropic-)?ratelimit-(?:reset(?:-[a-z-]+)?|[a-z-]+-reset)")
#: From this on, a number of seconds, or of milliseconds, is the time of a clock.
_CLOCK, _CLOCK_MS = 1e9, 1e12


def wait_of(headers: Mapping[str, str], error: ErrorBody, *, overloaded: bool) -> float | None:
    """Return the wait in seconds that a response asks for, None without a sound one.

    Texts and limits count only if the provider is overloaded: others speak of something else.
    """
    waits = _waits(headers, error) if overloaded else _header_waits(headers)
    return next((wait for wait in waits if wait is not None), None)


def wait_in(text: str) -> float | None:
    """Return the wait in seconds that a message names, None without any."""
    if match := _WAIT.search(text):
        return _duration(match[1])
    return float(match[1]) if (match := _DELAY.search(text)) else None


def shown_wait(seconds: float) -> str:
    """Return a wait in words."""
    if not math.isfinite(seconds) or seconds >= 48 * 3600:
        return "for days"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(part for part in (*parts, f"{rest} s" if rest else "") if part)


def _waits(headers: Mapping[str, str], error: ErrorBody) -> Iterator[float | None]:
    yield from _header_waits(headers)
    yield from (_amount(value) for value in error.fields(*_FIELDS))
    yield from (_milliseconds(value) for value in error.fields(*_FIELDS_IN_MS))
    yield from (wait_in(message) for message in error.messages)
    yield _reset(headers)
    # OpenRouter repeats the headers of the provider behind it.
    yield _reset(
        {
            str(name).lower(): str(value)
            for layer in error.layers
            for name, value in layer.items()
            if isinstance(value, str | int)
        }
    )


def _header_waits(headers: Mapping[str, str]) -> Iterator[float | None]:
    yield _milliseconds(headers.get("retry-after-ms"))
    yield _amount(headers.get("retry-after"))


def _reset(headers: Mapping[str, str]) -> float | None:
    """Return when the limit that is used up opens again; else the one that opens first."""
    used_up: list[float] = []
    others: list[float] = []
    for name, value in headers.items():
        if _RESET.fullmatch(name) and (wait := _amount(value)):
            left = headers.get(name.replace("reset", "remaining"))
            (used_up if left == "0" else others).append(wait)
    return max(used_up) if used_up else min(others, default=None)


def _milliseconds(value: Any) -> float | None:
    wait = _amount(value)
    return None if wait is None else wait / 1000


def _amount(value: Any) -> float | None:
    """Return a wait given as a number, a duration, or the time until when."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    try:
        seconds = float(text)
    except ValueError:
        return _duration(text) if _AMOUNT.match(text) else _until(text)
    if math.isfinite(seconds) and seconds >= _CLOCK:
        clock = seconds / 1000 if seconds >= _CLOCK_MS else seconds
        return max(0.0, clock - datetime.now(UTC).timestamp())
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(text: str) -> float | None:
    """Return the seconds until a date (RFC 9110, ISO 8601)."""
    try:
        date = parsedate_to_datetime(text) if "," in text else datetime.fromisoformat(text)
        return max(0.0, (date - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None


def _duration(text: str) -> float:
    return sum(float(number) * _UNITS[_short(unit)] for number, unit in _AMOUNT.findall(text))


def _short(unit: str) -> str:
    lower = unit.lower()
    return "ms" if lower in ("ms", "millisecond", "milliseconds") else lower[0]
