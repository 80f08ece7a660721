"""Money over both wires: whatever a provider reports, no more is spent than the limit.

A server on loopback counts the requests, each of which costs the same in truth.
"""

import asyncio
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.raw_server import Answer, http, raw, raw_server
from support.situations import USAGE, answers, completion

from delibctl.edge import event_loop
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.replies.usage import read_usage
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.providers.wire import WireResponse
from delibctl.model import Message, ModelSpec, Price, Question, Usage
from delibctl.run.budget import Budget
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.retry_paid import retry_paid

#: Of a request: 1,000 tokens read at $1 a million, and 50 written at $20 a million.
TRUE_PRICE = 0.002
PRICES: dict[str, Any] = {"input_price": 1.0, "output_price": 20.0}
QUESTION = Question(messages=(Message(role="user", content="x" * 2500),))
#: 1,000 tokens read and 60 written at most: each question reserves $0.0022.
MAX_TOKENS = 60
LIMIT = 0.0095
QUESTIONS = 12
RETRIES = Retries(attempts=3, base=0.0001)


def counting(**usage: Any) -> Answer:
    return answers(usage=USAGE | usage)


def cut(body: bytes) -> Answer:
    """Answer with the beginning of a body, and close the connection."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
    return raw(head + b"Content-Length: 9000\r\n\r\n" + body)


#: From a situation to its answer, and to the price that each request is known to cost.
UNKNOWN, KNOWN = None, TRUE_PRICE
ANSWERED: dict[str, tuple[Answer, float | None]] = {
    "as it should be": (answers(), KNOWN),
    "no usage": (answers(usage=None), UNKNOWN),
    "usage is a text": (answers(usage="many"), UNKNOWN),
    "usage is a list": (answers(usage=[1000, 50]), UNKNOWN),
    "zero": (counting(prompt_tokens=0, completion_tokens=0, total_tokens=0), UNKNOWN),
    "nothing written": (counting(completion_tokens=0, total_tokens=1000), UNKNOWN),
    "nothing read": (counting(prompt_tokens=0, total_tokens=50), UNKNOWN),
    "below zero": (counting(prompt_tokens=-1000, total_tokens=-950), UNKNOWN),
    "fractions": (counting(completion_tokens=0.5), UNKNOWN),
    "as text": (counting(prompt_tokens="1000"), UNKNOWN),
    "true": (counting(completion_tokens=True), UNKNOWN),
    "null": (counting(completion_tokens=None), UNKNOWN),
    "huge": (counting(prompt_tokens=10**30), UNKNOWN),
    "the total is lower": (counting(total_tokens=100), UNKNOWN),
    "the total is higher": (counting(total_tokens=5000), UNKNOWN),
    "the total is no number": (counting(total_tokens="all"), UNKNOWN),
    "thoughts are no number": (
        counting(completion_tokens_details={"reasoning_tokens": "many"}),
        UNKNOWN,
    ),
    "thoughts below zero": (
        counting(completion_tokens_details={"reasoning_tokens": -40}),
        UNKNOWN,
    ),
    "thoughts beside": (
        counting(
            completion_tokens=10,
            total_tokens=1050,
            completion_tokens_details={"reasoning_tokens": 40},
        ),
        KNOWN,
    ),
    "more thoughts than written": (
        counting(completion_tokens=0, completion_tokens_details={"reasoning_tokens": 50}),
        KNOWN,
    ),
    "thoughts at the top": (
        counting(completion_tokens=10, total_tokens=1050, reasoning_tokens=40),
        KNOWN,
    ),
    "more cached than read": (
        counting(prompt_tokens=200, total_tokens=250, prompt_tokens_details={"cached_tokens": 800}),
        KNOWN,
    ),
    "cached beside": (
        counting(prompt_tokens=600, prompt_tokens_details={"cached_tokens": 400}),
        KNOWN,
    ),
    "cached below zero": (counting(prompt_tokens_details={"cached_tokens": -900}), UNKNOWN),
    "a cost of the provider's own": (counting(cost=0.0, cost_details={"upstream": 0}), KNOWN),
    "a cost below zero": (counting(cost=-5), KNOWN),
    "a cheaper tier": (answers(service_tier="flex"), KNOWN),
    "blocked": (answers("", "content_filter"), KNOWN),
    "blocked without usage": (answers("", "content_filter", usage=None), UNKNOWN),
    "cut off": (answers("Half", "length"), KNOWN),
}
#: Answers that are none, and are asked again.
FAILED: dict[str, Answer] = {
    "empty": answers(""),
    "half": answers("Half", "error"),
    "half without usage": answers("Half", "abort", usage=None),
    "paused": answers("Half", "pause_turn"),
    "a call of a tool": answers("Half", "tool_calls"),
    "an error beside a choice": answers(error={"message": "it broke", "code": 502}),
    "an error with usage": http(502, {"error": {"message": "it broke"}, "usage": USAGE}),
    "overloaded with usage": http(503, {"error": {"message": "overloaded"}, "usage": USAGE}),
    "cut in its body": cut(b'{"id":"x","choices":[{"index":0,"message":{"content":"I can'),
    "cut before its body": cut(b""),
}


def asked_until_the_limit(answer: Answer, name: str, wire: Any) -> tuple[int, list[Any]]:
    """Return the number of requests, and what the questions came to."""
    model = ModelSpec(
        alias="m", name=name, api_key_env="K_KEY", wire=wire, max_tokens=MAX_TOKENS, **PRICES
    )
    budget = Budget(LIMIT)
    found: list[Any] = []

    async def ask_all(url: str) -> None:
        at_server = replace(model, api_base=url)
        provider = Provider(at_server, {"K_KEY": "k-0123456789"}, Random(1), RETRIES)
        price = Price(input=1e-6, output=20e-6)
        asking = retry_paid(
            budget.guarded(provider.ask, price, MAX_TOKENS), RETRIES.attempts, lambda _try: 0.0
        )

        async def ask_some() -> None:
            for _ in range(QUESTIONS // 3):
                result = await asking(QUESTION)
                found.append(result)

        try:
            results = await asyncio.gather(*(ask_some() for _ in range(3)), return_exceptions=True)
        finally:
            await provider.close()
        found.extend(result for result in results if isinstance(result, LimitReached))

    with raw_server(answer) as server:
        event_loop.run(ask_all(server.url))
        return len(server.requests), found


WIRES = [
    ("openai/mock", "direct"),
    ("openai/mock", "litellm"),
    pytest.param("hosted_vllm/m", "litellm", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("name", "wire"), WIRES)
@pytest.mark.parametrize("label", ANSWERED)
def test_answers_never_pass_the_limit(label: str, name: str, wire: str) -> None:
    answer, price = ANSWERED[label]

    requests, found = asked_until_the_limit(answer, name, wire)

    assert 3 <= requests <= LIMIT / TRUE_PRICE
    replies = [result for result in found if not isinstance(result, LimitReached)]
    assert len(replies) == requests
    for reply in replies:
        known = None if reply.usage.price is None else pytest.approx(reply.usage.price)
        assert (reply.usage.counted, known) == (price is not None, price)


@pytest.mark.parametrize(("name", "wire"), WIRES)
@pytest.mark.parametrize("label", FAILED)
def test_failed_answers_never_pass_the_limit_either(label: str, name: str, wire: str) -> None:
    requests, found = asked_until_the_limit(FAILED[label], name, wire)

    assert 3 <= requests <= LIMIT / TRUE_PRICE
    assert sum(result.attempts for result in found if not isinstance(result, LimitReached)) == (
        requests
    )
    assert any(isinstance(result, LimitReached) for result in found)


def test_a_free_model_costs_nothing_even_where_nothing_is_counted() -> None:
    free = ModelSpec(alias="m", name="openai/m", input_price=0.0, output_price=0.0)
    response = WireResponse(body=completion(usage=None))

    assert read_usage(response, free, wrote=True) == Usage(price=0.0)
