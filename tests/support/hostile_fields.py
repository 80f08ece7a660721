"""Answers with the text of an attacker in one field each, and what a process prints over them.

As a program, it asks a model once for each answer over both wires, and writes what came of each to
the file that it is given. A second argument leaves out all odd answers but each so many.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from support.raw_server import Answer, http, raw_server
from support.situations import USAGE, answers, completion

from delibctl.edge import event_loop
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.model import Message, ModelSpec, Question, Reply

KEY = "sk-loopback/0123456789.wxyz"
HOSTILE = f"{KEY} \x1b[31mred\n::error::owned ##[error]owned"
WIRES = (("openai/gpt-4o", "direct"), ("openai/gpt-4o", "litellm"), ("hosted_vllm/m", "litellm"))
QUESTION = Question(messages=(Message(role="user", content="May I?"),))


def shapes() -> Iterator[tuple[str, Any]]:
    """Yield the text in every type that JSON has."""
    yield "text", HOSTILE
    yield "list", [HOSTILE]
    yield "table", {"type": HOSTILE, HOSTILE: HOSTILE}
    yield "list of tables", [{"type": HOSTILE, "id": HOSTILE, "function": {"name": HOSTILE}}]


_TOP = ("id", "object", "created", "model", "system_fingerprint", "service_tier", "usage", "extra")
_OF_CHOICE = ("index", "logprobs", "finish_details", "content_filter_results", "extra")
_OF_MESSAGE = (
    *("role", "tool_calls", "function_call", "annotations", "citations", "audio", "images"),
    *("reasoning_content", "reasoning", "reasoning_details", "thinking_blocks", "refusal"),
    *("provider_specific_fields", "extra"),
)
_OF_USAGE = ("prompt_tokens", "total_tokens", "prompt_tokens_details", "cost", "extra")


def odd_answers() -> dict[str, Answer]:
    """Return answers, of which each keeps its text."""
    found = {}
    for shape, value in shapes():
        for name in _TOP:
            found[f"{name}: {shape}"] = answers(**{name: value})
        for name in _OF_CHOICE:
            found[f"choice.{name}: {shape}"] = answers(choice={name: value})
        for name in _OF_MESSAGE:
            found[f"message.{name}: {shape}"] = answers(message={name: value})
        for name in _OF_USAGE:
            found[f"usage.{name}: {shape}"] = answers(usage=USAGE | {name: value})
    for name, value in {"numbers": 7, "texts": "7", "nulls": None, "truth": True}.items():
        changes: dict[str, Any] = dict.fromkeys(_TOP, value)
        message = {field: value for field in _OF_MESSAGE if field != "refusal"}
        found[name] = answers(**changes, message=message, choice=dict.fromkeys(_OF_CHOICE, value))
    return found


def failing_answers() -> dict[str, Answer]:
    """Return answers that are none."""
    error = {"message": HOSTILE, "type": HOSTILE, "code": HOSTILE, "param": [HOSTILE]}
    return {
        **{f"error {status}": http(status, {"error": error}) for status in (400, 404, 422, 500)},
        "error of text": http(400, {"error": HOSTILE}),
        "error inside 200": http(200, {"error": error}),
        "a page": http(500, f"<html>{HOSTILE}</html>".encode()),
        "a page with 200": http(200, f"<html>{HOSTILE}</html>".encode()),
        "no choices": http(200, completion() | {"choices": HOSTILE}),
        "half": answers(HOSTILE, "error", choice={"error": {"message": HOSTILE}}),
        "an odd end": answers("", HOSTILE),
        "a call of a tool": answers(None, "tool_calls", message={"tool_calls": [error]}),
        "a redirect": http(302, Location=f"https://{KEY}.invalid/ ::error::owned"),
    }


async def _ask_all(
    url: str, name: str, wire: Any, asked: dict[str, Answer], current: list[Answer]
) -> dict[str, list[str]]:
    """Ask a model once for each answer, which the server takes from `current`."""
    model = ModelSpec(
        alias="m", name=name, api_base=url, api_key_env="K_KEY", wire=wire, timeout=20.0
    )
    provider = Provider(model, {"K_KEY": KEY}, Random(1), Retries(attempts=1))
    found = {}
    try:
        for label, answer in asked.items():
            current[:] = [answer]
            result = await provider.ask(QUESTION)
            if isinstance(result, Reply):
                said = ["answer", result.text]
            else:
                said = [str(result.kind), result.message]
            found[f"{label}, {name} {wire}"] = said
    finally:
        await provider.close()
    return found


def outcomes(step: int) -> dict[str, list[str]]:
    """Return what came of each answer over each wire, and of each so many odd ones."""
    odd = list(odd_answers().items())[::step]
    asked = dict(odd) | failing_answers()
    found: dict[str, list[str]] = {}
    current: list[Answer] = []
    with raw_server(lambda connection, server: current[0](connection, server)) as server:
        for name, wire in WIRES:
            found |= event_loop.run(_ask_all(server.url, name, wire, asked, current))
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(outcomes(int(sys.argv[2]))), encoding="utf-8")
