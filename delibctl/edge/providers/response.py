"""What LiteLLM returns, as a Reply of ours: no key in it, and nothing that no file can hold."""

from typing import Any

from delibctl.edge.providers.redact import Redactor
from delibctl.model import ModelSpec, Reply, ReplyForm, Usage
from delibctl.text.escape import encodable


def read_reply(
    response: Any, model: ModelSpec, mask: Redactor, form: ReplyForm, seconds: float
) -> Reply:
    """The first choice of a response. Raises IndexError where there is none."""
    choice = response.choices[0]
    message = choice.message
    extra = getattr(message, "provider_specific_fields", None) or {}
    refusal = getattr(message, "refusal", None) or extra.get("refusal") or ""

    def clean(text: Any) -> str:
        return mask(encodable(str(text or "")))

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
    read = getattr(usage, "prompt_tokens", 0) or 0
    written = getattr(usage, "completion_tokens", 0) or 0
    prompt = getattr(usage, "prompt_tokens_details", None)
    completion = getattr(usage, "completion_tokens_details", None)
    cached = getattr(prompt, "cached_tokens", 0) or 0
    return Usage(
        input=read,
        output=written,
        cached=cached,
        reasoning=getattr(completion, "reasoning_tokens", 0) or 0,
        price=_price(response, model, read, cached, written),
    )


def _price(response: Any, model: ModelSpec, read: int, cached: int, written: int) -> float | None:
    """The configured price, else LiteLLM's; None where neither is known. `cached` is of `read`.

    Where the provider does not count tokens, nobody knows the price.
    """
    counted = read or written
    if counted and model.input_price is not None and model.output_price is not None:
        again = model.input_price if model.cached_price is None else model.cached_price
        anew = (read - cached) * model.input_price
        return (anew + cached * again + written * model.output_price) / 1e6
    found = getattr(response, "_hidden_params", {}).get("response_cost")
    # Some names stand in LiteLLM's table with a price of nothing, which is not known either.
    return float(found) if found else None
