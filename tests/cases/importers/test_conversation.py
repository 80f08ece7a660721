"""Conversations of every program: read as turns, or refused with the reason."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.model import Message

ASKED = [("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello."), ("user", "Where?")]
TURNS = [{"role": role, "content": content} for role, content in ASKED]
NAMES = {"system": "system", "user": "human", "assistant": "gpt"}
SHAREGPT = [{"from": NAMES[role], "value": content} for role, content in ASKED]
PARTS = [{"role": role, "content": [{"type": "text", "text": content}]} for role, content in ASKED]
GEMINI = [
    {"role": {"assistant": "model"}.get(role, role), "parts": [{"text": content}]}
    for role, content in ASKED
]


@pytest.mark.parametrize(
    "value",
    [
        TURNS,
        [TURNS[0] | {"role": "developer"}, *TURNS[1:]],
        [turn | {"role": turn["role"].upper(), "name": "x"} for turn in TURNS],
        PARTS,
        SHAREGPT,
        GEMINI,
        {"messages": TURNS},
        {"conversations": SHAREGPT},
        {"system": "Be kind.", "messages": TURNS[1:]},
        {"contents": GEMINI},
        [{"speaker": turn["role"], "text": turn["content"]} for turn in TURNS],
        [{key.capitalize(): turn[key] for key in turn} for turn in TURNS],
        [turn | {"role": f"{turn['role'].title()}:"} for turn in TURNS],
        [turn | {"role": {"assistant": "ChatGPT"}.get(turn["role"], turn["role"])}
         for turn in TURNS],
        [turn | {"content": json.dumps(part["content"])}
         for turn, part in zip(TURNS, PARTS, strict=True)],
        {"conversation": {"Messages": TURNS}},
        {"systemInstruction": {"parts": [{"text": "Be kind."}]}, "contents": GEMINI[1:]},
        [*TURNS, {"role": "assistant", "content": ""}],
        [*TURNS[:2], {"role": "assistant", "content": [
            {"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Hello."}
        ]}, TURNS[3]],
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "write",
    [
        lambda v: v,
        json.dumps,
        repr,
        lambda v: json.dumps(json.dumps(v)),
        lambda v: f"```json\n{json.dumps(v, indent=1)}\n```",
    ],
    ids=["data", "json", "python", "json twice", "fenced"],
)
def test_a_conversation_in_any_usual_form_becomes_messages(value: Any, write: Any) -> None:
    messages = conversation(write(value))

    assert [(message.role, message.content) for message in messages] == ASKED


def test_turns_on_lines_of_their_own_and_a_transcript_without_lines_before_it_are_read() -> None:
    lines = "\n".join(map(json.dumps, TURNS))
    transcript = "Human: Hi\n\nAssistant: Hello.\n\nHuman: Where?"

    assert [(m.role, m.content) for m in conversation(lines)] == ASKED
    assert [(m.role, m.content) for m in conversation(transcript)] == ASKED[1:]


def test_a_repeated_key_loses_no_text() -> None:
    (message,) = conversation('[{"role": "user", "content": "One.", "content": "Two?"}]')

    assert message.content == "One.\n\nTwo?"


def test_parts_are_joined_and_a_transcript_is_taken_apart() -> None:
    parts = [{"type": "text", "text": "One."}, {"type": "input_text", "text": "Two?"}]
    transcript = "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: Where?\n\nAssistant:"

    assert conversation([{"role": "user", "content": parts}])[0].content == "One.\n\nTwo?"
    assert [(m.role, m.content) for m in conversation(transcript)] == ASKED[1:]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (TURNS[:3], "the last turn is not the user's; a case ends where an answer is due"),
        *(
            ([{"role": tool, "content": "x"}], "turn 1 is of a tool, which a case cannot hold")
            for tool in ("tool", "function", "Observation", "ipython")
        ),
        ([{"role": "narrator", "content": "x"}], "turn 1 has the role 'narrator'"),
        ([{"role": "user", "content": '{"a": 1}'}], "turn 1 is JSON, not text"),
        ([{"role": "user", "content": "[1, 2]"}], "turn 1 is JSON, not text"),
        ('{"question": "x"}', "JSON that is no conversation: a turn needs a role and a content"),
        ([*TURNS[:1], {"role": "user", "content": " "}], "turn 2 is empty"),
        ([{"role": "user", "content": None}], "turn 1 has no text"),
        (
            [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}],
            "turn 1 holds a part of type 'image_url', not text",
        ),
        (
            [{"role": "user", "content": "x", "images": ["a"]}],
            "turn 1 holds 'images'",
        ),
        (["x", "y"], "JSON that is no conversation: its turns have no roles"),
        ([], "JSON that is no conversation"),
        ({"en": "x"}, "JSON that is no conversation: a turn needs a role and a content"),
        ('[{"role": "user", "content": "x"', "looks like a conversation, but is not valid JSON"),
        ("[{'role': 'user'}, array([1])]", "looks like a conversation, but is not valid JSON"),
        (float("nan"), "no prompt"),
    ],
)
def test_what_is_no_conversation_says_why(value: Any, reason: str) -> None:
    with pytest.raises(NotAPromptError) as raised:
        conversation(value)

    assert str(raised.value) == reason


@pytest.mark.parametrize("text", ["[Name] asks: where?", "{x} or {y}?", "Human: hi", "(a)", "[a]b"])
def test_text_stays_text(text: str) -> None:
    assert [message.content for message in conversation(text)] == [text]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "content", "from", "value", "messages", "type", "text", "x"]),
            inner | st.sampled_from(["user", "gpt", "system"]),
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(values, st.sampled_from([lambda v: v, json.dumps, str]))
def test_every_value_is_a_conversation_or_has_a_reason(value: Any, write: Any) -> None:
    messages: tuple[Message, ...] = ()
    with suppress(NotAPromptError):
        messages = conversation(write(value))

    assert all(message.content.strip() for message in messages)
    assert not messages or messages[-1].role == "user"
