"""The tokens of an answer and its price, as the body of a completion counts them."""

from dataclasses import replace
from typing import Any

from delibctl.edge.providers.knowledge.prices import price_of, table_price
from delibctl.edge.providers.replies.counts import count_of
from delibctl.edge.providers.wire import WireFailure, WireResponse
from delibctl.model import ModelSpec, Price, Usage


def read_usage(response: WireResponse, model: ModelSpec, *, wrote: bool) -> Usage:
    """Return what an answer used; a price of None is unknown, as are counts that are all zero.

    `wrote`: the answer has a text, so it took tokens.
    """
    is_free = price_of(model) == Price(input=0.0, output=0.0)
    counted = count_of(response.body.get("usage"))
    if not counted.input or (wrote and not counted.output):
        return Usage(price=0.0 if is_free else None)
    configured = _configured_price(counted, model)
    if configured is None or not model.api_base:  # a configuration lowers no known price
        known = _known_price(counted, response, model)
        prices = [price for price in (configured, known) if price is not None]
        configured = max(prices, default=None)
    return Usage(
        input=counted.input,
        output=counted.output,
        cached=counted.cached,
        reasoning=counted.reasoning,
        price=configured,
    )


def with_bill(failure: WireFailure, body: Any, model: ModelSpec) -> WireFailure:
    """Return the failure with what its response says that it used, if it says so."""
    usage = body.get("usage") if isinstance(body, dict) else None
    if not isinstance(usage, dict) or not any(usage.values()):
        return failure
    used = read_usage(WireResponse(body=body), model, wrote=False)
    return replace(failure, billed=True, usage=used)


def _configured_price(counted: Usage, model: ModelSpec) -> float | None:
    if model.input_price is None or model.output_price is None:
        return None
    cached_price = model.input_price if model.cached_price is None else model.cached_price
    input_cost = (counted.input - counted.cached) * model.input_price
    output_cost = counted.output * model.output_price
    return (input_cost + counted.cached * cached_price + output_cost) / 1e6


def _known_price(counted: Usage, response: WireResponse, model: ModelSpec) -> float | None:
    """Return the higher one of what LiteLLM reckons and of what its table says of these counts.

    LiteLLM knows more tariffs, but takes what was counted beside for a part.
    """
    listed = table_price(
        model,
        input_tokens=counted.input,
        cached=counted.cached,
        output_tokens=counted.output,
        reasoning=counted.reasoning,
        tier=_tier(response.body.get("service_tier")),
    )
    return max((price for price in (response.price, listed) if price is not None), default=None)


def _tier(value: Any) -> str:
    return value if isinstance(value, str) else ""
