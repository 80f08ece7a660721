"""What a model costs: as the configuration says, else as LiteLLM's table does."""

from typing import Any

from delibctl.edge.providers.library import load
from delibctl.model import ModelSpec, Price


def price_of(model: ModelSpec) -> Price | None:
    """The price of a model's tokens; None where nobody knows it.

    Some names stand in LiteLLM's table at a price of nothing, which is not known either.
    """
    if model.input_price is not None and model.output_price is not None:
        return Price(input=model.input_price / 1e6, output=model.output_price / 1e6)
    known = known_of(model)
    read, written = known.get("input_cost_per_token"), known.get("output_cost_per_token")
    return Price(input=read, output=written or 0.0) if read else None


def known_of(model: ModelSpec) -> dict[str, Any]:
    """What LiteLLM's table says of a model; empty where it says nothing."""
    # Only the table: LiteLLM's own look-up asks a server of Ollama about its models.
    table = load().model_cost
    provider, _, bare = model.name.partition("/")
    known: dict[str, Any] | None = table.get(model.name) or table.get(bare)
    if known is None or (bare and known.get("litellm_provider") not in (provider, None)):
        return {}
    return known
