"""Gateways: the error of the provider behind them is inside their own, as JSON or as text."""

import json
from typing import Any

from support.providers.shape import ANSWERS, Provider, nested
from support.raw_server import Answer, http


def _router(status: int, message: str, said: int = 0, **metadata: Any) -> Answer:
    """An error of OpenRouter, which may say 200 and the status inside."""
    error = {"code": status, "message": message, "metadata": metadata}
    return http(said or status, {"error": error, "user_id": "user_1"})


def _upstream(status: int, said: int = 0, **error: Any) -> Answer:
    raw = json.dumps({"error": error})
    return _router(status, "Provider returned error", said, raw=raw, provider_name="P")


OPENROUTER = Provider(
    litellm="openrouter/openai/gpt-4o",
    cells=ANSWERS
    | {
        "block": _router(
            403,
            "openai/gpt-4o requires moderation on P. Your input was flagged.",
            reasons=["violence"],
            flagged_input="the part that was flagged",
            provider_name="P",
            model_slug="openai/gpt-4o",
        ),
        "overload": _router(503, "No instances available", said=200),
        "rate limit": _upstream(429, message="Slow down", code=429),
        "rate limit, wait in a header": http(
            429,
            {"error": {"code": 429, "message": "Rate limit exceeded: free-models-per-min."}},
            Retry_After="7",
        ),
        "rate limit, wait in the body": _upstream(
            429, said=200, message="Please try again in 9s.", code="rate_limit_exceeded"
        ),
        "spent": _router(402, "This request requires more credits, or fewer max_tokens."),
        "bad key": _router(401, "No auth credentials found"),
        "unknown model": _router(400, "openai/gpt-9 is not a valid model ID"),
        "unsupported form": _upstream(
            400, message="response_format: json_schema is not available", code=400
        ),
        "too long": _router(
            400,
            "This endpoint's maximum context length is 8192 tokens. However, you requested about "
            "9000 tokens.",
        ),
    },
)

GEMINI_BY_OPENROUTER = Provider(
    litellm="openrouter/google/gemini-2.5-flash",
    cells={
        "unsupported form": _router(
            404, "No endpoints found that can handle the requested parameters."
        ),
        "block": http(
            400,
            {"error": {"message": "Gemini blocked the request: PROHIBITED_CONTENT", "code": 400}},
        ),
        "rate limit, wait in the body": _router(
            429,
            "Provider returned error",
            raw=json.dumps(
                {
                    "error": {
                        "code": 429,
                        "message": "Resource has been exhausted.",
                        "status": "RESOURCE_EXHAUSTED",
                        "details": [
                            {
                                "@type": "type.googleapis.com/google.rpc.RetryInfo",
                                "retryDelay": "9s",
                            }
                        ],
                    }
                }
            ),
        ),
    },
)


def _proxied(status: int, name: str, message: str, **headers: str) -> Answer:
    """An error of LiteLLM's proxy: the names of its exceptions stand before what it was told."""
    said = f"litellm.{name}: {name}: OpenAIException - {message}\nmodel=m. fallbacks=None."
    return nested(status, said, code=str(status), **headers)


LITELLM_PROXY = Provider(
    litellm="litellm_proxy/m",
    cells=ANSWERS
    | {
        "block": http(
            400,
            {
                "error": {
                    "message": "litellm.ContentPolicyViolationError: AzureException - filtered",
                    "type": None,
                    "param": None,
                    "code": "400",
                    "provider_specific_fields": {
                        "innererror": {
                            "code": "ResponsibleAIPolicyViolation",
                            "content_filter_result": {
                                "hate": {"filtered": True, "severity": "high"}
                            },
                        }
                    },
                }
            },
        ),
        "overload": _proxied(503, "ServiceUnavailableError", "the engine is overloaded"),
        "rate limit, wait in a header": _proxied(
            429, "RateLimitError", "slow down", Retry_After="7"
        ),
        "rate limit, wait in the body": _proxied(
            429,
            "RateLimitError",
            "Error code: 429 - {'error': {'message': 'Please try again in 9s.', 'code': "
            "'rate_limit_exceeded'}}",
        ),
        "spent": nested(
            400,
            "Budget has been exceeded! Current cost: 11.0, Max budget: 10.0",
            type="budget_exceeded",
        ),
        "bad key": nested(
            401, "Authentication Error, Invalid proxy server token passed.", type="auth_error"
        ),
        "unknown model": nested(
            400, "/chat/completions: Invalid model name passed in model=m-9. Call `/v1/models`"
        ),
        "unsupported form": _proxied(
            400, "BadRequestError", "response_format json_schema: not available"
        ),
        "too long": _proxied(
            400,
            "ContextWindowExceededError",
            "This model's maximum context length is 8192 tokens.",
        ),
    },
)


def _cloudflare(status: int, code: int, message: str, **headers: str) -> Answer:
    errors = [{"code": code, "message": message}]
    body = {"success": False, "result": [], "messages": [], "error": errors, "errors": errors}
    return http(status, body, **headers)


CLOUDFLARE = Provider(
    litellm="openai/m",
    cells=ANSWERS
    | {
        "block": _cloudflare(424, 2016, "Prompt blocked due to security configurations"),
        "overload": _cloudflare(503, 3040, "Capacity temporarily exceeded, please try again."),
        "rate limit, wait in a header": _cloudflare(429, 2003, "Rate limited", Retry_After="7"),
        "bad key": _cloudflare(401, 2009, "Unauthorized"),
        "unknown model": _cloudflare(400, 5007, "No such model @cf/m-9 or task"),
    },
)

GATEWAYS = {
    "OpenRouter": OPENROUTER,
    "Gemini by OpenRouter": GEMINI_BY_OPENROUTER,
    "LiteLLM's proxy": LITELLM_PROXY,
    "Cloudflare": CLOUDFLARE,
}
