"""The prompts of promptfoo, with the variables of a test filled in."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.cases.importers.table import text_of
from delibctl.model import Message

#: A variable with its filters, as in `{{ user.name | trim | upper }}`.
_VARIABLE = re.compile(
    r"\{\{-?\s*(?P<name>[\w.]+)\s*(?P<filters>(?:\|\s*\w+(?:\(\s*\))?\s*)*)-?\}\}"
)
_FILTERS: dict[str, Callable[[str], str]] = {
    "trim": str.strip,
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "title": str.title,
    "safe": str,
    "string": str,
    "dump": lambda text: json.dumps(text, ensure_ascii=False),
}
_OTHER = re.compile(r"\{[{%#].*?(?:[}%#]\}|\Z)", re.DOTALL)


class Unsupported(NotAPromptError):
    """The reason why a template cannot be filled in."""


def variables_of(template: str) -> set[str]:
    """Return the names of the variables in a template."""
    return {match["name"].partition(".")[0] for match in _VARIABLE.finditer(template)}


def filled(template: str, variables: Mapping[str, Any]) -> tuple[Message, ...]:
    """Return the conversation of a template with its variables filled in.

    In a template that is JSON, the texts inside are filled in. Raises NotAPromptError with the
    reason if it cannot be filled in, or is no prompt afterwards.
    """
    try:
        data = json.loads(template) if template.lstrip()[:1] in ("[", "{") else None
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, list | dict):
        return conversation(_inside(data, variables))
    return conversation(_text(template, variables))


def _inside(data: Any, variables: Mapping[str, Any]) -> Any:
    if isinstance(data, str):
        return _text(data, variables)
    if isinstance(data, list):
        return [_inside(item, variables) for item in data]
    if isinstance(data, dict):
        return {key: _inside(item, variables) for key, item in data.items()}
    return data


def _text(template: str, variables: Mapping[str, Any]) -> str:
    literal = _VARIABLE.sub("", template)
    if statement := _OTHER.search(literal):
        raise Unsupported(
            f"the prompt uses {' '.join(statement[0].split())[:60]}, which is not read"
        )
    return _VARIABLE.sub(lambda match: _value(match, variables), template)


def _value(match: re.Match[str], variables: Mapping[str, Any]) -> str:
    value: Any = variables
    for step in match["name"].split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise Unsupported(f"no variable {match['name']!r} for the prompt")
        value = value[step]
    text = text_of(value)
    if text.startswith("file://"):
        raise Unsupported(f"{match['name']!r} is in a file, which was not read: {text[:200]}")
    for name in re.findall(r"\w+", match["filters"]):
        if name not in _FILTERS:
            raise Unsupported(f"the prompt uses the filter {name!r}, which is not read")
        text = _FILTERS[name](text)
    return text
