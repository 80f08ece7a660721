"""What the body of an error says: its codes, the provider's own message, a wait.

Providers nest errors in each other: Azure an inner one, Google details, gateways the whole error of
the provider behind them, as JSON or as text. Only known fields are followed, as others repeat the
question.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from delibctl.text.lazy import later

#: Fields that name the cause in a word.
_CODES = (
    *("type", "code", "status", "reason", "error_type", "error_code", "errorCode", "__type"),
    *("blockReason", "block_reason", "quotaId", "provider_code", "status_code"),
)
_MESSAGES = (
    *("message", "msg", "error_description", "error", "detail", "status_msg", "error_message"),
    *("error_msg", "errorMessage", "faultstring"),
)
#: Fields that hold a further error, or several.
_INNER = (
    *("error", "errors", "detail", "details", "message", "innererror", "inner_error", "metadata"),
    *("raw", "violations", "provider_specific_fields", "promptFeedback", "base_resp", "headers"),
    "prompt_filter_results",
)
_DEPTH, _MOST = 8, 40
_LONGEST = 20_000
#: What a gateway writes before the error of the provider behind it.
_PREFIX = later(r"[\w\s.,:/()'-]{0,200}(?:Exception|Error|error)[\w\s.,:-]{0,60}|\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorBody:
    """An error and those inside it, from the outermost to the innermost."""

    layers: tuple[Mapping[str, Any], ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The words in lower case with which it names its cause."""
        values = (layer.get(name) for layer in self.layers for name in _CODES)
        return frozenset(word for value in values for word in _words(value))

    @property
    def message(self) -> str:
        """The message for a reader: the innermost one, as gateways write theirs around it."""
        return self.messages[-1] if self.messages else ""

    @property
    def status(self) -> int | None:
        """The HTTP status that it names itself."""
        values = (layer.get(name) for layer in self.layers for name in ("code", "status"))
        numbers = (int(str(value)) for value in values if str(value).isdecimal())
        return next((number for number in numbers if 400 <= number < 600), None)

    def fields(self, *names: str) -> Iterator[Any]:
        """Yield the values of fields with one of these names."""
        for layer in self.layers:
            yield from (layer[name] for name in names if layer.get(name) is not None)


def read_error(body: Any) -> ErrorBody:
    """Return what a body says, be it JSON or text. Empty if it names no error."""
    layers: list[Mapping[str, Any]] = []
    messages: list[str] = []
    _collect(body, layers, messages, _DEPTH)
    return ErrorBody(layers=tuple(layers), messages=tuple(messages))


def nested(text: str) -> Any:
    """Return the JSON, or the Python value, that a message consists of; None without one."""
    start = text.find("{")
    if start < 0 or len(text) > _LONGEST or not _PREFIX.fullmatch(text[:start]):
        return None
    try:
        return json.JSONDecoder().raw_decode(text[start:])[0]
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(text[start : text.rindex("}") + 1])
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None


def _collect(value: Any, layers: list[Mapping[str, Any]], messages: list[str], depth: int) -> None:
    if depth == 0 or len(layers) >= _MOST:
        return
    if isinstance(value, list):
        for item in value[:_MOST]:
            if isinstance(item, dict):
                _collect(item, layers, messages, depth - 1)
    elif isinstance(value, str):
        _collect_text(value, layers, messages, depth)
    elif isinstance(value, dict):
        layers.append(value)
        inner = [name for name in _INNER if isinstance(value.get(name), dict | list)]
        texts = (value.get(name) for name in _MESSAGES)
        if text := next((text for text in texts if isinstance(text, str) and text.strip()), ""):
            _collect_text(text, layers, messages, depth)
        if isinstance(raw := value.get("raw"), str):
            _collect_text(raw, layers, messages, depth)
        for name in inner:
            _collect(value[name], layers, messages, depth - 1)


def _collect_text(
    text: str, layers: list[Mapping[str, Any]], messages: list[str], depth: int
) -> None:
    inner = nested(text)
    if isinstance(inner, dict):
        _collect(inner, layers, messages, depth - 1)
    else:
        messages.append(text)


def _words(value: Any) -> list[str]:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return []
    # AWS: the name of an exception may have its package before it, and an address after it.
    word = str(value).rpartition("#")[2].partition(":http")[0].strip().lower()
    return [word] if 0 < len(word) <= 100 else []
