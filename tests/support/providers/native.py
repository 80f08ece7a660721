"""Providers with protocols of their own, which LiteLLM speaks."""

from typing import Any

from support.providers.shape import Provider
from support.raw_server import Answer, http
from support.situations import TEXT


def _message(text: str, stop: str) -> Answer:
    body = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 100, "output_tokens": 20},
    }
    return http(200, body)


def _claude(status: int, type: str, message: str, **headers: str) -> Answer:
    return http(status, {"type": "error", "error": {"type": type, "message": message}}, **headers)


ANTHROPIC = Provider(
    litellm="anthropic/claude-sonnet-4-5",
    direct=False,
    cells={
        "answer": _message(TEXT, "end_turn"),
        "refusal": _message("I can't help with that.", "end_turn"),
        "block": _claude(
            400, "invalid_request_error", "Output blocked by content filtering policy"
        ),
        "length": _message("It begins", "max_tokens"),
        "overload": _claude(529, "overloaded_error", "Overloaded"),
        "rate limit": _claude(
            429,
            "rate_limit_error",
            "This request would exceed your organization's rate limit of 30,000 input tokens per "
            "minute.",
        ),
        "rate limit, wait in a header": _claude(
            429, "rate_limit_error", "Too many requests", Retry_After="7"
        ),
        "spent": _claude(
            400,
            "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API. Please go to Plans & "
            "Billing to upgrade or purchase credits.",
        ),
        "bad key": _claude(401, "authentication_error", "invalid x-api-key"),
        "unknown model": _claude(404, "not_found_error", "model: claude-9"),
        "unsupported form": _claude(
            400, "invalid_request_error", "output_format: Extra inputs are not permitted"
        ),
        "too long": _claude(
            400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"
        ),
    },
)


def _candidate(text: str, finish: str) -> Answer:
    content = {"role": "model", "parts": [{"text": text}]} if text else {"role": "model"}
    body = {
        "candidates": [{"content": content, "finishReason": finish, "index": 0}],
        "usageMetadata": {
            "promptTokenCount": 100,
            "candidatesTokenCount": 20,
            "totalTokenCount": 120,
        },
        "modelVersion": "gemini-2.5-flash",
    }
    return http(200, body)


def _google(status: int, name: str, message: str, *details: dict[str, Any], **h: str) -> Answer:
    error = {"code": status, "message": message, "status": name, "details": list(details)}
    return http(status, {"error": error}, **h)


def _detail(kind: str, **fields: Any) -> dict[str, Any]:
    return {"@type": f"type.googleapis.com/google.rpc.{kind}", **fields}


_DAILY = "GenerateRequestsPerDayPerProjectPerModel-FreeTier"
_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier"
_QUOTA = "You exceeded your current quota, please check your plan and billing details."
GEMINI_ERRORS: dict[str, Answer] = {
    "overload": _google(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    "rate limit, wait in a header": _google(
        429, "RESOURCE_EXHAUSTED", "Resource has been exhausted.", Retry_After="7"
    ),
    "rate limit, wait in the body": _google(
        429,
        "RESOURCE_EXHAUSTED",
        f"{_QUOTA} Please retry in 9s.",
        _detail("QuotaFailure", violations=[{"quotaId": _MINUTE, "quotaValue": "10"}]),
        _detail("RetryInfo", retryDelay="9s"),
    ),
    "spent": _google(
        429,
        "RESOURCE_EXHAUSTED",
        f"{_QUOTA} Please retry in 9s.",
        _detail("QuotaFailure", violations=[{"quotaId": _DAILY, "quotaValue": "50"}]),
        _detail("RetryInfo", retryDelay="9s"),
    ),
    "bad key": _google(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key.",
        _detail("ErrorInfo", reason="API_KEY_INVALID", domain="googleapis.com"),
    ),
    "unknown model": _google(
        404, "NOT_FOUND", "models/gemini-9 is not found for API version v1beta."
    ),
    "unsupported form": _google(
        400, "INVALID_ARGUMENT", "Invalid value at 'generation_config.response_schema'"
    ),
    "too long": _google(
        400,
        "INVALID_ARGUMENT",
        "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).",
    ),
}

GEMINI = Provider(
    litellm="gemini/gemini-2.5-flash",
    direct=False,
    cells={
        "answer": _candidate(TEXT, "STOP"),
        "refusal": _candidate("I can't help with that.", "STOP"),
        "block": http(
            200,
            {
                "promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
                "usageMetadata": {"promptTokenCount": 100, "totalTokenCount": 100},
                "modelVersion": "gemini-2.5-flash",
            },
        ),
        "length": _candidate("It begins", "MAX_TOKENS"),
        **GEMINI_ERRORS,
    },
)


def _converse(text: str, stop: str) -> Answer:
    body = {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": stop,
        "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120},
        "metrics": {"latencyMs": 10},
    }
    return http(200, body)


def _aws(status: int, name: str, message: str, **headers: str) -> Answer:
    return http(status, {"message": message}, x_amzn_errortype=f"{name}:http://aws/", **headers)


BEDROCK = Provider(
    litellm="bedrock/converse/anthropic.claude-3-haiku-20240307-v1:0",
    direct=False,
    params={
        "aws_region_name": "us-east-1",
    },
    cells={
        "answer": _converse(TEXT, "end_turn"),
        "block": _converse("Sorry, this was blocked.", "guardrail_intervened"),
        "length": _converse("It begins", "max_tokens"),
        "overload": _aws(503, "ServiceUnavailableException", "Too many connections, please wait."),
        "rate limit": _aws(429, "ThrottlingException", "Too many requests, please wait."),
        "rate limit, wait in a header": _aws(
            429, "ThrottlingException", "Too many tokens, please wait.", Retry_After="7"
        ),
        "bad key": _aws(
            403, "UnrecognizedClientException", "The security token in the request is invalid."
        ),
        "unknown model": _aws(
            400, "ValidationException", "The provided model identifier is invalid."
        ),
        "too long": _aws(400, "ValidationException", "Input is too long for requested model."),
    },
)


def _spoken(text: str, done: str) -> Answer:
    body = {
        "model": "m",
        "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": text},
        "done": True,
        "done_reason": done,
        "prompt_eval_count": 100,
        "eval_count": 20,
    }
    return http(200, body)


OLLAMA_CHAT = Provider(
    litellm="ollama_chat/m",
    direct=False,
    cells={
        "answer": _spoken(TEXT, "stop"),
        "refusal": _spoken("I can't help with that.", "stop"),
        "length": _spoken("It begins", "length"),
        "overload": http(503, {"error": "server busy, please try again."}),
        "unknown model": http(404, {"error": "model 'm' not found"}),
        "too long": http(500, {"error": "the input length exceeds the context length"}),
    },
)

NATIVE = {
    "Anthropic": ANTHROPIC,
    "Gemini": GEMINI,
    "Gemini at its OpenAI address": Provider(litellm="openai/m", cells=GEMINI_ERRORS),
    "Bedrock": BEDROCK,
    "Ollama's own": OLLAMA_CHAT,
}
