"""Reading a cell as a conversation: text, roles with contents, content parts, or from and value."""

import ast
import json
import math
import re
from typing import Any

from delibctl.cases.importers.table import why_missing
from delibctl.model import Message

#: The names of speakers in other programs.
ROLES = {
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("user", "human", "prompter", "customer"), "user"),
    **dict.fromkeys(("assistant", "gpt", "bot", "chatbot", "model", "ai"), "assistant"),
}
_SPEAKERS = ("role", "from", "speaker", "author")
_TEXTS = ("content", "value", "text", "message", "parts")
_LISTS = ("messages", "conversations", "conversation", "contents", "turns", "dialog", "dialogue")
_SYSTEM = ("system", "system_prompt", "system_instruction", "systemInstruction")
#: Keys of a turn that hold more than its text.
_MORE = ("tool_calls", "function_call", "images", "audio", "attachments", "files")
_TEXT_PARTS = {"text", "input_text", "output_text"}
#: The beginning of a conversation that was written as JSON, or as Python prints it.
_KEYS = "|".join((*_SPEAKERS, *_TEXTS, *_LISTS, *_SYSTEM))
_OPENED = re.compile(rf"[\[{{\s]+[\"'](?:{_KEYS})[\"']\s*:")
#: A transcript, as preference data holds it.
_TRANSCRIPT = re.compile(r"\A\n\nHuman: ")
_TURN = re.compile(r"\n\n(Human|Assistant):[ \t]?")
#: Longer texts are not read as what Python prints.
_LONGEST_LITERAL = 1_000_000


class NotAPromptError(Exception):
    """The reason why a value holds no prompt."""


def is_conversation(value: Any) -> bool:
    """Return True if a value has the keys of turns, or of an object around them."""
    if isinstance(value, list):
        return bool(value) and all(map(is_conversation, value))
    return isinstance(value, dict) and (
        any(isinstance(value.get(key), list) for key in _LISTS)
        or (any(key in value for key in _SPEAKERS) and any(key in value for key in _TEXTS))
    )


def conversation(value: Any) -> tuple[Message, ...]:
    """Return the turns of a value, which end on a user turn.

    Raises NotAPromptError with the reason if it holds no prompt.
    """
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, dict | list):
        return _checked(_turns(value))
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        raise NotAPromptError("no prompt")
    if isinstance(value, bool):
        raise NotAPromptError(f"not a text: {str(value).lower()}")
    return (Message(role="user", content=str(value)),)


def _of_text(raw: str) -> tuple[Message, ...]:
    text = raw.strip()
    if not text.strip("\ufeff \t\r\n"):
        raise NotAPromptError("no prompt")
    if missing := why_missing(text):
        raise NotAPromptError(f"no prompt: {text!r} is {missing}")
    if text.startswith("file://"):
        raise NotAPromptError(f"the prompt is in a file, which was not read: {text[:200]}")
    if _TRANSCRIPT.match(raw):
        return _checked(_of_transcript(raw))
    if text[0] in "[{":
        data = _structure(text)
        if data is not None:
            return _checked(_turns(data))
    return (Message(role="user", content=text),)


def _structure(text: str) -> Any:
    """Return the list or object that a text is; None if it is another text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    if not _OPENED.match(text):
        return None
    try:
        if len(text) <= _LONGEST_LITERAL:
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        pass
    raise NotAPromptError("looks like a conversation, but is not valid JSON")


def _of_transcript(text: str) -> list[Message]:
    parts = _TURN.split(text)[1:]
    if parts[-2:][0] == "Assistant" and not parts[-1].strip():
        parts = parts[:-2]
    return [
        Message(role=ROLES[role.lower()], content=content.strip())
        for role, content in zip(parts[::2], parts[1::2], strict=True)
    ]


def _turns(value: Any) -> list[Message]:
    if isinstance(value, dict):
        listing = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if listing is None:
            return [_turn(value, 1)]
        system = next((value[key] for key in _SYSTEM if value.get(key)), None)
        return [*([_turn({"role": "system", "content": system}, 0)] if system else []),
                *_turns(listing)]  # fmt: skip
    if not isinstance(value, list) or not value:
        raise NotAPromptError("JSON that is no conversation")
    messages = [_turn(entry, number) for number, entry in enumerate(value, 1)]
    return [m for m in messages if m.content or m.role != "system"]


def _turn(entry: Any, number: int) -> Message:
    if not isinstance(entry, dict):
        raise NotAPromptError("JSON that is no conversation: its turns have no roles")
    speaker = next((entry[key] for key in _SPEAKERS if key in entry), None)
    if isinstance(speaker, dict):
        speaker = speaker.get("role")
    if not isinstance(speaker, str) or not any(key in entry for key in _TEXTS):
        raise NotAPromptError("JSON that is no conversation: a turn needs a role and a content")
    role = ROLES.get(speaker.strip().lower())
    if role is None:
        raise NotAPromptError(f"turn {number} has the role {speaker[:40]!r}")
    for key in _MORE:
        if entry.get(key):
            raise NotAPromptError(f"turn {number} holds {key!r}")
    spoken = next(entry[key] for key in _TEXTS if key in entry)
    return Message(role=role, content=_text(spoken, number).strip())


def _text(spoken: Any, number: int) -> str:
    """Return the text of a turn, with an empty line between its parts."""
    if isinstance(spoken, str):
        return spoken
    if isinstance(spoken, dict) and isinstance(spoken.get("parts"), list):
        spoken = spoken["parts"]
    parts = spoken if isinstance(spoken, list) else [spoken]
    return "\n\n".join(filter(None, (_part(part, number) for part in parts)))


def _part(part: Any, number: int) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, dict):
        kind = part.get("type", "text" if "text" in part else None)
        if isinstance(kind, str) and kind in _TEXT_PARTS and isinstance(part.get("text"), str):
            return str(part["text"])
        raise NotAPromptError(f"turn {number} holds a part of type {str(kind)[:40]!r}, not text")
    raise NotAPromptError(f"turn {number} has no text")


def _checked(messages: list[Message]) -> tuple[Message, ...]:
    """Return the messages. Raises NotAPromptError unless they are a conversation for a case."""
    for number, message in enumerate(messages, 1):
        if not message.content.strip("\ufeff \t\r\n"):
            raise NotAPromptError(f"turn {number} is empty")
        if missing := why_missing(message.content):
            raise NotAPromptError(f"turn {number}: {message.content!r} is {missing}")
    if not messages or messages[-1].role != "user":
        raise NotAPromptError("the last turn is not the user's; a case ends where an answer is due")
    return tuple(messages)
