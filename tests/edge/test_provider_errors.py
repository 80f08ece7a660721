"""Every provider's answers and complaints over both wires: the kind is right in every cell."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support.providers.gateways import GATEWAYS
from support.providers.hosted import HOSTED
from support.providers.native import NATIVE
from support.providers.own_servers import OWN_SERVERS
from support.providers.shape import Provider
from support.raw_server import Answer, RawServer, http, raw_server, silent
from support.situations import completion

from delibctl.edge.providers.requests.request_once import RequestResult, RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.edge.rate_limit.sliding_window import Attempt
from delibctl.model import Failure, FailureKind, Message, ModelSpec, Question, ReplyForm

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

PROVIDERS = HOSTED | GATEWAYS | OWN_SERVERS | NATIVE
QUESTION = Question(
    messages=(
        Message(role="system", content="The policy."),
        Message(role="user", content="May I?"),
    ),
    form=ReplyForm.PROMPT,
)
ROWS = [
    (name, wire, model)
    for name, provider in PROVIDERS.items()
    for wire, model in (
        ("direct", "openai/m" if provider.direct else None),
        ("litellm", provider.litellm),
    )
    if model
]


def meaning(result: RequestResult) -> str:
    """What a result means, in the words of the tables."""
    reply = result.reply
    if isinstance(reply, Failure):
        wait = "" if result.retry_after is None else f", {result.retry_after:g} s"
        turned_down = (FailureKind.BAD_REQUEST, FailureKind.UNSUPPORTED)
        if reply.attempts > 1 and reply.kind in turned_down:  # asked in every form
            return "form turned down"
        return f"{reply.kind}{wait}"
    if reply.blocked:
        return "blocked"
    return "cut off" if reply.finish == "length" else "answer"


async def row(
    provider: Provider, wire: Any, name: str, url: str, say: Callable[[Answer], None]
) -> tuple[dict[str, str], int]:
    """What each answer of a provider means, each to a model that was never asked before.

    With the number of requests that it took.
    """
    found, requests = {}, 0
    model = ModelSpec(
        alias="m",
        name=name,
        api_base=url,
        api_key_env="K_KEY",
        wire=wire,
        timeout=5.0,
        params=dict(provider.params) if wire == "litellm" else {},
    )
    for column, answer in provider.cells.items():
        say(answer)
        form = ReplyForm.AUTO if column == "unsupported form" else ReplyForm.PROMPT
        sender = RequestSender(model, {"K_KEY": "loopback/0123456789.wxyz"}, RateLimiter(1))
        try:
            result = await sender.send(replace(QUESTION, form=form))
        finally:
            await sender.close()
        found[column] = meaning(result)
        requests += result.reply.attempts
    return found, requests


#: Rows of LiteLLM that an ordinary run tries: one for each of its ways to ask. The other rows of it
#: are slow, as every first question of a model takes it a while.
DRAWN = {"OpenAI", "OpenRouter", "vLLM", *NATIVE}


@pytest.mark.parametrize(
    ("name", "wire", "model"),
    [
        pytest.param(
            *row,
            id=f"{row[0]}, {row[1]}",
            marks=() if row[1] == "direct" or row[0] in DRAWN else pytest.mark.slow,
        )
        for row in ROWS
    ],
)
def test_the_kind_is_right_in_every_cell(name: str, wire: str, model: str) -> None:
    provider = PROVIDERS[name]
    said: list[Answer] = []

    def last(connection: socket.socket, server: RawServer) -> None:
        said[-1](connection, server)

    with raw_server(last) as server:
        found, requests = asyncio.run(row(provider, wire, model, server.url, said.append))

    assert found == provider.expected
    assert len(server.requests) == requests


PAGE = http(200, b"<!doctype html><title>Sign in</title>")
NOT_COMPLETIONS: dict[str, Answer] = {
    "a page": PAGE,
    "a page as text": http(200, b"<title>Sign in</title>", Content_Type="text/plain"),
    "a page called JSON": http(200, b"<title>Sign in</title>", Content_Type="application/json"),
    "no choices": http(200, completion() | {"choices": []}),
    "choices are null": http(200, completion() | {"choices": None}),
    "an old completion": http(200, completion() | {"choices": [{"text": "Yes."}]}),
    "a greeting": http(200, {"status": "ok", "message": "It works!"}),
    "a list": http(200, []),
    "nothing": http(200),
    "status 204": http(204),
    "a stream of events": http(200, b"data: {}\n\n", Content_Type="text/event-stream"),
    "a redirect": http(301, Location="/login"),
    "405": http(405, b"<html>405 Not Allowed</html>"),
    "501": http(501),
    "404 as a page": http(404, b"<html>404 Not Found</html>"),
}
both_wires = pytest.mark.parametrize("wire", ["direct", "litellm"])


def asked(answers: list[Answer], wire: Any) -> tuple[list[tuple[str, int]], list[str], int]:
    """The kinds and attempts of questions in turn, their messages, and the requests for them."""
    left = list(answers)

    def next_one(connection: socket.socket, server: RawServer) -> None:
        left.pop(0)(connection, server)

    async def ask(url: str) -> list[RequestResult]:
        model = ModelSpec(
            alias="m", name="openai/m", api_base=url, api_key_env="K_KEY", wire=wire, timeout=5.0
        )
        sender = RequestSender(model, {"K_KEY": "loopback/0123456789.wxyz"}, RateLimiter(1))
        try:
            return [await sender.send(replace(QUESTION, repeat=n)) for n in range(len(answers))]
        finally:
            await sender.close()

    with raw_server(next_one) as server:
        results = asyncio.run(ask(server.url))
        messages = [r.reply.message for r in results if isinstance(r.reply, Failure)]
        kinds = [(meaning(result), result.reply.attempts) for result in results]
        return kinds, messages, len(server.requests)


@both_wires
def test_what_is_no_completion_stops_a_model_that_never_answered_in_one_wording(wire: str) -> None:
    for label, answer in NOT_COMPLETIONS.items():
        kinds, messages, requests = asked([answer, http(200, completion())], wire)

        assert (label, kinds, requests) == (label, [("address", 1), ("address", 0)], 1)
        wording = "the server answered, but with no completion: is `api_base` right?"
        assert all(message.startswith(wording) for message in messages)


@both_wires
def test_what_is_no_completion_breaks_one_trial_of_a_model_that_has_answered(wire: str) -> None:
    for label, answer in NOT_COMPLETIONS.items():
        good = http(200, completion())
        kinds, _, requests = asked([good, answer, good], wire)

        expected = [("answer", 1), ("bad reply", 1), ("answer", 1)]
        assert (label, kinds, requests) == (label, expected, 3)


@both_wires
def test_a_filter_that_answers_with_403_does_not_end_a_run(wire: str) -> None:
    cells = PROVIDERS["OpenRouter"].cells
    kinds, _, requests = asked([cells["block"], cells["block"], http(200, completion())], wire)

    assert kinds == [("blocked", 1), ("blocked", 1), ("answer", 1)]
    assert requests == 3


class Noted(RateLimiter):
    """Notes how often it was told to slow down."""

    told = 0

    def overloaded(self, attempt: Attempt, retry_after: float | None = None) -> None:
        self.told += 1
        super().overloaded(attempt, retry_after)


@pytest.mark.parametrize(
    ("answer", "told"), [(silent, 1), (http(503), 1), (http(500), 0), (http(200, completion()), 0)]
)
def test_a_timeout_slows_a_provider_down_as_an_overload_does(answer: Answer, told: int) -> None:
    async def ask(url: str) -> Noted:
        limiter = Noted(4)
        model = ModelSpec(alias="m", name="openai/m", api_base=url, timeout=0.2)
        sender = RequestSender(model, {}, limiter)
        await sender.send(QUESTION)
        await sender.close()
        return limiter

    with raw_server(answer) as server:
        assert asyncio.run(ask(server.url)).told == told
