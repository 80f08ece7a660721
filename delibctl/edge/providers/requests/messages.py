"""The messages of a request, and other ways to send the same texts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from delibctl.edge.providers.wire import WireRequest
from delibctl.model import Question

_Turns = list[dict[str, Any]]


def messages_of(question: Question) -> _Turns:
    """Return the messages of a question."""
    return [{"role": message.role, "content": message.content} for message in question.messages]


def thoughts_of(question: Question) -> dict[int, dict[str, Any]]:
    """Return what the model thought before its own turns, as it gave it, by number of message.

    Each of its turns is followed by one of the user, and the last one of those ends the question.
    """
    own = range(len(question.messages) - 2, -1, -2)
    return {
        number: {"reasoning_content": reply.reasoning, **reply.reasoning_parts}
        for number, reply in zip(own, reversed(question.replies), strict=False)
        if reply.reasoning or reply.reasoning_parts
    }


def joined(request: WireRequest) -> WireRequest:
    """Return a request with all system texts in one message, the first one."""
    system, others = _apart(request.messages)
    return replace(request, messages=[{"role": "system", "content": system}, *others])


def without_system_role(request: WireRequest) -> WireRequest:
    """Return a request with the system text at the beginning of the first turn of the user."""
    system, others = _apart(request.messages)
    if others and others[0]["role"] == "user":
        first, *others = others
        system = f"{system}\n\n{first['content']}"
    return replace(
        request, messages=[{"role": "user", "content": system}, *others], mark_cache=False
    )


def with_thoughts(request: WireRequest) -> WireRequest:
    """Return a request whose turns of the model carry what it thought, nothing where it is lost."""
    messages = [
        turn | request.thoughts.get(number, {"reasoning_content": ""})
        if turn["role"] == "assistant"
        else turn
        for number, turn in enumerate(request.messages)
    ]
    return replace(request, messages=messages)


def _apart(messages: Sequence[dict[str, Any]]) -> tuple[str, _Turns]:
    """Return the system texts as one, and the other messages."""
    system = [turn["content"] for turn in messages if turn["role"] == "system"]
    return "\n\n".join(system), [turn for turn in messages if turn["role"] != "system"]
