"""What a reward judge sees of a reply: never its reasoning, wherever that stands."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.model import Message
from delibctl.reward import blind, core
from delibctl.reward.blind import VisibleAnswer, conversation, visible, visible_after
from delibctl.reward.visible_text import visible_text

SECRET, ANSWER = "The clause says so.", "Here is the answer."

#: Replies whose reasoning stands in their text, and end with the answer.
IN_TEXT = {
    "a block": f"<think>{SECRET}</think>{ANSWER}",
    "upper case": f"<THINK>\n{SECRET}\n</Think>\n\n{ANSWER}",
    "with attributes": f'<think type="private" budget=9>{SECRET}</think>{ANSWER}',
    "nested": f"<think>a <think>{SECRET}</think> {SECRET}</think>{ANSWER}",
    "repeated": f"<think>{SECRET}</think>\n<think>{SECRET}</think>{ANSWER}",
    "after the answer": f"{ANSWER}<think>{SECRET}</think>",
    "closed by another name": f"<think>{SECRET}</thinking>{ANSWER}",
    "opened by the template": f"{SECRET}</think>{ANSWER}",
    "in code marks": f"{ANSWER}\n`<think>`{SECRET}`</think>`",
    "in quotation marks": f'{ANSWER} "<think>" {SECRET} "</think>"',
    "square brackets": f"[THINK]{SECRET}[/THINK]{ANSWER}",
    "tokens": f"<|START_THINKING|>{SECRET}<|END_THINKING|>{ANSWER}<|END_OF_TURN|>",
    "another name": f"<seed:think>{SECRET}</seed:think>{ANSWER}",
    "a reasoning tag amid prose": f"{ANSWER} <reasoning>{SECRET}</reasoning>",
    "harmony": f"<|channel|>analysis<|message|>{SECRET}<|end|><|start|>assistant"
    f"<|channel|>final<|message|>{ANSWER}<|return|>",
    "harmony, a tool between": f"<|channel|>analysis<|message|>{SECRET}<|end|>"
    f"<|start|>assistant<|channel|>commentary to=functions.x<|message|>{SECRET}<|call|>"
    f"<|start|>assistant<|channel|>final<|message|>{ANSWER}",
    "harmony without its tokens": f"analysis{SECRET}assistantfinal{ANSWER}",
    "harmony in capitals": f"<|CHANNEL|>analysis<|MESSAGE|>{SECRET}<|END|>"
    f"<|START|>assistant<|CHANNEL|>final<|MESSAGE|>{ANSWER}",
    "details": f'<details type="reasoning" done="true">{SECRET}</details>\n{ANSWER}',
    "our JSON": f'{{"reasoning": "{SECRET}", "style": "comply", "answer": "{ANSWER}"}}',
    "our tags": f"<reasoning>{SECRET}</reasoning><citations></citations><style>comply</style>"
    f"<answer>{ANSWER}</answer>",
    "thoughts, then tags of an answer": f"<think>{SECRET}</think>\n<answer>{ANSWER}</answer>",
}


@pytest.mark.parametrize("reply", IN_TEXT.values(), ids=IN_TEXT.keys())
def test_reasoning_in_the_text_is_cut_out_and_the_answer_is_left(reply: str) -> None:
    seen = visible(reply).text

    assert SECRET not in seen
    assert ANSWER in seen


#: Messages whose reasoning stands in fields or parts of their own.
IN_MESSAGES: dict[str, list[dict[str, Any]]] = {
    "reasoning_content": [{"role": "assistant", "content": ANSWER, "reasoning_content": SECRET}],
    "thinking": [{"role": "assistant", "thinking": SECRET, "content": ANSWER}],
    "reasoning": [{"role": "assistant", "reasoning": SECRET, "content": ANSWER}],
    "both a field and the text": [
        {"role": "assistant", "reasoning_content": SECRET, "content": IN_TEXT["a block"]}
    ],
    "parts": [
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": SECRET},
                {"type": "reasoning", "text": SECRET, "value": SECRET},
                {"type": "redacted_thinking", "data": SECRET},
                {"type": "text", "text": ANSWER},
            ],
        }
    ],
    "a block over two parts": [
        {
            "role": "assistant",
            "content": [
                {"type": "text", "text": f"<think>{SECRET}"},
                {"type": "text", "text": f"{SECRET}</think>{ANSWER}"},
            ],
        }
    ],
    "a channel": [
        {"role": "assistant", "channel": "analysis", "content": SECRET},
        {"role": "assistant", "channel": "final", "content": ANSWER},
    ],
    "a tool between": [
        {"role": "assistant", "content": "", "reasoning_content": SECRET, "tool_calls": []},
        {"role": "tool", "content": SECRET},
        {"role": "assistant", "content": ANSWER},
    ],
}


@pytest.mark.parametrize("reply", IN_MESSAGES.values(), ids=IN_MESSAGES.keys())
def test_of_messages_only_what_the_assistant_says_to_the_user_is_left(
    reply: list[dict[str, Any]],
) -> None:
    assert visible(reply).text == ANSWER


@pytest.mark.parametrize(
    "reply",
    [
        f"<think>{SECRET}",
        f"{ANSWER} <think>{SECRET}",
        f"<think>a<think>{SECRET}</think>{SECRET}",
        f"<think>{SECRET}</think>{SECRET}</think>{ANSWER}",
        f"<|channel|>analysis<|message|>{SECRET}",
        f'{{"reasoning": "{SECRET}", "answer": "one"}} {{"reasoning": "", "answer": "two"}}',
        "",
    ],
)
def test_a_reply_that_is_malformed_or_nothing_but_reasoning_has_no_visible_answer(
    reply: str,
) -> None:
    seen = visible(reply).text

    assert SECRET not in seen
    assert ANSWER not in seen


@pytest.mark.parametrize(
    "answer",
    [
        "A list:\n\n- one\n- two",
        "<details><summary>More</summary>Text</details>",
        'Use `{"label": 1}` and a < b.',
        '{"question": "2 + 2?", "answer": "4"}',
        "if x<thing and y>2:",
        "Analysis shows that it is final.",
    ],
)
def test_an_ordinary_answer_is_left_as_it_is(answer: str) -> None:
    assert visible(answer).text == answer


PIECES = st.lists(
    st.sampled_from(
        [
            *("<think>", "</think>", "<THINK x=1>", "</thinking>", "[THINK]", "[/THINK]"),
            *("<|channel|>", "analysis", "final", "<|message|>", "<|end|>", "<|start|>assistant"),
            *('{"reasoning": "', '", "answer": "', '"}', "<answer>", "</answer>", "<reasoning>"),
            *("</reasoning>", "<details type='reasoning'>", "</details>", "<thi", "nk>", "`"),
            *("<|im_end|>", "a", "b c", "\n"),
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES)
def test_nothing_of_a_visible_text_is_left_to_cut_out(text: str) -> None:
    seen = visible_text(text)

    assert visible_text(seen) == seen
    assert "<think>" not in seen


@given(st.sampled_from(["<think>", "<THINK>", '<think a="b">', "<thinking>"]), PIECES, PIECES)
def test_between_two_marks_that_pair_up_nothing_is_visible(
    mark: str, before: str, after: str
) -> None:
    assert "SECRET" not in visible_text(f"{before}{mark}SECRET</think>{after}")


CHATML = "<|im_start|>user\nHow?<|im_end|>\n<|im_start|>assistant\n"


@pytest.mark.parametrize(
    ("prompt", "query"),
    [
        (CHATML, f"{CHATML}<think>\n{SECRET}\n</think>\n\n{ANSWER}<|im_end|>"),
        (f"{CHATML}<think>\n", f"{CHATML}<think>\n{SECRET}\n</think>\n\n{ANSWER}<|im_end|>"),
        ("How?", f"<|begin_of_text|>How?<think>{SECRET}</think>{ANSWER}<|eot_id|>"),
        (f"Say </think> {SECRET}: ", f"Say </think> {SECRET}: {ANSWER}</s>"),
    ],
    ids=["template", "template that opens the thoughts", "token before", "marks in the prompt"],
)
def test_of_a_query_the_prompt_is_cut_then_the_reasoning(prompt: str, query: str) -> None:
    assert visible_after(prompt, query).text == ANSWER


@pytest.mark.parametrize(
    ("prompt", "query"),
    [
        ("", ANSWER),
        ("Another prompt", f"{CHATML}{ANSWER}"),
        (f"{CHATML}<think>\n", f"{CHATML}<think>\n{SECRET}"),
    ],
    ids=["no prompt", "another prompt", "thoughts that the template opened, without an end"],
)
def test_a_query_whose_response_cannot_be_told_has_no_visible_answer(
    prompt: str, query: str
) -> None:
    assert visible_after(prompt, query).text == ""


def test_earlier_turns_of_the_assistant_lose_their_reasoning_too() -> None:
    turns = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": "How?"},
        {"role": "assistant", "content": IN_TEXT["a block"], "reasoning_content": SECRET},
        {"role": "user", "content": [{"type": "text", "text": "And <think> then?"}]},
    ]

    assert conversation(turns) == (
        Message(role="system", content="Be brief."),
        Message(role="user", content="How?"),
        Message(role="assistant", content=ANSWER),
        Message(role="user", content="And <think> then?"),
    )
    assert conversation(CHATML) == ()


def test_only_this_module_makes_a_visible_answer() -> None:
    with pytest.raises(TypeError, match="only visible"):
        VisibleAnswer("text", None)
    with pytest.raises(AttributeError):
        visible("text").text = SECRET
    assert SECRET not in repr(visible(SECRET))


SOUND = "reward((), visible('<think>a</think>b'), 'id')"
UNSEEN = [
    "reward((), '<think>a</think>b', 'id')",
    "reward((), VisibleAnswer('b'), 'id')",
    "Answered(answer='b', case='id')",
]


def test_the_type_checker_refuses_an_answer_that_was_not_made_visible(tmp_path: Path) -> None:
    names = "from delibctl.reward.blind import VisibleAnswer, visible\n"
    names += "from delibctl.reward.core import Answered, Reward\nreward: Reward"
    (tmp_path / "lines.py").write_text("\n".join((names, SOUND, *UNSEEN, SOUND)) + "\n")

    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=skip"),
            *("lines.py", core.__file__, blind.__file__),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    errors = re.findall(r"^lines\.py:(\d+): error:", done.stdout, re.MULTILINE)
    assert sorted(set(errors)) == ["5", "6", "7"], done.stdout
