"""Replies read from the bodies of chat completions, without keys and unencodable text.

Servers differ in details: texts come whole or in parts, thoughts in a field of their own or in the
text, and counts as whole numbers or not.
"""

import math
import re
from typing import Any

from delibctl.edge.providers.prices import table_price
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import WireResponse
from delibctl.model import ModelSpec, Reply, ReplyForm, Usage
from delibctl.text.escape import encodable

#: Thoughts before the answer, in the text itself (DeepSeek, Qwen and those who serve them).
_THOUGHTS = re.compile(r"\s*<(think|thinking)>(?P<thoughts>.*?)</\1>(?P<text>.*)", re.DOTALL)
_TEXT_PARTS = {"text", "output_text"}
_THOUGHT_PARTS = {"thinking", "reasoning"}


class NoCompletionError(ValueError):
    """The body holds no choice with a message."""


def read_reply(
    response: WireResponse, model: ModelSpec, redactor: Redactor, form: ReplyForm, seconds: float
) -> Reply:
    """Return the first choice of a completion. Raises NoCompletionError without any."""
    body = response.body
    choice = _first_choice(body)
    message = choice["message"]
    text, thoughts = _text_and_thoughts(message)
    refusal = message.get("refusal") or ""

    def clean(value: Any) -> str:
        return redactor(encodable(str(value or "")))

    return Reply(
        text=clean(text or refusal),
        reasoning=clean(thoughts),
        blocked=choice.get("finish_reason") == "content_filter" or bool(refusal),
        finish=clean(choice.get("finish_reason")),
        usage=_usage(response, model),
        served=clean(body.get("model")),
        fingerprint=clean(body.get("system_fingerprint")),
        form=form,
        seconds=round(seconds, 3),
    )


def has_completion(body: object) -> bool:
    """Return True if a body holds a choice with a message."""
    try:
        _first_choice(body)
    except NoCompletionError:
        return False
    return True


def _first_choice(body: Any) -> dict[str, Any]:
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise NoCompletionError
    return choice


def _text_and_thoughts(message: dict[str, Any]) -> tuple[str, str]:
    """Return the answer of a message, and the thoughts before it."""
    content = message.get("content")
    thoughts = message.get("reasoning_content") or message.get("reasoning") or ""
    if isinstance(content, list):
        text = _joined(content, _TEXT_PARTS)
        thoughts = thoughts or _joined(content, _THOUGHT_PARTS)
    else:
        text = str(content or "")
    if not thoughts and (match := _THOUGHTS.match(text)):
        return match["text"], match["thoughts"]
    return text, str(thoughts)


def _joined(parts: list[Any], types: set[str]) -> str:
    """Join the texts of the parts of some types; a part may hold parts again (Mistral)."""
    texts = []
    for part in parts:
        if isinstance(part, str) and "text" in types:
            texts.append(part)
        elif isinstance(part, dict) and part.get("type") in types:
            value = part.get("text") or part.get(str(part["type"])) or ""
            texts.append(_joined(value, _TEXT_PARTS) if isinstance(value, list) else str(value))
    return "".join(texts)


def _usage(response: WireResponse, model: ModelSpec) -> Usage:
    usage = _table(response.body.get("usage"))
    input_tokens = _count(usage.get("prompt_tokens"))
    output_tokens = _count(usage.get("completion_tokens"))
    cached = _count(_table(usage.get("prompt_tokens_details")).get("cached_tokens"))
    details = _table(usage.get("completion_tokens_details"))
    reasoning = _count(details.get("reasoning_tokens"))
    price = _price(response, model, input_tokens, cached, output_tokens)
    if price is None and (input_tokens or output_tokens):
        price = table_price(
            model,
            input_tokens=input_tokens,
            cached=cached,
            output_tokens=output_tokens,
            reasoning=reasoning,
            tier=str(response.body.get("service_tier") or ""),
        )
    return Usage(
        input=input_tokens,
        output=output_tokens,
        cached=cached,
        reasoning=reasoning,
        price=price,
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int:
    """Return a number of tokens; gateways that divide a bill may count in fractions."""
    is_count = isinstance(value, int | float) and math.isfinite(value) and value > 0
    return round(value) if is_count else 0


def _price(
    response: WireResponse, model: ModelSpec, input_tokens: int, cached: int, output_tokens: int
) -> float | None:
    """Return the configured price, else that of the wire; None if both are unknown.

    `cached` is part of `input_tokens`. If the provider does not count tokens, the price is unknown.
    """
    counted = input_tokens or output_tokens
    if counted and model.input_price is not None and model.output_price is not None:
        cached_price = model.input_price if model.cached_price is None else model.cached_price
        input_cost = (input_tokens - cached) * model.input_price + cached * cached_price
        return (input_cost + output_tokens * model.output_price) / 1e6
    return response.price
