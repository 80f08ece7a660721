"""The requests that models are sent by LiteLLM, whole; as a program, it prints them as JSON."""

import json
from typing import Any

from support.raw_server import http, raw_server

from delibctl.edge import event_loop
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Message, ModelSpec, Question

_MODELS: dict[str, dict[str, Any]] = {
    "openai/gpt-4o": {"temperature": 0.0, "seed": 7},
    "openai/o3-mini": {"temperature": 0.2},
    "openai/gpt-5-mini": {"reasoning_effort": "low"},
    "anthropic/claude-sonnet-4-5": {"reasoning_effort": "low"},
    "gemini/gemini-2.5-flash": {"reasoning_effort": "low"},
    "openrouter/anthropic/claude-sonnet-4.5": {},
    "hosted_vllm/m": {"temperature": 0.0, "seed": 7},
    "mistral/mistral-small-latest": {"params": {"top_k": 3}},
}
#: Of each connection or request its own.
_DIFFERENT = {"host", "content-length", "x-stainless-runtime-version"}


def requests() -> dict[str, Any]:
    """Return the first request for each model, or why none is sent."""
    return {name: _request(name, settings) for name, settings in _MODELS.items()}


def _request(name: str, settings: dict[str, Any]) -> Any:
    async def ask(url: str) -> str:
        model = ModelSpec(
            alias="m", name=name, api_base=url, api_key_env="K_KEY", wire="litellm", **settings
        )
        sender = RequestSender(model, {"K_KEY": "a-key"}, RateLimiter(1))
        messages = (
            Message(role="system", content="The policy. " * 800),
            Message(role="user", content="May I?"),
        )
        try:
            return str((await sender.send(Question(messages=messages))).reply)
        finally:
            await sender.close()

    with raw_server(http(400, {"error": {"message": "no"}})) as server:
        said = event_loop.run(ask(server.url))
        if not server.requests:
            return said
        first = server.requests[0]
        headers = {key: value for key, value in first.headers.items() if key not in _DIFFERENT}
        return [first.first_line, headers, first.body.decode()]


if __name__ == "__main__":
    print(json.dumps(requests()))
