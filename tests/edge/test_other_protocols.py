"""Answers in protocols of providers, over LiteLLM, whatever their side fields are."""

import asyncio
import json
from typing import Any

import pytest
from support.raw_server import http, raw_server

from delibctl.edge.providers.replies.other_protocols import completion_of
from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Failure, Message, ModelSpec, Question, Reply, ReplyForm, Usage

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(messages=(Message(role="user", content="May I?"),), form=ReplyForm.PROMPT)
THOUGHT = {"type": "thinking", "thinking": "S1.", "signature": "s"}
ANTHROPIC: dict[str, Any] = {
    "id": "m-1",
    "type": "message",
    "role": "assistant",
    "model": "claude",
    "content": [THOUGHT, {"type": "text", "text": "Yes."}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 5, "output_tokens": 2},
}
PARTS = [{"text": "S1.", "thought": True}, {"text": "Yes."}]
GEMINI: dict[str, Any] = {
    "candidates": [{"content": {"parts": PARTS, "role": "model"}, "finishReason": "STOP"}],
    "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 2, "totalTokenCount": 7},
}
OLLAMA: dict[str, Any] = {
    "model": "llama3.2",
    "created_at": "2026-01-01T00:00:00Z",
    "message": {"role": "assistant", "content": "Yes.", "thinking": "S1."},
    "done": True,
    "done_reason": "stop",
    "prompt_eval_count": 5,
    "eval_count": 2,
}


def without(body: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}


BODIES = {
    "anthropic": ("anthropic/claude-3-haiku", ANTHROPIC),
    "anthropic, usage null": ("anthropic/claude-3-haiku", ANTHROPIC | {"usage": None}),
    "anthropic, usage a list": ("anthropic/claude-3-haiku", ANTHROPIC | {"usage": [1]}),
    "anthropic, no usage": ("anthropic/claude-3-haiku", without(ANTHROPIC, "usage")),
    "anthropic, no id": ("anthropic/claude-3-haiku", without(ANTHROPIC, "id", "model", "type")),
    "gemini": ("gemini/gemini-2.0-flash", GEMINI),
    "gemini, usage null": ("gemini/gemini-2.0-flash", GEMINI | {"usageMetadata": None}),
    "gemini, usage a text": ("gemini/gemini-2.0-flash", GEMINI | {"usageMetadata": "many"}),
    "gemini, no usage": ("gemini/gemini-2.0-flash", without(GEMINI, "usageMetadata")),
    "ollama": ("ollama_chat/llama3.2", OLLAMA),
    "ollama, counts as texts": ("ollama_chat/llama3.2", OLLAMA | {"eval_count": "two"}),
    "ollama, no counts": ("ollama_chat/llama3.2", without(OLLAMA, "eval_count")),
}


async def reply_of(model: ModelSpec) -> Reply | Failure:
    sender = RequestSender(model, {"KEY": "loopback-0123456789"}, RateLimiter(1))
    try:
        return (await sender.send(QUESTION)).reply
    finally:
        await sender.close()


@pytest.mark.parametrize("label", BODIES)
def test_no_side_field_costs_an_answer(label: str) -> None:
    name, body = BODIES[label]
    with raw_server(http(200, json.dumps(body).encode())) as server:
        base = server.url.removesuffix("/v1")
        model = ModelSpec(alias="m", name=name, api_base=base, api_key_env="KEY", wire="litellm")
        found = asyncio.run(reply_of(model))

    assert isinstance(found, Reply), found
    assert (found.text, found.blocked, found.attempts) == ("Yes.", False, 1)
    if "," in label and "no id" not in label:
        assert found.usage == Usage()


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (ANTHROPIC, ANTHROPIC["content"]),
        (GEMINI, PARTS),
        (OLLAMA, "Yes."),
        ({"output": {"message": {"content": [{"text": "Yes."}]}}}, [{"text": "Yes."}]),
    ],
)
def test_an_answer_is_found_in_each_protocol(body: dict[str, Any], content: Any) -> None:
    completion = completion_of(body)

    assert completion is not None
    assert completion["choices"][0]["message"] == {"content": content}


@pytest.mark.parametrize(
    "body", [None, [], "Yes.", {}, {"content": 1}, {"candidates": []}, {"candidates": {"a": 1}}]
)
def test_where_no_answer_is_known_there_is_none(body: Any) -> None:
    assert completion_of(body) is None
