"""Prices of models, from the configuration or else from LiteLLM's table."""

import re
from collections.abc import Iterator
from typing import Any

from delibctl.edge.providers.knowledge.model_table import entry_named
from delibctl.model import ModelSpec, Price


def price_of(model: ModelSpec) -> Price | None:
    """Return the price of a model's tokens; None if it is unknown.

    A price of zero in LiteLLM's table means that it is unknown.
    """
    if model.input_price is not None and model.output_price is not None:
        return Price(input=model.input_price / 1e6, output=model.output_price / 1e6)
    entry = table_entry(model)
    input_price, output_price = (
        entry.get("input_cost_per_token"),
        entry.get("output_cost_per_token"),
    )
    return Price(input=input_price, output=output_price or 0.0) if input_price else None


def table_price(
    model: ModelSpec,
    *,
    input_tokens: int,
    cached: int,
    output_tokens: int,
    reasoning: int = 0,
    tier: str = "",
) -> float | None:
    """Return what an answer costs by LiteLLM's table, in US dollars; None if it is unknown.

    `cached` is part of `input_tokens`, and `reasoning` of `output_tokens`. `tier` is the service
    tier that the provider names. Discounts for hours of the day are left out.
    """
    entry = table_entry(model)
    per_input = _rate(entry, "input_cost_per_token", input_tokens, tier)
    if not per_input or "tiered_pricing" in entry:
        return None
    per_output = _rate(entry, "output_cost_per_token", input_tokens, tier) or 0.0
    per_cached = _rate(entry, "cache_read_input_token_cost", input_tokens, tier)
    per_thought = _rate(entry, "output_cost_per_reasoning_token", input_tokens, tier)
    return (
        (input_tokens - cached) * per_input
        + cached * (per_input if per_cached is None else per_cached)
        + (output_tokens - reasoning) * per_output
        + reasoning * (per_output if per_thought is None else per_thought)
    )


def table_entry(model: ModelSpec) -> dict[str, Any]:
    """Return the entry of a model in LiteLLM's table; empty if it has none."""
    provider, slash, bare_name = model.name.partition("/")
    for name in _listed_names(model.name, bare_name):
        if entry := entry_named(name):
            is_its = not slash or entry.get("litellm_provider") in (provider, None)
            return entry if is_its else {}
    return {}


def _listed_names(*names: str) -> Iterator[str]:
    """Yield the names under which a model may be listed; a tuned model by that of its base."""
    yield from names
    for name in names:
        if name.startswith("ft:"):
            yield ":".join(name.split(":")[:2])


def _rate(entry: dict[str, Any], key: str, input_tokens: int, tier: str) -> float | None:
    """Return the price of a token for prompts of that length, None if the table has none."""
    suffix = f"_{tier}" if tier in ("flex", "priority") else ""
    rate = entry.get(f"{key}{suffix}", entry.get(key))
    long = re.compile(rf"{key}_above_(\d+)k_tokens")
    thresholds = (match for name in entry if (match := long.fullmatch(name)))
    for match in sorted(thresholds, key=lambda match: int(match[1])):
        if input_tokens > int(match[1]) * 1000:
            rate = entry.get(f"{match[0]}{suffix}", entry[match[0]])
    return rate
