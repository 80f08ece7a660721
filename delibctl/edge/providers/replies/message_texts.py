"""The texts of a message: its answer, the thoughts before it, and a refusal.

Servers differ in details: texts come whole or in parts, thoughts in a field of their own or in the
text.
"""

import json
import re
from collections.abc import Set
from typing import Any

from delibctl.text.thoughts import split_thoughts

_TEXT_PARTS = {"text", "output_text"}
_THOUGHT_PARTS = {"thinking", "reasoning", "redacted_thinking", "thought", "reasoning_text"}
_REFUSAL_PARTS = {"refusal"}
#: Parts of an answer that are none of its text, although they may hold some.
_OTHER_PARTS = r"image|audio|video|file|tool|function|citation|search|source"


def text_and_thoughts(message: dict[str, Any]) -> tuple[str, str]:
    """Return the answer of a message, and the thoughts before it."""
    content = message.get("content")
    text = _said(content) or _as_json(content)
    thoughts = (
        _said(message.get("reasoning_content"), _TEXT_PARTS | _THOUGHT_PARTS)
        or _said(message.get("reasoning"), _TEXT_PARTS | _THOUGHT_PARTS)
        or _said(message.get("thinking"), _TEXT_PARTS | _THOUGHT_PARTS)
        or _said(message.get("reasoning_details"), _TEXT_PARTS | _THOUGHT_PARTS)
        or (_said(content, _THOUGHT_PARTS) if isinstance(content, list) else "")
    )
    split = split_thoughts(text)
    # Thoughts without an end stay in the text, so that it is seen why there is no answer.
    if split.cut_off:
        return text, thoughts
    return split.text, "\n\n".join(filter(None, (thoughts.strip(), split.thoughts)))


def refusal_of(message: dict[str, Any]) -> str:
    """Return the words with which a model itself refuses; empty if it does not."""
    said = message.get("refusal")
    words = "" if isinstance(said, bool | int | float) else _said(said)
    return words or _said(message.get("content"), _REFUSAL_PARTS)


def _said(value: Any, types: Set[str] = _TEXT_PARTS) -> str:
    """Return a text that comes whole, or in parts of which some types are meant."""
    if isinstance(value, list):
        return "".join(_part(part, types) for part in value)
    if "text" not in types:
        return _part(value, types)
    return _inner(value) if isinstance(value, dict) else str(value or "")


def _part(part: Any, types: Set[str]) -> str:
    if isinstance(part, str):
        return part if "text" in types else ""
    return _inner(part) if isinstance(part, dict) and _type(part) in types else ""


def _type(part: dict[str, Any]) -> str:
    """Return the type of a part; that of an unknown one, or of one without any, is text."""
    kind = str(part.get("type") or "text").removesuffix(".text").removesuffix(".summary")
    if part.get("thought") is True:  # Gemini
        return "thought"
    known = kind in _TEXT_PARTS | _THOUGHT_PARTS | _REFUSAL_PARTS or re.search(_OTHER_PARTS, kind)
    return kind if known else "text"


def _inner(part: dict[str, Any]) -> str:
    """Return the text of a part, which may hold parts again (Mistral), or a summary of them."""
    names = ("text", str(part.get("type")), "summary", "parts", "content", "value")
    value = next((part[name] for name in names if part.get(name)), "")
    if isinstance(value, dict):
        value = _inner(value)
    if not isinstance(value, list):
        return value if isinstance(value, str) else ""
    return "".join(_inner(item) if isinstance(item, dict) else str(item) for item in value)


def _as_json(content: Any) -> str:
    """Return content that a gateway has decoded already as the JSON that it was."""
    if not isinstance(content, dict) or content.keys() & {"type", "text", "parts", "content"}:
        return ""
    return json.dumps(content, ensure_ascii=False) if content else ""
