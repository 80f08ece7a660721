"""Replies read from the bodies of chat completions, without keys and unencodable text.

Servers differ in details: texts come whole or in parts, thoughts in a field of their own or in the
text.
"""

from collections.abc import Set
from typing import Any

from delibctl.edge.providers.endings import is_blocked, is_cut_off, is_failed
from delibctl.edge.providers.error_text import one_line
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.usage import read_usage
from delibctl.edge.providers.wire import WireFailure, WireResponse
from delibctl.model import FailureKind, ModelSpec, Reply, ReplyForm
from delibctl.text.escape import encodable
from delibctl.text.thoughts import split_thoughts

_TEXT_PARTS = {"text", "output_text"}
_THOUGHT_PARTS = {"thinking", "reasoning"}
_REFUSAL_PARTS = {"refusal"}


class NoCompletionError(ValueError):
    """The body holds no choice with a message."""


def read_reply(
    response: WireResponse, model: ModelSpec, redactor: Redactor, form: ReplyForm, seconds: float
) -> Reply | WireFailure:
    """Return the first choice of a completion, a failure if the provider failed in its middle.

    Raises NoCompletionError without any.
    """
    body = response.body
    choice = _first_choice(body)
    finish = choice.get("finish_reason")
    if is_failed(finish) or choice.get("error"):
        return _unfinished(choice, redactor)
    message = choice["message"]
    text, thoughts = _text_and_thoughts(message)
    refusal = _said(message.get("refusal")) or _said(message.get("content"), _REFUSAL_PARTS)

    def clean(value: Any) -> str:
        return redactor(encodable(str(value or "")))

    return Reply(
        text=clean(text or refusal),
        reasoning=clean(thoughts),
        blocked=is_blocked(finish) or bool(refusal),
        finish="length" if is_cut_off(finish) else clean(finish),
        usage=read_usage(response, model),
        served=clean(body.get("model")),
        fingerprint=clean(body.get("system_fingerprint")),
        form=form,
        seconds=round(seconds, 3),
    )


def _unfinished(choice: dict[str, Any], redactor: Redactor) -> WireFailure:
    """Return the failure for half an answer; scored, it would count as a whole one."""
    error = choice.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    reason = redactor(one_line(str(said or choice.get("finish_reason") or "")))
    return WireFailure(
        kind=FailureKind.SERVER, message=f"the provider failed in mid-answer: {reason}"
    )


def has_completion(body: object) -> bool:
    """Return True if a body holds a choice with a message."""
    try:
        _first_choice(body)
    except NoCompletionError:
        return False
    return True


def _first_choice(body: Any) -> dict[str, Any]:
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise NoCompletionError
    return choice


def _text_and_thoughts(message: dict[str, Any]) -> tuple[str, str]:
    """Return the answer of a message, and the thoughts before it."""
    content = message.get("content")
    text = _said(content)
    thoughts = (
        _said(message.get("reasoning_content"))
        or _said(message.get("reasoning"))
        or (_said(content, _THOUGHT_PARTS) if isinstance(content, list) else "")
    )
    split = split_thoughts(text)
    # Thoughts without an end stay in the text, so that it is seen why there is no answer.
    if split.cut_off:
        return text, thoughts
    return split.text, "\n\n".join(filter(None, (thoughts.strip(), split.thoughts)))


def _said(value: Any, types: Set[str] = _TEXT_PARTS) -> str:
    """Return a text that comes whole, or in parts of which some types are meant."""
    if isinstance(value, list):
        return "".join(_part(part, types) for part in value)
    if types is not _TEXT_PARTS:
        return ""
    return _inner(value) if isinstance(value, dict) else str(value or "")


def _part(part: Any, types: Set[str]) -> str:
    if isinstance(part, str):
        return part if "text" in types else ""
    return _inner(part) if isinstance(part, dict) and part.get("type") in types else ""


def _inner(part: dict[str, Any]) -> str:
    """Return the text of a part, which may hold parts again (Mistral), or a summary of them."""
    names = ("text", str(part.get("type")), "summary")
    value = next((part[name] for name in names if part.get(name)), "")
    if not isinstance(value, list):
        return str(value)
    return "".join(_inner(item) if isinstance(item, dict) else str(item) for item in value)
