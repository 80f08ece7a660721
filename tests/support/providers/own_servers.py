"""Servers of one's own that speak OpenAI's protocol. They know no keys and no filters."""

from support.providers.shape import ANSWERS, Provider, flat, nested
from support.raw_server import http

_BUSY = http(503, b"upstream connect error", Content_Type="text/plain")

VLLM = Provider(
    litellm="hosted_vllm/m",
    cells=ANSWERS
    | {
        "overload": _BUSY,
        "bad key": http(401, {"error": "Unauthorized"}),
        "unknown model": nested(
            404, "The model `m-9` does not exist.", type="NotFoundError", code=404
        ),
        "unsupported form": nested(
            400,
            "The provided JSON schema contains features not supported by xgrammar.",
            type="BadRequestError",
            code=400,
        ),
        "too long": nested(
            400,
            "This model's maximum context length is 4096 tokens. However, your request has 5000 "
            "input tokens. Please reduce the length of the input messages.",
            type="BadRequestError",
            code=400,
        ),
    },
)

SGLANG = Provider(
    litellm="openai/m",
    cells=ANSWERS
    | {
        "overload": flat(503, "The request queue is full.", type="ServiceUnavailable", code=503),
        "bad key": http(401, {"error": "Unauthorized"}),
        "unknown model": flat(404, "The model `m-9` is not found.", type="NotFoundError", code=404),
        "unsupported form": flat(
            400, "Failed to compile json grammar", type="BadRequestError", code=400
        ),
        "too long": flat(
            400,
            "The input (61709 tokens) is longer than the model's context length (40960 tokens).",
            type="BadRequestError",
            code=400,
        ),
    },
)

LLAMA_CPP = Provider(
    litellm="openai/m",
    cells=ANSWERS
    | {
        "overload": http(
            503, {"error": {"code": 503, "message": "Loading model", "type": "unavailable_error"}}
        ),
        "bad key": http(
            401,
            {"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}},
        ),
        "unsupported form": http(
            400,
            {
                "error": {
                    "code": 400,
                    "message": "Failed to parse json_schema: unrecognized schema",
                    "type": "invalid_request_error",
                }
            },
        ),
        "too long": http(
            400,
            {
                "error": {
                    "code": 400,
                    "message": "the request exceeds the available context size, try increasing it",
                    "type": "exceed_context_size_error",
                    "n_prompt_tokens": 6900,
                    "n_ctx": 4096,
                }
            },
        ),
    },
)

OLLAMA = Provider(
    litellm="openai/m",
    cells=ANSWERS
    | {
        "overload": nested(
            503,
            "server busy, please try again. maximum pending requests exceeded",
            type="api_error",
        ),
        "unknown model": nested(404, "model 'm-9' not found", type="not_found_error"),
        "unsupported form": nested(400, "invalid JSON schema in format", type="invalid_request"),
        "too long": nested(500, "the input length exceeds the context length", type="api_error"),
    },
)

LM_STUDIO = Provider(
    litellm="lm_studio/m",
    cells=ANSWERS
    | {
        "unknown model": nested(
            404,
            "No models loaded. Please load a model in the developer page.",
            type="invalid_request_error",
            code="model_not_found",
        ),
        "unsupported form": http(
            400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}
        ),
        # It says 200 (lmstudio-bug-tracker 2322).
        "too long": http(
            200,
            {
                "error": "The number of tokens to keep from the initial prompt is greater than the "
                "context length. Try to load the model with a larger context length."
            },
        ),
    },
)

TGI = Provider(
    litellm="openai/m",
    cells=ANSWERS
    | {
        "overload": http(429, {"error": "Model is overloaded", "error_type": "overloaded"}),
        "unsupported form": http(
            422,
            {
                "error": "Input validation error: grammar is not supported: json_schema",
                "error_type": "validation",
            },
        ),
        "too long": http(
            422,
            {
                "error": "Input validation error: `inputs` must have less than 1024 tokens. Given: "
                "1030",
                "error_type": "validation",
            },
        ),
    },
)

OWN_SERVERS = {
    "vLLM": VLLM,
    "SGLang": SGLANG,
    "llama.cpp": LLAMA_CPP,
    "Ollama": OLLAMA,
    "LM Studio": LM_STUDIO,
    "TGI": TGI,
}
