"""The turns of a conversation in JSON: roles with contents, content parts, or from and value."""

import json
from typing import Any

from delibctl.cases.table import why_missing
from delibctl.model import Message
from delibctl.text.json_values import joined
from delibctl.text.values import folded

#: The names of speakers in other programs.
ROLES = {
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("user", "human", "prompter", "customer", "client"), "user"),
    **dict.fromkeys(
        ("assistant", "gpt", "chatgpt", "bot", "chatbot", "model", "ai", "llm", "agent"),
        "assistant",
    ),
}
#: Speakers whose turns no case can hold.
_TOOLS = {"tool", "function", "observation", "ipython", "environment"}
SPEAKERS = ("role", "from", "speaker", "author")
TEXTS = ("content", "value", "text", "message", "parts")
LISTS = (
    "messages",
    "conversations",
    "conversation",
    "contents",
    "turns",
    "dialog",
    "dialogue",
    "input",
)
SYSTEM = ("system", "system_prompt", "system_instruction", "systeminstruction")
#: Keys of a turn that hold more than its text.
_MORE = ("tool_calls", "function_call", "images", "audio", "attachments", "files")
_TEXT_PARTS = {"text", "input_text", "output_text"}
#: Parts that an assistant is not shown again.
_THOUGHTS = {"thinking", "redacted_thinking", "reasoning"}


class NotAPromptError(Exception):
    """The reason why a value holds no prompt."""


def loaded(text: str) -> Any:
    """Return the value of JSON; no text of a repeated key is lost."""
    return json.loads(text, object_pairs_hook=joined)


def turns(value: Any, depth: int = 0) -> list[Message]:
    """Return the turns of a list or object.

    Raises NotAPromptError with the reason if it has none.
    """
    if isinstance(value, dict):
        return _of_object(folded(value), depth)
    if not isinstance(value, list) or not value:
        raise NotAPromptError("JSON that is no conversation")
    messages = [_turn(entry, number) for number, entry in enumerate(value, 1)]
    if messages[-1].role == "assistant" and not messages[-1].content:
        # The place of the answer that is due.
        messages = messages[:-1]
    return [m for m in messages if m.content or m.role != "system"]


def _of_object(data: dict[str, Any], depth: int) -> list[Message]:
    """Return the turns of an object: those listed in it or in an object in it, or the one it is."""
    listing = next((data[key] for key in LISTS if isinstance(data.get(key), list)), None)
    if listing is None:
        inner = next((data[key] for key in LISTS if isinstance(data.get(key), dict)), None)
        return [_turn(data, 1)] if inner is None or depth else turns(inner, depth + 1)
    system = next((data[key] for key in SYSTEM if data.get(key)), None)
    return [
        *([_turn({"role": "system", "content": system}, 0)] if system else []),
        *turns(listing, depth),
    ]


def _turn(entry: Any, number: int) -> Message:
    if not isinstance(entry, dict):
        raise NotAPromptError("JSON that is no conversation: its turns have no roles")
    entry = folded(entry)
    speaker = next((entry[key] for key in SPEAKERS if key in entry), None)
    if isinstance(speaker, dict):
        speaker = speaker.get("role")
    if not isinstance(speaker, str) or not any(key in entry for key in TEXTS):
        raise NotAPromptError("JSON that is no conversation: a turn needs a role and a content")
    name = speaker.strip(" \t\r\n:*<>|#").lower()
    if name in _TOOLS:
        raise NotAPromptError(f"turn {number} is of a tool, which a case cannot hold")
    role = ROLES.get(name)
    if role is None:
        raise NotAPromptError(f"turn {number} has the role {speaker[:40]!r}")
    for key in _MORE:
        if entry.get(key):
            raise NotAPromptError(f"turn {number} holds {key!r}")
    spoken = next(entry[key] for key in TEXTS if key in entry)
    if role == "system" and spoken is None:
        spoken = ""
    return Message(role=role, content=_text(spoken, number).strip())


def _text(spoken: Any, number: int) -> str:
    """Return the text of a turn, with an empty line between its parts."""
    if isinstance(spoken, str):
        return _text_of_json(spoken, number) if spoken.lstrip()[:1] in ("[", "{") else spoken
    if isinstance(spoken, dict) and isinstance(spoken.get("parts"), list):
        spoken = spoken["parts"]
    parts = spoken if isinstance(spoken, list) else [spoken]
    return "\n\n".join(filter(None, (_part(part, number) for part in parts)))


def _text_of_json(spoken: str, number: int) -> str:
    """Return the text of parts that were written as JSON; other JSON is no prompt."""
    if why_missing(spoken):
        return spoken
    try:
        value = loaded(spoken)
    except (ValueError, RecursionError):
        return spoken
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return _text(value, number)
    raise NotAPromptError(f"turn {number} is JSON, not text")


def _part(part: Any, number: int) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, dict):
        kind = part.get("type", "text" if "text" in part else None)
        if isinstance(kind, str) and kind in _THOUGHTS:
            return ""
        if isinstance(kind, str) and kind in _TEXT_PARTS and isinstance(part.get("text"), str):
            return str(part["text"])
        raise NotAPromptError(f"turn {number} holds a part of type {str(kind)[:40]!r}, not text")
    raise NotAPromptError(f"turn {number} has no text")
