"""What is read from the body of a chat completion, however a server fills it."""

from typing import Any

import pytest

from delibctl.edge.providers.completion import NoCompletionError, read_reply
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.wire import WireResponse
from delibctl.model import ModelSpec, Reply, ReplyForm

PRICED = ModelSpec(alias="m", name="openai/m", input_price=2.0, output_price=4.0)


def read(body: Any) -> Reply:
    response = WireResponse(body=body)
    return read_reply(response, PRICED, Redactor({}, None), ReplyForm.PROMPT, 0.1)


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
        ({"content": "<think>I think</think>\n\nyes"}, "\n\nyes", "I think"),
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
    ],
)
def test_the_answer_and_the_thoughts_before_it_are_told_apart(
    message: dict[str, Any], text: str, thoughts: str
) -> None:
    reply = read(body_of(message))

    assert (reply.text, reply.reasoning) == (text, thoughts)


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
    [(7, 7), (7.0, 7), (6.6, 7), ("7", 0), (None, 0), (-7, 0), (float("inf"), 0), ({}, 0)],
)
def test_tokens_are_counted_as_whole_numbers(said: Any, count: int) -> None:
    usage = read(body_of({"content": "yes"}, prompt_tokens=said, completion_tokens=said)).usage

    assert (usage.input, usage.output) == (count, count)


def price(**usage: int) -> float | None:
    return read(body_of({"content": "yes"}, **usage)).usage.price


def test_tokens_are_priced_as_configured() -> None:
    assert price(prompt_tokens=1_000_000, completion_tokens=500_000) == pytest.approx(4.0)


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": 0, "completion_tokens": 0}])
def test_what_nobody_counted_has_no_price(usage: dict[str, int]) -> None:
    assert price(**usage) is None
