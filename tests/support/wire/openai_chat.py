"""Chat completions, as OpenAI and those who follow it speak."""

from dataclasses import replace
from typing import Any

from support.wire.shape import Completion, Wire, bearer


def _error(status: int, message: str, code: str | None = None) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"message": message, "type": None, "param": None, "code": code}}


ERRORS = {
    "429": _error(429, "slow down"),
    "500": _error(500, "it broke"),
    "overloaded": _error(503, "The engine is currently overloaded, please try again later"),
    "quota": _error(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
    ),
    "unpaid": _error(402, "Insufficient Balance"),
    "context": _error(
        400, "This model's maximum context length is 10 tokens", "context_length_exceeded"
    ),
    "a quota per minute": _error(429, "Quota exceeded for requests per minute"),
    "a limit that one can pay for": _error(
        429,
        "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 28000. You can "
        "increase your rate limit by adding a payment method to your account at "
        "https://platform.openai.com/account/billing.",
        "rate_limit_exceeded",
    ),
    "filtered as an error": _error(400, "content management policy", "content_filter"),
    "moderated": _error(403, "requires moderation and your input was flagged"),
    "no schema": _error(400, "response_format: no"),
    "unknown parameter": _error(400, "Unrecognized request argument supplied: frobnicate"),
    "bad request": _error(400, "messages: too odd"),
    "unauthorized": _error(401, "Incorrect API key provided: KEY.", "invalid_api_key"),
    "forbidden": _error(403, "not for you"),
    "no such model": _error(404, "The model `mock` does not exist", "model_not_found"),
}
#: Ways in which a choice ends other than by itself.
_ENDINGS: dict[str, dict[str, Any]] = {
    "filtered": {"finish_reason": "content_filter"},
    "cut": {"finish_reason": "length"},
    "refusal": {"message": {"role": "assistant", "content": None, "refusal": "I won't."}},
}


def _body(said: Completion) -> dict[str, Any]:
    message = {"role": "assistant", "content": said.text, "refusal": None}
    if said.reasoning:
        message["reasoning_content"] = said.reasoning
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": said.served or "mock-2026-01-01",
        "system_fingerprint": "fp_1",
        "choices": [choice | _ENDINGS.get(said.ends or "", {})],
        "usage": {
            "prompt_tokens": said.read,
            "completion_tokens": said.written,
            "total_tokens": said.read + said.written,
            "prompt_tokens_details": {"cached_tokens": said.cached},
        },
    }


OPENAI = Wire(
    model="openai/mock",
    base="/v1",
    path="/v1/chat/completions",
    read=lambda request: request,
    key=bearer,
    body=_body,
    errors=ERRORS,
)

#: A server of one's own that speaks the same: LiteLLM has another client for it.
HOSTED_VLLM = replace(OPENAI, model="hosted_vllm/mock")
#: The same two through LiteLLM, which is what the direct wire is compared with.
OPENAI_BY_LITELLM = replace(OPENAI, asked="litellm")
HOSTED_VLLM_BY_LITELLM = replace(HOSTED_VLLM, asked="litellm")
