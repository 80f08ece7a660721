"""Prices of models, from LiteLLM's table and the configuration, which can only raise them."""

import re
from collections.abc import Iterator
from typing import Any

from delibctl.edge.providers.knowledge.model_table import entry_named
from delibctl.model import ModelSpec, Price


def price_of(model: ModelSpec) -> Price | None:
    """Return the price of a model's tokens; None if it is unknown.

    A price of zero in LiteLLM's table means that it is unknown. The configuration may be a
    stranger's: it lowers no price of the table, unless the model has an address of its own.
    """
    listed = None if model.api_base else _listed_price(model)
    if model.input_price is None or model.output_price is None:
        return listed or _listed_price(model)
    configured = Price(input=model.input_price / 1e6, output=model.output_price / 1e6)
    if listed is None:
        return configured
    return Price(
        input=max(configured.input, listed.input), output=max(configured.output, listed.output)
    )


def _listed_price(model: ModelSpec) -> Price | None:
    entry, tier = table_entry(model), str(model.params.get("service_tier", ""))
    input_price = _rate(entry, "input_cost_per_token", 0, tier)
    output_price = _rate(entry, "output_cost_per_token", 0, tier)
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
            return entry if not slash or _is_its(entry, provider) else {}
    return {}


def _is_its(entry: dict[str, Any], provider: str) -> bool:
    """Return True for an entry of a provider, which the table may divide into several."""
    listed = str(entry.get("litellm_provider") or provider)
    same = {provider, f"{provider}_converse", f"{provider}_chat", provider.removesuffix("_chat")}
    return listed in same or listed.startswith(f"{provider}-")


#: Parts of names that say how LiteLLM asks a model, or where it is.
_WAY = re.compile(r"(converse|converse_like|invoke|responses|chat|[a-z]+-[a-z]+-\d)/")


def _listed_names(*names: str) -> Iterator[str]:
    """Yield the names under which a model may be listed; a tuned model by that of its base."""
    yield from names
    for name in names:
        if name.startswith("ft:"):
            yield ":".join(name.split(":")[:2])
    bare = names[-1]
    while match := _WAY.match(bare):
        bare = bare[match.end() :]
        yield bare
    yield bare.lower()


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
