"""/api/chat, as Ollama speaks. It has no flag for a refusal, and caches without telling."""

from typing import Any

from support.wire.shape import Completion, Wire, bearer

ERRORS: dict[str, tuple[int, dict[str, Any]]] = {
    "429": (429, {"error": "too many concurrent requests"}),
    "500": (500, {"error": "llama runner process has terminated: exit status 2"}),
    "overloaded": (
        503,
        {"error": "server busy, please try again.  maximum pending requests exceeded"},
    ),
    "quota": (
        429,
        {"error": "you have reached your weekly usage limit, please upgrade"},
    ),
    "unpaid": (402, {"error": "payment required"}),
    "no schema": (400, {"error": "invalid JSON schema in format"}),
    "unknown parameter": (400, {"error": '"llama3.2" does not support thinking'}),
    "bad request": (400, {"error": "messages: too odd"}),
    "unauthorized": (401, {"error": "unauthorized: KEY"}),
    "forbidden": (403, {"error": "this model requires a subscription"}),
    "no such model": (404, {"error": "model 'llama3.2' not found"}),
    "broken with 200": (200, {"error": "model runner has unexpectedly stopped"}),
}


def _body(said: Completion) -> dict[str, Any]:
    text = "I'm sorry, but I can't help with that." if said.ends == "refusal" else said.text
    message = {"role": "assistant", "content": text}
    if said.reasoning:
        message["thinking"] = said.reasoning
    return {
        "model": said.served or "llama3.2",
        "created_at": "2026-01-01T00:00:00.000000Z",
        "message": message,
        "done": True,
        "done_reason": "length" if said.ends == "cut" else "stop",
        "total_duration": 5_000_000,
        "load_duration": 1_000_000,
        "prompt_eval_count": said.read,
        "prompt_eval_duration": 1_000_000,
        "eval_count": said.written,
        "eval_duration": 3_000_000,
    }


OLLAMA = Wire(
    model="ollama_chat/llama3.2",
    base="",
    path="/api/chat",
    read=lambda request: request,
    key=bearer,
    body=_body,
    errors=ERRORS,
)
