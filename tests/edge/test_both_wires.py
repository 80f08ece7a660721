"""The same question over both wires: it is sent alike, and what a server answers means the same."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest
from support.raw_server import Answer, raw_server
from support.situations import SITUATIONS, TEXT

from delibctl.edge.providers.requests.request_once import RequestResult, RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Failure, Message, ModelSpec, Question

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(
    messages=(
        Message(role="system", content="The policy."),
        Message(role="user", content="May I? \N{UMBRELLA}"),
    )
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a question came to; the defaults are those of a plain answer.

    `requests` is the number of them that the server saw.
    """

    kind: str = "answer"
    text: str = TEXT
    reasoning: str = ""
    blocked: bool = False
    finish: str = "stop"
    served: str = "served-1"
    fingerprint: str = "fp_1"
    read: int = 1000
    written: int = 50
    cached: int = 0
    thought: int = 0
    price: float | None = 0.003
    wait: float | None = None
    requests: int = 1


def failed(kind: str, **fields: Any) -> Outcome:
    nothing = {"text": "", "finish": "", "served": "", "fingerprint": "", "read": 0, "written": 0}
    return Outcome(**{"kind": kind, **nothing, "price": None, **fields})


UNCOUNTED: dict[str, Any] = {"read": 0, "written": 0, "price": None}

#: What LiteLLM alone would not understand, or would say in a word of its own.
MEANINGS = {
    "ended by eos": Outcome(text="Yes.", finish="eos"),
    "ended by an error": failed("server error"),
    "ended by abort": failed("server error"),
    "ended by a refusal": Outcome(text="Half", blocked=True, finish="refusal"),
    "ended by nothing": Outcome(text="Yes.", finish=""),
    "a tool call": failed("bad reply"),
    "a text in a text": Outcome(text="Yes."),
    "thoughts as thinking": Outcome(text="Yes.", reasoning="Let me see."),
    "thoughts as details": Outcome(text="Yes.", reasoning="Let me see."),
    "a tool call after all": failed("bad reply"),
    "filtered, ended by stop": Outcome(text="Half", blocked=True),
    "cut off, in a word of its own": Outcome(text="Half", finish="length"),
    "a filtered prompt": Outcome(
        text="", blocked=True, finish="content_filter", served="", fingerprint="", **UNCOUNTED
    ),
    "an old function call": failed("bad reply"),
    "a number as the text": Outcome(text="7"),
    "annotations": Outcome(),
    "an error without content": Outcome(),
    "text in parts": Outcome(text="Yes, you may."),
    "thoughts in parts": Outcome(text="Yes.", reasoning="Let me see."),
    "thoughts as a summary": Outcome(text="Yes.", reasoning="Let me see."),
    "reasoning in a table": Outcome(text="Yes.", reasoning="Let me see."),
    "a part that is a refusal": Outcome(text="I won't.", blocked=True),
    "empty parts": Outcome(text=""),
    "usage is a list": Outcome(**UNCOUNTED),
    "fractions": Outcome(**UNCOUNTED),
    "infinite": Outcome(**UNCOUNTED),
    "counts as text": Outcome(**UNCOUNTED),
    "counts below zero": Outcome(**UNCOUNTED),
    "a count is null": Outcome(**UNCOUNTED),
    "counts too large for an int": Outcome(**UNCOUNTED),
    # What is more than its whole was counted beside it, and is paid as well.
    "more cached than read": Outcome(read=2800, cached=1800, price=0.00525),
    "more reasoning than written": Outcome(written=550, thought=500, price=0.008),
    "thoughts in the total": Outcome(written=90, thought=40, price=0.0034),
    # A byte that is no text costs the place where it stands, not the answer.
    "invalid UTF-8": Outcome(served="served-\N{REPLACEMENT CHARACTER}"),
}


async def ask(url: str, wire: Any, name: str, **fields: Any) -> RequestResult:
    model = ModelSpec(
        alias="m", name=name, api_base=url, api_key_env="K_KEY", wire=wire, timeout=1.0, **fields
    )
    sender = RequestSender(model, {"K_KEY": "loopback/0123456789.wxyz"}, RateLimiter(1))
    try:
        return await sender.send(QUESTION)
    finally:
        await sender.close()


def outcome_of(result: RequestResult, requests: int) -> Outcome:
    reply = result.reply
    if isinstance(reply, Failure):
        return failed(str(reply.kind), requests=requests, wait=result.retry_after)
    usage = reply.usage
    return Outcome(
        text=reply.text,
        reasoning=reply.reasoning,
        blocked=reply.blocked,
        finish=reply.finish,
        served=reply.served,
        fingerprint=reply.fingerprint,
        read=usage.input,
        written=usage.output,
        cached=usage.cached,
        thought=usage.reasoning,
        price=None if usage.price is None else round(usage.price, 9),
        requests=requests,
    )


def asked(answer: Answer, wire: str, name: str, **fields: Any) -> tuple[Outcome, Any]:
    """What a question comes to over a wire, and the first request for it."""
    with raw_server(answer) as server:
        result = asyncio.run(ask(server.url, wire, name, **fields))
        first, *_ = server.requests
        headers = {name: first.headers.get(name) for name in ("authorization", "content-type")}
        sent = (first.first_line, headers, json.loads(first.body))
        return outcome_of(result, len(server.requests)), sent


@pytest.mark.parametrize("label", SITUATIONS)
def test_an_answer_means_the_same_over_both_wires(label: str) -> None:
    ours, we_sent = asked(SITUATIONS[label], "direct", "openai/gpt-4o")
    litellm, it_sent = asked(SITUATIONS[label], "litellm", "openai/gpt-4o")

    assert we_sent == it_sent
    assert ours == litellm
    assert ours == MEANINGS.get(label, ours)


#: LiteLLM has another client for this server.
PRICES: dict[str, Any] = {"input_price": 2.0, "output_price": 4.0, "cached_price": 0.5}


@pytest.mark.slow
@pytest.mark.parametrize("label", SITUATIONS)
def test_an_answer_of_a_server_of_ones_own_does_as_well(label: str) -> None:
    ours, we_sent = asked(SITUATIONS[label], "direct", "hosted_vllm/m", **PRICES)
    litellm, it_sent = asked(SITUATIONS[label], "litellm", "hosted_vllm/m", **PRICES)

    assert (ours, we_sent) == (litellm, it_sent)


#: From the number of tokens read, cached and written to the price of an answer.
PRICED: list[tuple[str, tuple[int, int, int], float]] = [
    ("an answer", (1000, 0, 50), 0.0022),
    ("cached", (1000, 800, 50), 0.001),
    ("cached as DeepSeek counts", (1000, 800, 50), 0.001),
    ("more cached than read", (2800, 1800, 50), 0.0031),
    ("reasoning", (1000, 0, 50), 0.0022),
    ("more reasoning than written", (1000, 0, 550), 0.0042),
    ("thoughts in the total", (1000, 0, 90), 0.00236),
]


@pytest.mark.parametrize(("label", "counts", "price"), PRICED, ids=[row[0] for row in PRICED])
def test_a_configured_price_counts_what_is_paid(
    label: str, counts: tuple[int, int, int], price: float
) -> None:
    found, _ = asked(SITUATIONS[label], "direct", "openai/mock", **PRICES)

    assert ((found.read, found.cached, found.written), found.price) == (counts, price)
