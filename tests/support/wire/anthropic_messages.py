"""The messages API, as Anthropic speaks."""

from typing import Any

from support.wire.shape import Completion, Wire


def _error(status: int, type: str, message: str) -> tuple[int, dict[str, Any]]:
    error = {"type": type, "message": message}
    return status, {"type": "error", "error": error, "request_id": "req_1"}


ERRORS = {
    "429": _error(429, "rate_limit_error", "This request would exceed your rate limit"),
    "500": _error(500, "api_error", "Internal server error"),
    "overloaded": _error(529, "overloaded_error", "Overloaded"),
    "quota": _error(
        400,
        "invalid_request_error",
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing "
        "to upgrade or purchase credits.",
    ),
    "unpaid": _error(402, "billing_error", "There is an issue with your billing"),
    "context": _error(
        400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"
    ),
    "filtered as an error": _error(
        400, "invalid_request_error", "Output blocked by content filtering policy"
    ),
    "no schema": _error(
        400, "invalid_request_error", "output_format: Extra inputs are not permitted"
    ),
    "unknown parameter": _error(
        400, "invalid_request_error", "frobnicate: Extra inputs are not permitted"
    ),
    "bad request": _error(400, "invalid_request_error", "messages: too odd"),
    "unauthorized": _error(401, "authentication_error", "invalid x-api-key KEY"),
    "forbidden": _error(403, "permission_error", "Your API key does not have permission"),
    "no such model": _error(404, "not_found_error", "model: claude-sonnet-4-5"),
}
_STOPS = {"cut": "max_tokens", "refusal": "refusal", "filtered": "refusal"}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    system = [{"role": "system", "content": block["text"]} for block in request.get("system", [])]
    said = [
        {
            "role": turn["role"],
            "content": "".join(block.get("text", "") for block in turn["content"]),
        }
        for turn in request["messages"]
    ]
    return {**request, "messages": [*system, *said]}


def _body(said: Completion) -> dict[str, Any]:
    """A refusal comes without text; what was cut off may have no text yet."""
    thinking = {"type": "thinking", "thinking": said.reasoning, "signature": "c2ln"}
    text = {"type": "text", "text": said.text}
    shown = said.text and _STOPS.get(said.ends or "") != "refusal"
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": said.served or "claude-sonnet-4-5-20250929",
        "content": [*([thinking] if said.reasoning else []), *([text] if shown else [])],
        "stop_reason": _STOPS.get(said.ends or "", "end_turn"),
        "stop_sequence": None,
        "usage": {
            "input_tokens": said.read - said.cached,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": said.cached,
            "output_tokens": said.written,
        },
    }


ANTHROPIC = Wire(
    model="anthropic/claude-sonnet-4-5",
    base="",
    path="/v1/messages",
    read=_read,
    key=lambda headers: headers.get("x-api-key", ""),
    body=_body,
    errors=ERRORS,
)
