"""The prompts of promptfoo, with the variables of a test filled in."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.cases.table import text_of
from delibctl.model import Message
from delibctl.source.foreign import read_foreign

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
#: Larger numbers are written with an exponent.
_EXACT = 1e21
#: The spellings of YAML, which its readers may take for texts.
_NAN = (".nan", ".NaN", ".NAN")
_OTHER = re.compile(r"\{[{%#].*?(?:[}%#]\}|\Z)", re.DOTALL)


class Unsupported(NotAPromptError):
    """The reason why a template cannot be filled in."""


def variables_of(template: str) -> set[str]:
    """Return the names of the variables in a template."""
    return {match["name"].partition(".")[0] for match in _VARIABLE.finditer(template)}


def filled(template: str, variables: Mapping[str, Any]) -> tuple[Message, ...]:
    """Return the conversation of a template with its variables filled in.

    In a template that is a list of turns, the texts inside are filled in. Raises NotAPromptError
    with the reason if it cannot be filled in, or is no prompt afterwards.
    """
    data = _structure(template)
    if isinstance(data, list | dict):
        return conversation(_inside(data, variables))
    return conversation(_text(template, variables))


def _structure(template: str) -> Any:
    """Return the turns of a template that is JSON, or a YAML list of roles; None for other text."""
    text = template.strip()
    if text.startswith("- role:"):
        return read_foreign(text, "prompt.yaml").data
    try:
        return json.loads(text) if text[:1] in ("[", "{") else None
    except (ValueError, RecursionError):
        return None


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


def _number(value: float) -> str:
    """Return a number as promptfoo writes it: whole numbers without a point."""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def _value(match: re.Match[str], variables: Mapping[str, Any]) -> str:
    value: Any = variables
    for step in match["name"].split("."):
        if not isinstance(value, Mapping) or step not in value:
            raise Unsupported(f"no variable {match['name']!r} for the prompt")
        value = value[step]
    if value is None or value != value or value in _NAN:
        raise Unsupported(f"the variable {match['name']!r} has no value")
    text = _number(value) if isinstance(value, float) else text_of(value)
    if text.startswith("file://"):
        raise Unsupported(f"{match['name']!r} is in a file, which was not read: {text[:200]}")
    for name in re.findall(r"\w+", match["filters"]):
        if name not in _FILTERS:
            raise Unsupported(f"the prompt uses the filter {name!r}, which is not read")
        text = _FILTERS[name](text)
    return text
