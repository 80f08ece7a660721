"""The tokens of an answer and its price, as the body of a completion counts them."""

import math
from typing import Any

from delibctl.edge.providers.prices import table_price
from delibctl.edge.providers.wire import WireResponse
from delibctl.model import ModelSpec, Usage


def read_usage(response: WireResponse, model: ModelSpec) -> Usage:
    """Return what an answer used; a price of None is unknown, as is a count of zero."""
    counted = _counted(_table(response.body.get("usage")))
    price = response.price
    if counted.input or counted.output:
        configured = _configured_price(counted, model)
        price = price if configured is None else configured
        price = _table_price(counted, response, model) if price is None else price
    return Usage(
        input=counted.input,
        output=counted.output,
        cached=counted.cached,
        reasoning=counted.reasoning,
        price=price,
    )


def _counted(usage: dict[str, Any]) -> Usage:
    """Return the tokens: of the input, those that were cached, and of the output, the thoughts.

    A part that is larger than its whole was counted beside it (xAI, some gateways).
    """
    read, written = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    cached, thoughts = _cached(usage), _reasoning(usage)
    total = _count(usage.get("total_tokens"))
    if cached > read:
        read += cached
    if thoughts > written or (thoughts and total == read + written + thoughts):
        written += thoughts
    return Usage(input=read, output=written, cached=cached, reasoning=thoughts)


def _cached(usage: dict[str, Any]) -> int:
    details = _table(usage.get("prompt_tokens_details"))
    # The second name is DeepSeek's, the third Anthropic's.
    names = ("prompt_cache_hit_tokens", "cache_read_input_tokens")
    counts = (details.get("cached_tokens"), *(usage.get(name) for name in names))
    return next((count for count in map(_count, counts) if count), 0)


def _reasoning(usage: dict[str, Any]) -> int:
    return _count(_table(usage.get("completion_tokens_details")).get("reasoning_tokens"))


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int:
    """Return a number of tokens; gateways count in fractions when they divide, or as text."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return round(number) if math.isfinite(number) and number > 0 else 0


def _configured_price(counted: Usage, model: ModelSpec) -> float | None:
    if model.input_price is None or model.output_price is None:
        return None
    cached_price = model.input_price if model.cached_price is None else model.cached_price
    input_cost = (counted.input - counted.cached) * model.input_price
    output_cost = counted.output * model.output_price
    return (input_cost + counted.cached * cached_price + output_cost) / 1e6


def _table_price(counted: Usage, response: WireResponse, model: ModelSpec) -> float | None:
    return table_price(
        model,
        input_tokens=counted.input,
        cached=counted.cached,
        output_tokens=counted.output,
        reasoning=counted.reasoning,
        tier=str(response.body.get("service_tier") or ""),
    )
