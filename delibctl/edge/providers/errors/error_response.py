"""Failures read from responses without a completion, the same for every wire."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from delibctl.edge.providers.errors.error_body import ErrorBody, read_error
from delibctl.edge.providers.errors.error_text import one_line
from delibctl.edge.providers.errors.failure_kinds import kind_of_error, names_model
from delibctl.edge.providers.errors.own_words import own_words
from delibctl.edge.providers.errors.provider_filters import is_blocked
from delibctl.edge.providers.errors.waits import LONGEST_WAIT, shown_wait, wait_of
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.endings import is_filtered
from delibctl.edge.providers.requests.complaint import complaint_in
from delibctl.edge.providers.wire import NO_COMPLETION, WireFailure
from delibctl.model import FailureKind

_FILTERED = "content_filter_results"
#: Statuses of a server that has nothing at this address which could answer.
_NOT_HERE = {405, 501}
#: The statuses for the codes of MiniMax, which says 200 whatever happens.
_MINIMAX = {"1002": 429, "1004": 401, "1008": 402, "1039": 413, "2013": 400, "2049": 401}
#: LM Studio says 200 to what it does not serve.
_NOT_SERVED = "unexpected endpoint or method"
_LOWER_MAX_TOKENS = "lower `max_tokens`: it counts against the limit"
_OWN_SERVER = (
    "a server of one's own has an address that ends in /v1, as in http://localhost:8000/v1"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HTTPResponse:
    """A response as it came. Names of `headers` are in lower case.

    `body` is its JSON, None if it is not JSON; `text` is its beginning. `url` was asked.
    """

    status: int
    headers: Mapping[str, str]
    body: Any
    text: str
    url: str = ""


def failure_of_response(
    response: HTTPResponse, sent: Iterable[str], redactor: Redactor
) -> WireFailure:
    """Return the failure that a response without a completion stands for.

    `sent` are the texts of the question, which an error may repeat.
    """
    failure = _failure_of(response, sent, redactor)
    if response.status < 400 and failure.kind is FailureKind.ADDRESS:
        return failure
    return replace(failure, complaint=complaint_in(response.status, _error_of(response), sent))


def _failure_of(response: HTTPResponse, sent: Iterable[str], redactor: Redactor) -> WireFailure:
    status = response.status
    if 300 <= status < 400:
        target = one_line(redactor(response.headers.get("location", "")))
        points = f"It points to {target}" if target else "It points elsewhere"
        return _elsewhere(f" {points} ({status}); nothing was sent there")
    error = _error_of(response)
    message = one_line(redactor(error.message))
    if status in _NOT_HERE:
        said = "" if _is_page(response) or not message else f": {message}"
        return _elsewhere(f" It says {status}{said}")
    if status < 400 and not error.messages and not error.layers:
        return _unreadable(response)
    own = " | ".join(own_words(text, sent) for text in error.messages)
    if _NOT_SERVED in own:
        return _elsewhere(f" It says: {message}")
    failure = _rejected(response, error, own, message)
    return replace(failure, blocked=is_blocked(status, error, own))


def no_completion() -> WireFailure:
    """Return the failure for a response that says it is fine and holds no completion: a page."""
    return replace(_elsewhere(""), may_pass=True)


def error_in(body: Any) -> Any:
    """Return what a body calls its error, None if it names none. Gemini puts it into a list."""
    if isinstance(body, list) and len(body) == 1:
        body = body[0]
    if not isinstance(body, dict):
        return None
    error = body.get("error") or body.get("errors")
    # Some write the field beside an answer, with nothing in it.
    return None if isinstance(error, dict) and not any(error.values()) else error


def _error_of(response: HTTPResponse) -> ErrorBody:
    """Return what a response says; one that says 200 does so only if it names an error."""
    body = response.body
    if response.status < 400:
        return read_error(body) if error_in(body) or _names_cause(body) else ErrorBody()
    if response.body is None:
        return read_error(response.text)
    error = read_error(body)
    kind = response.headers.get("x-amzn-errortype")
    return replace(error, layers=(*error.layers, {"__type": kind})) if kind else error


def _names_cause(body: Any) -> bool:
    """Return True if a body without an error says why it holds none (Gemini, MiniMax, Azure)."""
    if not isinstance(body, dict):
        return False
    state = body.get("base_resp")
    failed = isinstance(state, dict) and state.get("status_code")
    found = body.get("prompt_filter_results")
    results = found if isinstance(found, list) else []
    filtered = any(is_filtered(r.get(_FILTERED)) for r in results if isinstance(r, dict))
    return bool(failed or filtered or body.get("promptFeedback"))


def _rejected(response: HTTPResponse, error: ErrorBody, own: str, message: str) -> WireFailure:
    # Inside a response that says 200, the error may have a status of its own (OpenRouter).
    status = response.status if response.status >= 400 else error.status or _of_minimax(error)
    kind = kind_of_error(status, error, own)
    page = f"it answered with a page, not as a model (status {status})"
    is_html = response.body is None and "<html" in response.text[:500].lower()
    message = page if is_html else message or f"status {status}"
    if kind is FailureKind.TOO_LARGE:
        message = f"{message.rstrip('.')}: {_LOWER_MAX_TOKENS}"
    if status == 404 and kind is FailureKind.UNKNOWN_MODEL and not names_model(error, own):
        said = "" if _is_page(response) else f": {message}"
        return _elsewhere(f" {response.url or 'It'} says 404{said}; {_OWN_SERVER}")
    wait = wait_of(response.headers, error, overloaded=kind.overload)
    if wait is not None and wait > LONGEST_WAIT:
        message = f"{message} (it asks to wait {shown_wait(wait)}; delibctl waits 2 min at most)"
        wait = LONGEST_WAIT
    return WireFailure(kind=kind, message=message, retry_after=wait)


def _of_minimax(error: ErrorBody) -> int:
    return next((_MINIMAX[code] for code in error.codes if code in _MINIMAX), 500)


def _elsewhere(reason: str) -> WireFailure:
    return WireFailure(
        kind=FailureKind.ADDRESS, message=f"{NO_COMPLETION}{reason}", no_completion=True
    )


def _unreadable(response: HTTPResponse) -> WireFailure:
    """Return the failure for a response that says it is fine: no completion, or a broken one."""
    if response.body is None and response.text.lstrip().startswith(("{", "[")):
        message = "the server answered with JSON that is cut off or damaged"
        return WireFailure(kind=FailureKind.BAD_REPLY, message=message)
    if _is_completion(response.body):
        message = "the server answered with a completion that holds no message"
        return WireFailure(kind=FailureKind.BAD_REPLY, message=message)
    return no_completion()


def _is_completion(body: Any) -> bool:
    """Return True for a completion, be it one without a message: in OpenAI's shape, or others'."""
    if not isinstance(body, dict):
        return False
    choices = body.get("choices")
    if isinstance(choices, list) and choices:
        return isinstance(choices[0], dict) and "message" in choices[0]
    values = (body.get(name) for name in ("candidates", "content", "message", "output"))
    return any(value and isinstance(value, dict | list) for value in values)


def _is_page(response: HTTPResponse) -> bool:
    return response.body is None and response.text.lstrip().startswith("<")
