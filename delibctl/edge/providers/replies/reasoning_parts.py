"""Reasoning in parts, as a provider wants it back with the next question."""

import math
from collections.abc import Callable
from typing import Any

#: Blocks with the signature of Anthropic, as LiteLLM calls them, and those of OpenRouter.
_NAMES = ("thinking_blocks", "reasoning_details")
_DEEPEST, _LARGEST = 20, 2**53


def reasoning_parts(message: dict[str, Any], clean: Callable[[Any], str]) -> dict[str, Any]:
    """Return the parts of a message that its provider may want back, each text cleaned."""
    parts = {name: message.get(name) for name in _NAMES}
    return {
        name: _cleaned(value, clean)
        for name, value in parts.items()
        if value and isinstance(value, list)
    }


def _cleaned(value: Any, clean: Callable[[Any], str], depth: int = 0) -> Any:
    """Return a value without keys, and without what no store keeps exactly."""
    if isinstance(value, str):
        return clean(value)
    if depth < _DEEPEST and isinstance(value, list):
        return [_cleaned(item, clean, depth + 1) for item in value]
    if depth < _DEEPEST and isinstance(value, dict):
        return {clean(name): _cleaned(item, clean, depth + 1) for name, item in value.items()}
    is_exact = isinstance(value, int) and abs(value) < _LARGEST
    return value if is_exact or (isinstance(value, float) and math.isfinite(value)) else None
