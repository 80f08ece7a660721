"""Placeholders and schemas that a model sends back in place of values."""

import json
from collections.abc import Container
from typing import Any

from delibctl.text.json_values import as_text
from delibctl.text.lazy import later

#: No placeholder is longer; a schema may be.
_LONGEST, _LONGEST_SCHEMA = 120, 20_000
_DOTS = later(r"[\s.…]*[.…][\s.…]*")
_SLOT = later(r"[<{\[(]+([^<>{}\[\]()]{1,80})[>}\])]+")
_SLOT_WORDS = frozenset(
    [
        "your",
        "answer",
        "response",
        "reply",
        "text",
        "id",
        "ids",
        "quote",
        "style",
        "reason",
        "reasoning",
        "value",
        "insert",
        "string",
        "here",
        "placeholder",
        "name",
        "clause",
        "prompt",
        "deliberation",
    ]
)
_PHRASES = frozenset(
    f"{verb}{what}{here}".strip()
    for verb in ("", "your ", "the ", "insert ", "insert your ", "write your ")
    for what in ("answer", "response", "reply", "reasoning", "text")
    for here in ("", " here", " goes here")
    if verb or here
)
_TYPE_WORDS = frozenset({"string", "str", "text", "array", "list", "object", "number", "boolean"})
_TYPES = frozenset({"string", "array", "object", "number", "integer", "boolean", "null"})


def is_placeholder(value: Any, layout: Container[str] = ()) -> bool:
    """Return True for what stands for a value: words of the `layout`, dots, a slot or a schema."""
    if schema_in(value) is not None:
        return True
    text = "" if isinstance(value, dict) else as_text(value)
    if not text or len(text) > _LONGEST:
        return False
    if _DOTS.fullmatch(text):
        return True
    slot = _SLOT.fullmatch(text)
    if slot and _SLOT_WORDS.intersection(slot[1].casefold().split()):
        return True
    bare = " ".join(text.strip(" \t\r\n\"'“”`*_<>[](){}.:;").casefold().split())
    return bare in layout or bare in _PHRASES


def is_type_word(value: Any) -> bool:
    """Return True for the name of a type, which stands for a value of it: `string`."""
    return as_text(value).strip(" \t\r\n\"'`<>.").casefold() in _TYPE_WORDS


def schema_in(value: Any) -> dict[str, Any] | None:
    """Return the JSON Schema that a value is, be it an object or its text; None for another one."""
    if isinstance(value, str) and value.lstrip().startswith("{") and len(value) < _LONGEST_SCHEMA:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) and is_schema(value) else None


def is_schema(value: Any) -> bool:
    """Return True for a JSON Schema, or a part of one that gives the type of a value."""
    if not isinstance(value, dict):
        return False
    if "$schema" in value:
        return True
    type = value.get("type")
    named = type in _TYPES if isinstance(type, str) else isinstance(type, list)
    described = isinstance(value.get("properties"), dict) or "items" in value
    return named and (described or value.keys() <= {"type", "description", "title", "enum"})
