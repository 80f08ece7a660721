"""Prices of tokens: a configuration, which may be a stranger's, raises what LiteLLM says only."""

from typing import Any

import pytest

from delibctl.edge.providers.knowledge.prices import price_of
from delibctl.edge.providers.replies.usage import read_usage
from delibctl.edge.providers.wire import WireResponse
from delibctl.model import ModelSpec, Price

#: Names that lead to one model each, with what LiteLLM's table says of it.
LISTED = {
    "openai/gpt-4o": (2.5, 10.0),
    "gpt-4o": (2.5, 10.0),
    "openai/GPT-4o": (2.5, 10.0),
    "openai/responses/gpt-4o": (2.5, 10.0),
    "azure/gpt-4o": (2.5, 10.0),
    "anthropic/claude-sonnet-4-5": (3.0, 15.0),
    "gemini/gemini-2.5-pro": (1.25, 10.0),
    "vertex_ai/gemini-2.5-pro": (1.25, 10.0),
    "bedrock/amazon.nova-lite-v1:0": (0.06, 0.24),
    "bedrock/converse/amazon.nova-lite-v1:0": (0.06, 0.24),
    "bedrock/us-east-1/amazon.nova-lite-v1:0": (0.06, 0.24),
}


def price(name: str, input: float, output: float, **fields: Any) -> tuple[float, float]:
    model = ModelSpec(alias="m", name=name, input_price=input, output_price=output, **fields)
    found = price_of(model)
    assert isinstance(found, Price)
    return round(found.input * 1e6, 6), round(found.output * 1e6, 6)


@pytest.mark.parametrize("name", LISTED)
def test_a_configured_price_raises_that_of_litellm_and_never_lowers_it(name: str) -> None:
    listed = LISTED[name]

    assert price(name, 0, 0) == listed
    assert price(name, 100, 0) == (100, listed[1])
    assert price(name, 0, 100) == (listed[0], 100)


def test_a_model_with_an_address_of_its_own_costs_what_the_configuration_says() -> None:
    assert price("openai/gpt-4o", 0, 0, api_base="http://127.0.0.1:8000/v1") == (0, 0)
    assert price("openai/gpt-4o", 1, 2, api_base="http://127.0.0.1:8000/v1") == (1, 2)


def test_a_model_that_litellm_does_not_know_costs_what_the_configuration_says() -> None:
    assert price("openai/tuned-by-us", 1, 2) == (1, 2)


def test_the_price_of_a_faster_tier_is_that_of_the_tier() -> None:
    assert price("openai/gpt-4o", 0, 0, params={"service_tier": "priority"}) == (4.25, 17)


@pytest.mark.parametrize(
    ("fields", "dollars"),
    [
        ({"input_price": 0.0, "output_price": 0.0}, 12.5),
        ({"input_price": 0.0, "output_price": 0.0, "cached_price": 0.0}, 12.5),
        ({"input_price": 5.0, "output_price": 20.0}, 25.0),
        ({}, 12.5),
    ],
)
def test_what_an_answer_costs_follows_the_same_rule(fields: Any, dollars: float) -> None:
    usage = {"prompt_tokens": 10**6, "completion_tokens": 10**6, "total_tokens": 2 * 10**6}
    model = ModelSpec(alias="m", name="openai/gpt-4o", **fields)

    used = read_usage(WireResponse(body={"usage": usage}), model, wrote=True)

    assert used.price == pytest.approx(dollars)
