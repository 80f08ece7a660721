"""Answers in the protocols of providers other than OpenAI, as completions of OpenAI's."""

from collections.abc import Mapping
from typing import Any

from delibctl.edge.providers.replies.endings import native_word

#: Where the text of an answer stands, or its parts: Anthropic, Gemini, Bedrock, Ollama, Cohere.
_PLACES = (
    ("content",),
    ("candidates", 0, "content", "parts"),
    ("output", "message", "content"),
    ("message", "content"),
)


def completion_of(body: Any) -> dict[str, Any] | None:
    """Return a completion with the answer in a body; None if it has none where we know of one.

    Its tokens are unknown: their names differ, and so does what they include.
    """
    content = next(filter(None, (_at(body, place) for place in _PLACES)), None)
    if not isinstance(content, str | list):
        return None
    message = {"content": content}
    choice = {"finish_reason": native_word(body), "message": message}
    return {"choices": [choice], "model": body.get("model") or body.get("modelVersion")}


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value
