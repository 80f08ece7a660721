"""Failures read from the responses of servers that speak OpenAI's protocol."""

from collections.abc import Mapping
from typing import Any

from delibctl.edge.providers.error_text import one_line
from delibctl.edge.providers.failure_kinds import (
    BLOCKED_CODES,
    OVERLOADS,
    is_block_text,
    is_moderation,
    kind_of_status,
    retry_after,
    wait_in,
)
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import NO_COMPLETION, WireFailure
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
        points = f"It points to {target}" if target else "It points elsewhere"
        message = f"{NO_COMPLETION} {points} ({status}); nothing was sent there"
        return WireFailure(kind=FailureKind.ADDRESS, message=message)
    error = error_in(body)
    if status < 400:
        status = _status_in(error) or status
    if status < 400:
        return WireFailure(kind=FailureKind.BAD_REPLY, message=NO_COMPLETION)
    if status in _NOT_HERE:
        return _not_here(status, redactor(_message(error, body)))
    return _rejected(
        status, headers, redactor(_message(error, body) or one_line(text)), error, text
    )


def error_in(body: Any) -> Any:
    """Return what a body calls its error, None if it names none. Gemini puts it into a list."""
    if isinstance(body, list) and len(body) == 1:
        body = body[0]
    return body.get("error") if isinstance(body, dict) else None


def is_elsewhere(status: int) -> bool:
    """Return True for the status of a server that takes no questions at an address."""
    return status in _NOT_HERE or 300 <= status < 400


def _not_here(status: int, said: str) -> WireFailure:
    reason = f" It says {status}: {said}" if said else f" It says {status}"
    return WireFailure(kind=FailureKind.ADDRESS, message=NO_COMPLETION + reason)


def _rejected(
    status: int, headers: Mapping[str, str], said: str, error: Any, text: str
) -> WireFailure:
    lower = text.lower()
    code = error.get("code") if isinstance(error, dict) else None
    blocked = (
        (isinstance(code, str) and code in BLOCKED_CODES)
        or (status in (400, 422) and is_block_text(lower))
        or is_moderation(status, lower)
    )
    kind = kind_of_status(status, lower, code)
    wait = retry_after(headers)
    if wait is None and kind in OVERLOADS:
        wait = wait_in(text)
    return WireFailure(
        kind=kind,
        message=said or f"status {status}",
        retry_after=wait,
        blocked=blocked,
    )


def _message(error: Any, body: Any) -> str:
    """Return what an error says: itself (Ollama), its `message`, or that of the body (vLLM)."""
    whole = body if isinstance(body, dict) else {}
    inner = error.get("message") if isinstance(error, dict) else error
    texts = (inner, whole.get("message"), whole.get("detail"))
    return one_line(next((text for text in texts if isinstance(text, str)), ""))


def _status_in(error: Any) -> int | None:
    """Return the status inside a response that says 200 (OpenRouter)."""
    code = error.get("code") if isinstance(error, dict) else None
    try:
        status = int(str(code))
    except ValueError:
        return 500 if error else None
    return status if 400 <= status < 600 else 500
