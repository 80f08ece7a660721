"""What is sent to models that LiteLLM asks, byte for byte, as a server on loopback sees it."""

import asyncio
from typing import Any

from support.raw_server import http, raw_server

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
from delibctl.model import Message, ModelSpec, Question, ReplyForm

MODELS = [
    "anthropic/claude-sonnet-4-5",
    "anthropic/claude-3-haiku-20240307",
    "ollama_chat/llama3.2",
    "ollama/llama3.2",
    "mistral/mistral-small-latest",
    "openrouter/anthropic/claude-sonnet-4.5",
    "openrouter/meta-llama/llama-3.1-8b-instruct",
    "gemini/gemini-2.5-flash",
    "xai/grok-4",
    "perplexity/sonar",
    "cohere/command-r-plus",
    "openai/o3-mini",
    "groq/llama-3.1-8b-instant",
    "fireworks_ai/short",
]
SPOKEN = (
    ("system", "The policy.\n "),
    ("system", "The operator."),
    ("user", "May I? \N{UMBRELLA}"),
)
REPAIRED = (*SPOKEN, ("assistant", "No."), ("user", "As JSON, please."))
#: The settings of a model, and the parts of a question, by what they are about.
CALLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "plain": ({}, {}),
    "sampling": ({"temperature": 0.0, "max_tokens": 300}, {}),
    "seed": ({"seed": 7}, {}),
    "effort": ({"reasoning_effort": "low"}, {}),
    "parameters": ({"params": {"top_p": 0.5, "top_k": 3}}, {}),
    "object": ({}, {"form": ReplyForm.JSON_OBJECT}),
    "prompt": ({}, {"form": ReplyForm.PROMPT, "spoken": REPAIRED}),
}


def sent(name: str, call: str) -> list[str]:
    """Return the first line and the body of the request, or why none is sent."""
    settings, parts = CALLS[call]
    parts = dict(parts)
    spoken = parts.pop("spoken", SPOKEN)
    messages = tuple(Message(role=role, content=content) for role, content in spoken)
    with raw_server(http(400, {"error": {"message": "no"}})) as server:
        # At /v1, Ollama speaks OpenAI's protocol, and is not asked through LiteLLM.
        url = server.url.removesuffix("/v1") if name.startswith("ollama") else server.url
        model = ModelSpec(
            alias="m", name=name, api_base=url, api_key_env="K_KEY", timeout=20, **settings
        )
        try:
            asyncio.run(_ask(model, Question(messages=messages, **parts)))
        except DelibctlError as error:
            return [error.what]
    if not server.requests:
        return ["LiteLLM sends nothing"]
    return [server.requests[0].first_line, server.requests[0].body.decode()]


async def _ask(model: ModelSpec, question: Question) -> None:
    sender = RequestSender(model, {"K_KEY": "a-key"}, RateLimiter(1))
    try:
        await sender.send(question)
    finally:
        await sender.close()
