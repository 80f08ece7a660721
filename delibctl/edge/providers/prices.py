"""Prices of models, from the configuration or else from LiteLLM's table."""

from typing import Any

from delibctl.edge.providers.litellm_library import load
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


def table_entry(model: ModelSpec) -> dict[str, Any]:
    """Return the entry of a model in LiteLLM's table; empty if it has none."""
    # Not LiteLLM's own look-up: it asks a server of Ollama about its models.
    table = load().model_cost
    provider, _, bare_name = model.name.partition("/")
    entry: dict[str, Any] | None = table.get(model.name) or table.get(bare_name)
    if entry is None or (bare_name and entry.get("litellm_provider") not in (provider, None)):
        return {}
    return entry
