"""Providers that speak OpenAI's protocol, with errors of their own."""

from support.providers.shape import ANSWERS, Provider, flat, nested
from support.raw_server import http
from support.situations import completion

_BAD = "invalid_request_error"

OPENAI = Provider(
    litellm="openai/gpt-4o",
    means={"refusal": "blocked"},
    cells=ANSWERS
    | {
        "refusal": http(200, completion(None, message={"refusal": "I can't help with that."})),
        "block": nested(
            400,
            "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
            type=_BAD,
            code="invalid_prompt",
        ),
        "overload": nested(503, "The engine is currently overloaded.", type="server_error"),
        "rate limit": nested(
            429,
            "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 28000, "
            "Requested 5000. Visit https://platform.openai.com/account/rate-limits to learn more.",
            type="tokens",
            code="rate_limit_exceeded",
        ),
        "rate limit, wait in a header": nested(
            429,
            "Rate limit reached for gpt-4o on requests per min (RPM): Limit 3, Used 3.",
            type="requests",
            code="rate_limit_exceeded",
            x_ratelimit_remaining_requests="0",
            x_ratelimit_reset_requests="7s",
            x_ratelimit_remaining_tokens="20000",
            x_ratelimit_reset_tokens="6m0s",
        ),
        "rate limit, wait in the body": nested(
            429,
            "Rate limit reached for gpt-4o on requests per min (RPM): Limit 3, Used 3, Requested "
            "1. Please try again in 9s.",
            type="requests",
            code="rate_limit_exceeded",
        ),
        "spent": nested(
            429,
            "You exceeded your current quota, please check your plan and billing details.",
            type="insufficient_quota",
            code="insufficient_quota",
        ),
        "bad key": nested(
            401, "Incorrect API key provided: sk-1***.", type=_BAD, code="invalid_api_key"
        ),
        "unknown model": nested(
            404,
            "The model `gpt-9` does not exist or you do not have access to it.",
            type=_BAD,
            code="model_not_found",
        ),
        "unsupported form": nested(
            400,
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this "
            "model.",
            type=_BAD,
        ),
        "too long": nested(
            400,
            "This model's maximum context length is 8192 tokens. However, your messages resulted "
            "in 9000 tokens.",
            type=_BAD,
            code="context_length_exceeded",
        ),
    },
)

_SAFE = {"filtered": False, "severity": "safe"}
AZURE = Provider(
    litellm="azure/m",
    cells=ANSWERS
    | {
        "block": http(
            400,
            {
                "error": {
                    "message": "The response was filtered. Please modify your prompt and retry.",
                    "type": None,
                    "param": "prompt",
                    "code": "content_filter",
                    "status": 400,
                    "innererror": {
                        "code": "ResponsibleAIPolicyViolation",
                        "content_filter_result": {
                            "hate": _SAFE,
                            "jailbreak": {"filtered": False, "detected": False},
                            "violence": {"filtered": True, "severity": "medium"},
                        },
                    },
                }
            },
        ),
        "overload": nested(503, "The service is temporarily unable to process your request."),
        "rate limit, wait in a header": nested(
            429,
            "Requests to this operation have exceeded the call rate limit of your pricing tier.",
            code="429",
            Retry_After="7",
            retry_after_ms="7000",
        ),
        "rate limit, wait in the body": nested(
            429,
            "Requests to this operation have exceeded the token rate limit of your pricing tier. "
            "Please retry after 9 seconds. To increase your default rate limit, visit "
            "https://aka.ms/oai/quotaincrease.",
            code="429",
        ),
        "bad key": nested(
            401,
            "Access denied due to invalid subscription key or wrong API endpoint.",
            code="401",
        ),
        "unknown model": nested(
            404,
            "The API deployment for this resource does not exist.",
            code="DeploymentNotFound",
        ),
        "unsupported form": nested(
            400,
            "response_format value as json_schema is enabled only for api versions 2024-08-01 and "
            "later",
            code="BadRequest",
        ),
        "too long": nested(
            400,
            "This model's maximum context length is 8192 tokens.",
            type=_BAD,
            code="context_length_exceeded",
        ),
    },
)

DEEPSEEK = Provider(
    litellm="deepseek/deepseek-chat",
    cells=ANSWERS
    | {
        "block": nested(400, "Content Exists Risk", type=_BAD, code=_BAD),
        "overload": nested(503, "Service is too busy. We advise to switch.", type="server_error"),
        "rate limit": nested(429, "Rate limit reached", type="rate_limit_error", code="rate_limit"),
        "rate limit, wait in a header": nested(429, "Rate limit reached", Retry_After="7"),
        "spent": nested(402, "Insufficient Balance", type="unknown_error", code=_BAD),
        "bad key": nested(
            401,
            "Authentication Fails (no such user)",
            type="authentication_error",
            code="invalid_request_error",
        ),
        "unknown model": nested(400, "Model Not Exist", type=_BAD, code=_BAD),
        "unsupported form": nested(
            400, "This response_format type is unavailable now", type=_BAD, code=_BAD
        ),
        "too long": nested(
            400,
            "This model's maximum context length is 65536 tokens. However, you requested 70000.",
            type=_BAD,
            code=_BAD,
        ),
    },
)

DASHSCOPE = Provider(
    litellm="dashscope/qwen-plus",
    cells=ANSWERS
    | {
        "block": nested(
            400,
            "Input data may contain inappropriate content.",
            type="data_inspection_failed",
            code="data_inspection_failed",
        ),
        "overload": nested(503, "Model serving is busy", type="ServiceUnavailable"),
        "rate limit": nested(
            429, "You exceeded your current requests list.", type=_BAD, code="limit_requests"
        ),
        "rate limit, wait in a header": nested(
            429, "Requests rate limit exceeded", code="Throttling.RateQuota", Retry_After="7"
        ),
        "spent": nested(
            400,
            "Access denied, please make sure your account is in good standing.",
            type="Arrearage",
            code="Arrearage",
        ),
        "bad key": nested(401, "Incorrect API key provided.", type=_BAD, code="invalid_api_key"),
        "unknown model": nested(
            404, "The model `qwen-9` does not exist.", type=_BAD, code="model_not_found"
        ),
        "unsupported form": nested(
            400,
            "'messages' must contain the word 'json' to use 'response_format' of type "
            "'json_object'.",
            type=_BAD,
            code="invalid_parameter_error",
        ),
        "too long": nested(
            400,
            "Range of input length should be [1, 30720]",
            type=_BAD,
            code="invalid_parameter_error",
        ),
    },
)

MOONSHOT = Provider(
    litellm="moonshot/kimi-latest",
    cells=ANSWERS
    | {
        "block": http(
            400,
            {
                "error": {
                    "message": "The request was rejected because it was considered high risk",
                    "type": "content_filter",
                }
            },
        ),
        "overload": nested(
            429, "The engine is currently overloaded", type="engine_overloaded_error"
        ),
        "rate limit": nested(
            429, "Your account reached max concurrency: 1", type="rate_limit_reached_error"
        ),
        "rate limit, wait in a header": nested(
            429, "Your account reached max RPM", type="rate_limit_reached_error", Retry_After="7"
        ),
        "rate limit, wait in the body": nested(
            429,
            "Your account request reached organization max RPM: 3, please try again after 9 "
            "seconds",
            type="rate_limit_reached_error",
        ),
        "spent": nested(
            429,
            "Your account is not active, current state: suspended, please check your plan",
            type="exceeded_current_quota_error",
        ),
        "bad key": nested(401, "Invalid Authentication", type="invalid_authentication_error"),
        "unknown model": nested(
            404,
            "Not found the model kimi-9 or Permission denied",
            type="resource_not_found_error",
        ),
        "unsupported form": nested(
            400, "Invalid request: response_format json_schema is invalid", type=_BAD
        ),
        "too long": nested(
            400, "Invalid request: Your request exceeded model token limit: 8192", type=_BAD
        ),
    },
)

_NOT_ALLOWED = "The caller does not have permission to execute the specified operation"
XAI = Provider(
    litellm="xai/grok-4",
    cells=ANSWERS
    | {
        "block": http(
            403,
            {
                "code": _NOT_ALLOWED,
                "error": "Content violates usage guidelines. Team: t, API key ID: k, Model: "
                "grok-4, Failed check: SAFETY_CHECK_TYPE_BIO",
            },
        ),
        "overload": http(503, {"code": "unavailable", "error": "The service is unavailable"}),
        "rate limit": http(
            429,
            {
                "code": "Some resource has been exhausted",
                "error": "Too many requests for team t and model grok-4. Requests per minute "
                "(actual/limit): 61/60",
            },
        ),
        "rate limit, wait in a header": http(
            429,
            {"code": "Some resource has been exhausted", "error": "Too many requests"},
            Retry_After="7",
        ),
        "spent": http(
            429,
            {
                "code": "Some resource has been exhausted",
                "error": "Your team t has either used all available credits or reached its "
                "monthly spending limit.",
            },
        ),
        "bad key": http(
            400,
            {
                "code": "Client specified an invalid argument",
                "error": "Incorrect API key provided: xa***. You can obtain an API key from "
                "https://console.x.ai.",
            },
        ),
        "unknown model": http(
            404,
            {
                "code": "Some requested entity was not found",
                "error": "The model grok-9 does not exist or your team t does not have access to "
                "it.",
            },
        ),
        "unsupported form": http(
            400,
            {
                "code": "Client specified an invalid argument",
                "error": "Invalid request content: response_format: unknown variant `json_schema`",
            },
        ),
        "too long": http(
            400,
            {
                "code": "Client specified an invalid argument",
                "error": "This model's maximum prompt length is 131072 but the request contains "
                "200000 tokens.",
            },
        ),
    },
)

GROQ = Provider(
    litellm="groq/openai/gpt-oss-20b",
    cells={
        "answer": http(200, completion(service_tier="on_demand")),
        "length": http(200, completion("It begins", "length", service_tier="on_demand")),
        "overload": nested(498, "Flex tier capacity exceeded", type="capacity_exceeded"),
        "rate limit, wait in a header": nested(
            429, "Rate limit reached", type="requests", code="rate_limit_exceeded", Retry_After="7"
        ),
        "rate limit, wait in the body": nested(
            429,
            "Rate limit reached for model `m` in organization `o` service tier `on_demand` on "
            "tokens per minute (TPM): Limit 6000, Used 5500, Requested 1200. Please try again in "
            "9s. Need more tokens? Upgrade at https://console.groq.com/settings/billing",
            type="tokens",
            code="rate_limit_exceeded",
        ),
        "spent": nested(
            429,
            "Rate limit reached for model `m` on tokens per day (TPD): Limit 100000, Used 99900, "
            "Requested 500. Please try again in 5m45s.",
            type="tokens",
            code="rate_limit_exceeded",
        ),
        "bad key": nested(401, "Invalid API Key", type=_BAD, code="invalid_api_key"),
        "unknown model": nested(
            404,
            "The model `m-9` does not exist or you do not have access to it.",
            type=_BAD,
            code="model_not_found",
        ),
        "unsupported form": nested(
            400,
            "This model does not support response format `json_schema`.",
            type=_BAD,
        ),
        "too long": nested(
            400,
            "Please reduce the length of the messages or completion.",
            type=_BAD,
            code="context_length_exceeded",
        ),
    },
)

MISTRAL = Provider(
    litellm="mistral/mistral-small-latest",
    cells=ANSWERS
    | {
        "overload": flat(503, "Service unavailable.", type="internal_server_error", code="1000"),
        "rate limit": flat(429, "Rate limit exceeded", type="rate_limited", code="1300"),
        "rate limit, wait in a header": http(
            429, {"message": "Requests rate limit exceeded"}, Retry_After="7"
        ),
        "spent": http(402, {"detail": "Payment required"}),
        "bad key": http(401, {"detail": "Unauthorized"}),
        "unknown model": flat(400, "Invalid model: mistral-9", type="invalid_model", code="1500"),
        "unsupported form": http(
            422,
            {
                "object": "error",
                "message": {
                    "detail": [
                        {
                            "type": "literal_error",
                            "loc": ["body", "response_format", "type"],
                            "msg": "Input should be 'text' or 'json_object': response_format",
                            "input": "json_schema",
                        }
                    ]
                },
                "type": "invalid_request_error",
                "param": None,
                "code": None,
            },
        ),
        "too long": flat(
            400,
            "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 "
            "maximum context length",
            type="invalid_request_error",
            code="3051",
        ),
    },
)

TOGETHER = Provider(
    litellm="together_ai/m",
    cells=ANSWERS
    | {
        "overload": nested(503, "The server is overloaded or not ready yet.", type="server_error"),
        "rate limit, wait in a header": nested(
            429,
            "You have reached the rate limit specific to this model. The maximum rate limit for "
            "this model is 6.0 queries per minute.",
            type="model_rate_limit",
            Retry_After="7",
        ),
        "spent": nested(402, "Credit limit exceeded", type="credit_limit"),
        "bad key": nested(401, "Invalid API key provided.", type=_BAD, code="invalid_api_key"),
        "unknown model": nested(
            404,
            "Unable to access model m-9. Please visit the list of supported models.",
            type=_BAD,
            code="model_not_available",
        ),
        "unsupported form": nested(
            400, "The model does not support response_format json_schema.", type=_BAD
        ),
        "too long": nested(
            422,
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: "
            "4000 `inputs` tokens and 500 `max_new_tokens`",
            type=_BAD,
        ),
    },
)

FIREWORKS = Provider(
    litellm="fireworks_ai/accounts/fireworks/models/m",
    cells=ANSWERS
    | {
        "overload": nested(
            503, "Service is overloaded, please try again later", type="error", code=None
        ),
        "rate limit, wait in a header": nested(
            429,
            "Request rate limit exceeded. Please slow down.",
            type="error",
            x_ratelimit_remaining="0",
            x_ratelimit_reset="7",
        ),
        "spent": http(
            412,
            {"error": {"message": "Account suspended: insufficient funds.", "type": "error"}},
        ),
        "bad key": nested(401, "The API key you provided is invalid.", type="error"),
        "unknown model": nested(
            404,
            "Model not found, inaccessible, and/or not deployed",
            type="error",
            code="NOT_FOUND",
        ),
        "unsupported form": nested(
            400, "response_format json_schema is not a valid schema", type=_BAD
        ),
        "too long": nested(
            400,
            "The prompt is too long: 8193, model maximum context length: 8191",
            type=_BAD,
        ),
    },
)

ZHIPU = Provider(
    litellm="openai/glm-4.6",
    cells=ANSWERS
    | {
        "block": http(
            400,
            {
                "contentFilter": [{"level": 1, "role": "user"}],
                "error": {"code": "1301", "message": "The input may be unsafe"},
            },
        ),
        "overload": http(503, {"error": {"code": "500", "message": "internal error"}}),
        "rate limit": http(429, {"error": {"code": "1302", "message": "too many at once"}}),
        "rate limit, wait in a header": http(
            429, {"error": {"code": "1303", "message": "too often"}}, Retry_After="7"
        ),
        "spent": http(429, {"error": {"code": "1113", "message": "the account is in arrears"}}),
        "bad key": http(401, {"error": {"code": "1002", "message": "the token is illegal"}}),
        "unknown model": http(400, {"error": {"code": "1211", "message": "please check the code"}}),
        "unsupported form": http(
            400, {"error": {"code": "1214", "message": "response_format: illegal value"}}
        ),
        "too long": http(400, {"error": {"code": "1261", "message": "Prompt exceeds the length"}}),
    },
)

HOSTED = {
    "OpenAI": OPENAI,
    "Azure OpenAI": AZURE,
    "DeepSeek": DEEPSEEK,
    "DashScope": DASHSCOPE,
    "Moonshot": MOONSHOT,
    "xAI": XAI,
    "Groq": GROQ,
    "Mistral": MISTRAL,
    "Together": TOGETHER,
    "Fireworks": FIREWORKS,
    "Zhipu": ZHIPU,
}
