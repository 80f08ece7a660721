"""Copies of the layout in place of an answer."""

import re
from collections.abc import Iterator
from typing import Any

from delibctl.deliberate.layouts import LAYOUTS, PLACEHOLDERS
from delibctl.text.embedded import objects
from delibctl.text.json_values import as_text
from delibctl.text.lazy import later
from delibctl.text.placeholders import is_placeholder, is_schema, is_type_word, schema_in
from delibctl.text.thoughts import split_thoughts
from delibctl.text.values import folded, unwrapped

_KEYS = {"reasoning", "citations", "style", "answer", "clauses"}
_ANSWER = later(r"<answer>([^<]{0,200})</answer>", re.IGNORECASE)


def placeholder(value: Any) -> bool:
    """Return True if a value is copied from the layout or from a schema."""
    return is_placeholder(value, PLACEHOLDERS)


def answer_of(answer: Any, reasoning: Any) -> str:
    """Return the text of an answer; an empty one if it is a placeholder.

    The name of a type is one as well, and so is a schema, unless there is reasoning: a user may
    have asked for it.
    """
    reasoned = as_text(reasoning) and not placeholder(reasoning) and not is_type_word(reasoning)
    if is_type_word(answer) or describes_other_keys(answer):
        return as_text(answer) if reasoned else ""
    return "" if placeholder(answer) else as_text(answer)


def describes_other_keys(value: Any) -> bool:
    """Return True for a JSON Schema of an object with other keys than a reply has."""
    schema = schema_in(value) or {}
    properties = schema.get("properties")
    return isinstance(properties, dict) and not _KEYS & folded(properties).keys()


def copies_layout(text: str) -> bool:
    """Return True if a reply holds placeholders, a schema or the words of the layout as answer."""
    body = split_thoughts(text).text
    if placeholder(body) or names_layout(body):
        return True
    if any(placeholder(match[1]) or is_type_word(match[1]) for match in _ANSWER.finditer(body)):
        return True
    return any(map(_is_copy, objects(body)))


def names_layout(body: str) -> bool:
    """Return True if a text holds the words that ask for a layout."""
    return any(words in body for words in _instructions())


def _is_copy(data: dict[str, Any]) -> bool:
    if is_schema(data):
        return True
    for reply in unwrapped(data, ("answer",)):
        if as_text(reply["answer"]) and not answer_of(reply["answer"], reply.get("reasoning")):
            return True
    return False


def _instructions() -> Iterator[str]:
    for layouts in LAYOUTS.values():
        yield from (layouts.json, layouts.tags)
