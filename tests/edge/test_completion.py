"""What is read from the body of a chat completion, however a server fills it."""

from typing import Any

import pytest

from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.completion import NoCompletionError, read_reply
from delibctl.edge.providers.wire import WireFailure, WireResponse
from delibctl.model import FailureKind, ModelSpec, Reply, ReplyForm, Usage

PRICED = ModelSpec(alias="m", name="openai/m", input_price=2.0, output_price=4.0)


def read_any(body: Any) -> Reply | WireFailure:
    response = WireResponse(body=body)
    return read_reply(response, PRICED, Redactor({}, None), ReplyForm.PROMPT, 0.1)


def read(body: Any) -> Reply:
    reply = read_any(body)
    assert isinstance(reply, Reply)
    return reply


def body_of(message: dict[str, Any], **usage: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}
    return {"choices": [choice], "usage": usage or None}


@pytest.mark.parametrize(
    ("message", "text", "thoughts"),
    [
        ({"content": "yes"}, "yes", ""),
        ({"content": None}, "", ""),
        ({}, "", ""),
        ({"content": "yes", "reasoning_content": "I think"}, "yes", "I think"),
        ({"content": "yes", "reasoning": "I think"}, "yes", "I think"),
        ({"content": "yes", "reasoning_content": None, "reasoning": None}, "yes", ""),
        ({"content": "<think>I think</think>\n\nyes"}, "yes", "I think"),
        ({"content": "\n<thinking>I think</thinking>yes"}, "yes", "I think"),
        ({"content": "I wrote <think>that</think>"}, "I wrote <think>that</think>", ""),
        ({"content": "<think>no end"}, "<think>no end", ""),
        ({"content": [{"type": "text", "text": "ye"}, {"type": "text", "text": "s"}]}, "yes", ""),
        ({"content": ["ye", "s"]}, "yes", ""),
        (
            {
                "content": [
                    {"type": "thinking", "thinking": [{"type": "text", "text": "I think"}]},
                    {"type": "text", "text": "yes"},
                ]
            },
            "yes",
            "I think",
        ),
        (
            {"content": [{"type": "reasoning", "text": "I think"}, {"type": "output_text"}]},
            "",
            "I think",
        ),
        ({"content": [{"type": "image_url", "image_url": {}}, None, 7]}, "", ""),
        ({"content": [{"type": "refusal", "refusal": "I won't."}]}, "I won't.", ""),
        ({"content": "yes", "reasoning": {"text": "I think"}}, "yes", "I think"),
        (
            {"content": ["yes", {"type": "reasoning", "summary": [{"text": "I think"}]}]},
            "yes",
            "I think",
        ),
    ],
)
def test_the_answer_and_the_thoughts_before_it_are_told_apart(
    message: dict[str, Any], text: str, thoughts: str
) -> None:
    reply = read(body_of(message))

    assert (reply.text, reply.reasoning) == (text, thoughts)


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ({"finish_reason": "error", "error": {"message": "it is gone"}}, "it is gone"),
        ({"finish_reason": "stop", "error": "it is gone"}, "it is gone"),
        ({"finish_reason": "abort"}, "abort"),
        ({"finish_reason": "network_error"}, "network_error"),
        ({"finish_reason": "insufficient_system_resource"}, "insufficient_system_resource"),
    ],
)
def test_half_an_answer_is_a_failure_of_the_server(choice: dict[str, Any], reason: str) -> None:
    body = body_of({"content": "I can certainly"})
    body["choices"][0] |= choice

    assert read_any(body) == WireFailure(
        kind=FailureKind.SERVER,
        message=f"the provider failed in mid-answer: {reason}",
        billed=True,
        usage=Usage(),
    )


@pytest.mark.parametrize(
    ("finish", "read_as"),
    [
        ("stop", ("stop", False)),
        (None, ("", False)),
        ("max_tokens", ("length", False)),
        ("MAX_TOKENS", ("length", False)),
        ("content_filter", ("content_filter", True)),
        ("SAFETY", ("SAFETY", True)),
        ("refusal", ("refusal", True)),
    ],
)
def test_an_answer_that_was_cut_off_or_blocked_is_known_by_many_words(
    finish: str | None, read_as: tuple[str, bool]
) -> None:
    body = body_of({"content": "Half"})
    body["choices"][0]["finish_reason"] = finish
    reply = read(body)

    assert (reply.finish, reply.blocked) == read_as


def test_a_refusal_is_the_text_and_counts_as_a_block() -> None:
    reply = read(body_of({"content": None, "refusal": "I won't."}))

    assert (reply.text, reply.blocked) == ("I won't.", True)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        {},
        {"choices": None},
        {"choices": []},
        {"choices": {}},
        {"choices": [None]},
        {"choices": [{}]},
        {"choices": [{"message": None}]},
        {"choices": [{"text": "as an old completion has it"}]},
    ],
)
def test_a_body_without_a_message_is_no_completion(body: Any) -> None:
    with pytest.raises(NoCompletionError):
        read(body)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        (7, 7),
        (7.0, 7),
        (6.6, 0),
        ("7", 0),
        ("x", 0),
        (True, 0),
        (10**12, 0),
        (None, 0),
        (-7, 0),
        (float("inf"), 0),
        ({}, 0),
    ],
)
def test_tokens_are_whole_numbers_or_else_unknown(said: Any, count: int) -> None:
    usage = read(body_of({"content": "yes"}, prompt_tokens=said, completion_tokens=said)).usage

    assert (usage.input, usage.output) == (count, count)


def price(**usage: int) -> float | None:
    return read(body_of({"content": "yes"}, **usage)).usage.price


def test_tokens_are_priced_as_configured() -> None:
    assert price(prompt_tokens=1_000_000, completion_tokens=500_000) == pytest.approx(4.0)


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": 0, "completion_tokens": 0}])
def test_what_nobody_counted_has_no_price(usage: dict[str, int]) -> None:
    assert price(**usage) is None
