"""Replies read from the responses of LiteLLM, without keys and without unencodable text."""

from typing import Any

from delibctl.edge.providers.redact import Redactor
from delibctl.model import ModelSpec, Reply, ReplyForm, Usage
from delibctl.text.escape import encodable


def read_reply(
    response: Any, model: ModelSpec, redactor: Redactor, form: ReplyForm, seconds: float
) -> Reply:
    """Return the first choice of a response. Raises IndexError if it has none."""
    choice = response.choices[0]
    message = choice.message
    extra = getattr(message, "provider_specific_fields", None) or {}
    refusal = getattr(message, "refusal", None) or extra.get("refusal") or ""

    def clean(text: Any) -> str:
        return redactor(encodable(str(text or "")))

    return Reply(
        text=clean(message.content or refusal),
        reasoning=clean(getattr(message, "reasoning_content", None)),
        blocked=choice.finish_reason == "content_filter" or bool(refusal),
        finish=clean(choice.finish_reason),
        usage=_usage(response, model),
        served=clean(getattr(response, "model", None)),
        fingerprint=clean(getattr(response, "system_fingerprint", None)),
        form=form,
        seconds=round(seconds, 3),
    )


def _usage(response: Any, model: ModelSpec) -> Usage:
    usage = getattr(response, "usage", None)
    input_tokens = getattr(usage, "prompt_tokens", 0) or 0
    output_tokens = getattr(usage, "completion_tokens", 0) or 0
    prompt = getattr(usage, "prompt_tokens_details", None)
    completion = getattr(usage, "completion_tokens_details", None)
    cached = getattr(prompt, "cached_tokens", 0) or 0
    return Usage(
        input=input_tokens,
        output=output_tokens,
        cached=cached,
        reasoning=getattr(completion, "reasoning_tokens", 0) or 0,
        price=_price(response, model, input_tokens, cached, output_tokens),
    )


def _price(
    response: Any, model: ModelSpec, input_tokens: int, cached: int, output_tokens: int
) -> float | None:
    """Return the configured price, else LiteLLM's; None if both are unknown.

    `cached` is part of `input_tokens`. If the provider does not count tokens, the price is unknown.
    """
    counted = input_tokens or output_tokens
    if counted and model.input_price is not None and model.output_price is not None:
        cached_price = model.input_price if model.cached_price is None else model.cached_price
        input_cost = (input_tokens - cached) * model.input_price + cached * cached_price
        return (input_cost + output_tokens * model.output_price) / 1e6
    cost = getattr(response, "_hidden_params", {}).get("response_cost")
    # A price of zero in LiteLLM's table means that it is unknown.
    return float(cost) if cost else None
