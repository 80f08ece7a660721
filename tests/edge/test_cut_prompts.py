"""A prompt that a server cut is told from the tokens that it counts, and never for no reason."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.raw_server import http, raw_server
from tiktoken import get_encoding

from delibctl.edge.providers.knowledge.tokens import count_tokens
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.replies.fewest_tokens import fewest_tokens
from delibctl.edge.providers.requests.retries import Retries
from delibctl.model import (
    Failure,
    FailureKind,
    Message,
    ModelSpec,
    Question,
    Reply,
    ReplyForm,
    Usage,
)

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

POLICY = "The assistant weighs what is asked against what the office would allow, and why. " * 250
QUESTION = Question(
    messages=(Message(role="system", content=POLICY), Message(role="user", content="May I ask?")),
    form=ReplyForm.PROMPT,
)
SENT = fewest_tokens(POLICY) + fewest_tokens("May I ask?")


def openai(**usage: Any) -> Any:
    choice = {"index": 0, "message": {"role": "assistant", "content": "Yes."}}
    return {
        "id": "1",
        "model": "m",
        "choices": [{**choice, "finish_reason": "stop"}],
        "usage": {"completion_tokens": 5} | usage,
    }


def ollama(read: int) -> Any:
    return {
        "model": "m",
        "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": "Yes."},
        "done": True,
        "done_reason": "stop",
        "prompt_eval_count": read,
        "eval_count": 5,
    }


def claude(**usage: int) -> Any:
    return {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [{"type": "text", "text": "Yes."}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"output_tokens": 5, **usage},
    }


def asked(
    name: str, *bodies: Any, wire: str = "auto", v1: bool = True, question: str = "May I ask?"
) -> list[Reply | Failure]:
    """Ask the same question once for each body with which a server answers."""
    messages = (QUESTION.messages[0], Message(role="user", content=question))

    async def ask(url: str) -> list[Reply | Failure]:
        spec = ModelSpec(alias="m", name=name, api_base=url, api_key_env="K", wire=wire)
        environment = {"K": "loopback/0123456789.wxyz"}
        provider = Provider(spec, environment, Random(1), Retries(attempts=1))
        try:
            return [
                await provider.ask(replace(QUESTION, messages=messages, repeat=n))
                for n in range(len(bodies))
            ]
        finally:
            await provider.close()

    pending = iter(bodies)
    with raw_server(lambda *given: http(200, next(pending))(*given)) as server:
        url = server.url if v1 else server.url.removesuffix("/v1")
        return asyncio.run(ask(url))


OPTIONS: list[tuple[str, str, bool, Callable[[int], Any], str]] = [
    ("ollama_chat/m", "auto", False, ollama, "raise num_ctx"),
    ("ollama/m", "auto", True, lambda n: openai(prompt_tokens=n), "raise num_ctx"),
    ("hosted_vllm/m", "direct", True, lambda n: openai(prompt_tokens=n), "raise --max-model-len"),
    ("hosted_vllm/m", "litellm", True, lambda n: openai(prompt_tokens=n), "raise --max-model-len"),
    ("llamafile/m", "direct", True, lambda n: openai(prompt_tokens=n), "raise --ctx-size"),
    (
        *("lm_studio/m", "direct", True, lambda n: openai(prompt_tokens=n)),
        "raise the context length in LM Studio",
    ),
    (
        *("openai/m", "litellm", True, lambda n: openai(prompt_tokens=n)),
        "raise the context of the server (num_ctx, --ctx-size, --max-model-len)",
    ),
]


@pytest.mark.parametrize(
    ("name", "wire", "v1", "body", "remedy"), OPTIONS, ids=[f"{r[0]} {r[1]}" for r in OPTIONS]
)
def test_a_cut_prompt_breaks_the_trial_and_names_the_option(
    name: str, wire: str, v1: bool, body: Callable[[int], Any], remedy: str
) -> None:
    (found,) = asked(name, body(2050), wire=wire, v1=v1)

    assert isinstance(found, Failure), found
    sent = f"{round(SENT, -2):,}"
    assert found.kind is FailureKind.CONTEXT
    assert found.message == f"the server read about 2,000 of {sent} tokens: {remedy}"
    assert found.notes == (f"the server does not read whole prompts: {remedy}",)
    assert found.usage is not None
    assert found.usage.input == 2050


def shares() -> dict[str, tuple[int, str]]:
    return {
        "whole": (SENT, "reply"),
        "95 %": (-(-95 * SENT // 100), "reply"),
        "under 95 %": (95 * SENT // 100 - 1, "doubt"),
        "80 %": (-(-80 * SENT // 100), "doubt"),
        "under 80 %": (80 * SENT // 100 - 1, "cut"),
        "not counted": (0, "reply"),
        "without the system message": (12, "cut"),
    }


@pytest.mark.parametrize("label", shares())
def test_the_share_that_was_read_decides(label: str) -> None:
    read, expected = shares()[label]
    (found,) = asked("openai/m", openai(prompt_tokens=read), wire="direct")

    doubt = "cut" if isinstance(found, Failure) else "doubt" if found.notes else "reply"
    assert doubt == expected


def test_a_server_that_leaves_out_the_system_message_is_told() -> None:
    (found,) = asked("openai/m", openai(prompt_tokens=12), wire="direct")

    assert isinstance(found, Failure), found
    assert "tokens, as if it left out the system message: " in found.message


LONG_QUESTION = "How long does it take until a permit to keep bees is granted in the city? " * 3


@pytest.mark.parametrize("read", [1, 10])
@pytest.mark.parametrize("wire", ["direct", "litellm"])
def test_a_count_below_the_question_itself_is_no_count(read: int, wire: str) -> None:
    (found,) = asked("openai/m", openai(prompt_tokens=read), wire=wire, question=LONG_QUESTION)

    assert isinstance(found, Reply), found
    assert found.usage == Usage()
    assert found.notes == (
        "the server counts fewer tokens than the question has, so tokens and prices are unknown, "
        "and whether it reads whole prompts",
    )


def test_a_long_question_that_was_cut_is_no_wrong_count() -> None:
    (found,) = asked("openai/m", openai(prompt_tokens=2050), question=LONG_QUESTION * 100)

    assert isinstance(found, Failure), found
    assert found.kind is FailureKind.CONTEXT


BESIDE = [
    ("openai/m", openai(prompt_tokens=10, cache_read_input_tokens=SENT), "direct"),
    ("openai/m", openai(prompt_tokens=10, cache_creation_input_tokens=SENT), "direct"),
    (
        "openai/m",
        openai(prompt_tokens=10, prompt_tokens_details={"cached_tokens": SENT}),
        "direct",
    ),
    ("anthropic/claude-sonnet-4-5", claude(input_tokens=10, cache_read_input_tokens=SENT), "auto"),
    (
        "anthropic/claude-sonnet-4-5",
        claude(input_tokens=10, cache_creation_input_tokens=SENT),
        "auto",
    ),
]


@pytest.mark.parametrize(("name", "body", "wire"), BESIDE)
def test_tokens_of_a_cache_were_read_as_well(name: str, body: Any, wire: str) -> None:
    (found,) = asked(name, body, wire=wire, v1="anthropic" not in name)

    assert isinstance(found, Reply), found
    assert found.notes == ()


def test_a_prompt_that_was_once_read_whole_is_not_cut_later() -> None:
    """Ollama counted only what was not in its cache, up to version 0.3."""
    whole, cached = asked("ollama_chat/m", ollama(SENT), ollama(600), v1=False)

    assert isinstance(whole, Reply)
    assert isinstance(cached, Reply)


def test_an_answer_of_the_filter_says_nothing_about_the_prompt() -> None:
    body = openai(prompt_tokens=12)
    body["choices"][0]["finish_reason"] = "content_filter"
    (found,) = asked("openai/m", body, wire="direct")

    assert isinstance(found, Reply)
    assert found.blocked


TEXTS = {
    "English": "The assistant must not give instructions for forging documents, or permits. " * 20,
    "markdown": '## Style: **hard-refusal**\n\n- Say no; offer help.\n- `must`: "stop"\n' * 20,
    "a table": "| id | title |\n|----------|----------|\n| a.b | Forging |\n" * 30,
    "JSON": json.dumps([{"id": "a.b", "must": ["x", "y"], "n": 1.5}] * 30),
    "JSON, indented": json.dumps([{"id": "a.b", "must": ["x", "y"], "n": 1.5}] * 30, indent=2),
    "code": "    def f(self, x: int) -> int:\n        return self.x[x] if x else -1\n\n" * 20,
    "addresses": "See https://www.example.org/path/page.html?x=1&y=2 and docs/a/b.md. " * 20,
    "base64": "SGVsbG8gd29ybGQhIFRoaXMgaXMgYSBsb25nIGxpbmUgb2YgYmFzZTY0IGRhdGE=" * 20,
    "hexadecimal": "9f64035508c512c71b4b6ad7c0b4bceea843" * 20,
    "digits": "3.14159265358979 2,000,000 2026-01-01 " * 30,
    "one character": "a" * 5000 + "=" * 5000 + " " * 5000 + "\n" * 500,
    "German": "Donaudampfschifffahrtsgesellschaftskapitän und Rechtsschutzversicherungen. " * 20,
    "French": "L'assistant ne doit pas donner d'instructions pour falsifier des papiers. " * 20,
    "Finnish": "Epäjärjestelmällistyttämättömyydellänsäkäänköhän se on mahdollista? " * 20,
    "Russian": "Помощник не должен давать указаний по подделке документов. " * 20,
    "Greek": "Ο βοηθός δεν πρέπει να δίνει οδηγίες για πλαστογραφία εγγράφων. " * 20,
    "Arabic": "لا يجوز للمساعد أن يقدم تعليمات لتزوير الوثائق الرسمية أو التصاريح. " * 20,
    "Hebrew": "אסור לעוזר לתת הוראות לזיוף מסמכים רשמיים או היתרים. " * 20,
    "Hindi": "सहायक को आधिकारिक दस्तावेज़ों की जालसाज़ी के निर्देश नहीं देने चाहिए। " * 20,
    "Chinese": "助手不得提供伪造官方文件、许可证或标牌的说明。因为这是我们的工作。" * 20,
    "Japanese": "アシスタントは公文書の偽造方法を教えてはいけません。ありがとうございます。" * 20,
    "Korean": "도우미는 공식 문서를 위조하는 방법을 알려 주어서는 안 됩니다. " * 20,
    "Thai": "ผู้ช่วยต้องไม่ให้คำแนะนำในการปลอมแปลงเอกสารราชการหรือใบอนุญาต" * 20,
    "Burmese": "အထောက်အကူပြုသူသည် စာရွက်စာတမ်းများကို အတုပြုလုပ်ရန် ညွှန်ကြားချက်များ မပေးရပါ။" * 20,
    "Khmer": "ជំនួយការមិនត្រូវផ្តល់ការណែនាំសម្រាប់ការក្លែងបន្លំឯកសារផ្លូវការទេ។" * 20,
    "Vietnamese": "Trợ lý không được hướng dẫn cách làm giả giấy tờ chính thức. " * 20,
    "emoji": "👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 😂😂😂😂 ❤️ " * 30,
    "nothing": "",
}


@pytest.mark.parametrize("encoding", ["cl100k_base", "o200k_base"])
@pytest.mark.parametrize("label", TEXTS)
def test_the_lower_estimate_is_never_above_what_a_tokenizer_counts(
    label: str, encoding: str
) -> None:
    # This call makes the tokenizers of LiteLLM known to tiktoken.
    count_tokens(ModelSpec(alias="m", name="openai/gpt-4o"), [])
    text = TEXTS[label]
    tokens = len(get_encoding(encoding).encode(text, disallowed_special=()))

    assert fewest_tokens(text) <= 0.95 * tokens


def test_of_english_prose_the_estimate_finds_most() -> None:
    count_tokens(ModelSpec(alias="m", name="openai/gpt-4o"), [])
    tokens = len(get_encoding("o200k_base").encode(POLICY))

    assert fewest_tokens(POLICY) >= 0.7 * tokens
