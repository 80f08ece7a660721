"""Failures read from the responses of servers that speak OpenAI's protocol."""

from collections.abc import Mapping
from typing import Any

from delibctl.edge.providers.error_text import one_line
from delibctl.edge.providers.failure_kinds import (
    BLOCKED_CODES,
    is_block_text,
    is_moderation,
    kind_of_status,
    retry_after,
)
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import WireFailure
from delibctl.model import FailureKind

#: Statuses of a server that has nothing at this address which could answer.
_NOT_HERE = {405, 501}


def failure_of_response(
    status: int, headers: Mapping[str, str], body: Any, text: str, redactor: Redactor
) -> WireFailure:
    """Return the failure that a response without a completion stands for.

    `body` is its JSON, None if it is not JSON; `text` is as the server sent it.
    """
    if 300 <= status < 400:
        target = redactor(one_line(headers.get("location", "")))
        message = f"the server points to another address ({status}): {target or 'it names none'}"
        return WireFailure(kind=FailureKind.ADDRESS, message=f"{message}; no key was sent there")
    error = body.get("error") if isinstance(body, dict) else None
    if status < 400:
        status = _status_in(error) or status
    if status < 400 or status in _NOT_HERE:
        return _no_completion(status, error, redactor)
    return _rejected(status, headers, error, text, redactor)


def _rejected(
    status: int, headers: Mapping[str, str], error: Any, text: str, redactor: Redactor
) -> WireFailure:
    lower = text.lower()
    code = error.get("code") if isinstance(error, dict) else None
    blocked = (
        code in BLOCKED_CODES
        or (status in (400, 422) and is_block_text(lower))
        or is_moderation(status, lower)
    )
    return WireFailure(
        kind=kind_of_status(status, lower),
        message=redactor(one_line(_message(error) or text)) or f"status {status}",
        retry_after=retry_after(headers),
        blocked=blocked,
    )


def _no_completion(status: int, error: Any, redactor: Redactor) -> WireFailure:
    said = redactor(one_line(_message(error)))
    message = f"the server answered, but with no completion: {said or 'is `api_base` right?'}"
    kind = FailureKind.ADDRESS if status in _NOT_HERE else FailureKind.BAD_REPLY
    return WireFailure(kind=kind, message=message)


def _message(error: Any) -> str:
    """Return the message of an error: itself (Ollama), or its `message` (the others)."""
    message = error.get("message") if isinstance(error, dict) else error
    return message if isinstance(message, str) else ""


def _status_in(error: Any) -> int | None:
    """Return the status inside a response that says 200 (OpenRouter)."""
    code = error.get("code") if isinstance(error, dict) else None
    try:
        status = int(str(code))
    except ValueError:
        return 500 if error else None
    return status if 400 <= status < 600 else 500
