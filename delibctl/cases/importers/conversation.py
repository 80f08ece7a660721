"""Reading a cell as a conversation: text, roles with contents, content parts, or from and value."""

import ast
import math
import re
from typing import Any

from delibctl.cases.importers.conversation_turns import (
    LISTS,
    ROLES,
    SPEAKERS,
    SYSTEM,
    TEXTS,
    NotAPromptError,
    loaded,
    turns,
)
from delibctl.cases.table import why_missing
from delibctl.model import Message
from delibctl.text.json_values import inner_text
from delibctl.text.values import folded

__all__ = ["ROLES", "NotAPromptError", "conversation", "is_conversation"]

#: The beginning of a conversation that was written as JSON, or as Python prints it.
_KEYS = "|".join((*SPEAKERS, *TEXTS, *LISTS, *SYSTEM))
_OPENED = re.compile(rf"[\[{{\s]+[\"'](?:{_KEYS})[\"']\s*:", re.IGNORECASE)
_FENCED = re.compile(r"`{3,}(?:json)?\s*\n([\[{].*?)\n\s*`{3,}", re.DOTALL | re.IGNORECASE)
#: A transcript, as preference data holds it.
_TRANSCRIPT = re.compile(r"\A\n\nHuman: |\AHuman: (?=.{0,20000}?\n\nAssistant:)", re.DOTALL)
_TURN = re.compile(r"\n\n(Human|Assistant):[ \t]?")
#: Longer texts are not read as what Python prints.
_LONGEST_LITERAL = 1_000_000


def is_conversation(value: Any) -> bool:
    """Return True if a value has the keys of turns, or of an object around them."""
    if isinstance(value, list):
        return bool(value) and all(map(is_conversation, value))
    value = folded(value) if isinstance(value, dict) else value
    return isinstance(value, dict) and (
        any(isinstance(value.get(key), list) for key in LISTS)
        or (any(key in value for key in SPEAKERS) and any(key in value for key in TEXTS))
    )


def conversation(value: Any) -> tuple[Message, ...]:
    """Return the turns of a value, which end on a user turn.

    Raises NotAPromptError with the reason if it holds no prompt.
    """
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, dict | list):
        return _checked(turns(value))
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
        return _checked(_of_transcript(raw.lstrip()))
    data = _written_as_json(text)
    if data is not None:
        return _checked(turns(data))
    return (Message(role="user", content=text),)


def _written_as_json(text: str) -> Any:
    """Return the list or object that a text is: fenced, or written as JSON twice; else None."""
    fenced = _FENCED.fullmatch(text)
    text = inner_text(fenced[1] if fenced else text)
    return _structure(text) if text[:1] in ("[", "{") else None


def _structure(text: str) -> Any:
    """Return the list or object that a text is; None if it is another text."""
    try:
        return loaded(text)
    except (ValueError, RecursionError):
        pass
    try:
        lines = [loaded(line) for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(isinstance(line, dict) for line in lines):
            return lines
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
    parts = _TURN.split(f"\n\n{text}")[1:]
    if parts[-2:][0] == "Assistant" and not parts[-1].strip():
        parts = parts[:-2]
    return [
        Message(role=ROLES[role.lower()], content=content.strip())
        for role, content in zip(parts[::2], parts[1::2], strict=True)
    ]


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
