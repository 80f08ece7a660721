"""Replies read from the bodies of chat completions, without keys and unencodable text."""

from typing import Any

from delibctl.edge.providers.errors.error_text import one_line
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.endings import Ending, ending_of, word_of
from delibctl.edge.providers.replies.message_texts import refusal_of, text_and_thoughts
from delibctl.edge.providers.replies.reasoning_parts import reasoning_parts
from delibctl.edge.providers.replies.usage import read_usage
from delibctl.edge.providers.wire import WireFailure, WireResponse
from delibctl.model import FailureKind, ModelSpec, Reply, ReplyForm, Usage
from delibctl.text.escape import encodable

#: Why an answer that did not end by itself is none.
_NO_ANSWERS = {
    Ending.FAILED: (FailureKind.SERVER, "the provider failed in mid-answer: {}"),
    Ending.TOOL_CALL: (FailureKind.BAD_REPLY, "the model called a tool and gave no answer ({})"),
}


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
    ending = Ending.FAILED if choice.get("error") else ending_of(choice)
    message = choice["message"]
    text, thoughts = text_and_thoughts(message)
    refusal = refusal_of(message)
    usage = read_usage(response, model, wrote=bool(text))
    if ending in _NO_ANSWERS:
        return _unfinished(choice, ending, usage, redactor)

    def clean(value: Any) -> str:
        return redactor(encodable(str(value or "")))

    return Reply(
        text=clean(text or refusal),
        reasoning=clean(thoughts),
        reasoning_parts=reasoning_parts(message, clean),
        blocked=ending is Ending.BLOCKED or bool(refusal) or message.get("refusal") is True,
        finish="length" if ending is Ending.CUT_OFF else one_line(clean(word_of(choice))),
        usage=usage,
        served=clean(body.get("model")),
        fingerprint=clean(body.get("system_fingerprint")),
        form=form,
        attempts=response.requests,
        seconds=round(seconds, 3),
    )


def _unfinished(
    choice: dict[str, Any], ending: Ending, usage: Usage, redactor: Redactor
) -> WireFailure:
    """Return the failure for half an answer; scored, it would count as a whole one."""
    error = choice.get("error")
    said = error.get("message") if isinstance(error, dict) else error
    # Without its key before it is cut off: half a key is one too many.
    reason = one_line(redactor(encodable(str(said or word_of(choice)))))
    kind, message = _NO_ANSWERS[ending]
    return WireFailure(kind=kind, message=message.format(reason), billed=True, usage=usage)


def has_completion(body: object) -> bool:
    """Return True if a body holds a choice with a message."""
    try:
        _first_choice(body)
    except NoCompletionError:
        return False
    return True


def has_text(body: Any) -> bool:
    """Return True if the first choice of a completion has a text."""
    try:
        text, _ = text_and_thoughts(_first_choice(body)["message"])
    except NoCompletionError:
        return False
    return bool(text.strip())


def _first_choice(body: Any) -> dict[str, Any]:
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise NoCompletionError
    return choice
