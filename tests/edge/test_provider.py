"""One question to a model over a real socket: what is sent, what is kept, how often it is asked."""

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.wire.anthropic_messages import ANTHROPIC
from support.wire.ollama_chat import OLLAMA
from support.wire.openai_chat import (
    HOSTED_VLLM,
    HOSTED_VLLM_BY_LITELLM,
    OPENAI,
    OPENAI_BY_LITELLM,
)
from support.wire.shape import Wire

from delibctl.edge.on_the_wire import told
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
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
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.retry_paid import retry_paid

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

WIRES = [OPENAI, OPENAI_BY_LITELLM, HOSTED_VLLM, HOSTED_VLLM_BY_LITELLM, ANTHROPIC, OLLAMA]
over_every_wire = pytest.mark.parametrize("wire", WIRES, ids=str)
KEY = "loopback/0123456789.wxyz"
POLICY = "The policy.\n### [a.b] Title\nStyle: comply\nThe assistant may."
QUESTION = Question(
    messages=(Message(role="system", content=POLICY), Message(role="user", content="May I?"))
)
#: From the number of a request to the fault that it meets.
Faults = Callable[[int], str | None]


def in_turn(*faults: str | None) -> Faults:
    return lambda number: faults[number] if number < len(faults) else None


NONE = in_turn()


def always(fault: str) -> Faults:
    return lambda _number: fault


def server_of(wire: Wire = OPENAI, faults: Faults = NONE, **details: Any) -> ChatServer:
    return ChatServer(
        answer=first_clause, wire=wire, fault=lambda number, _request: faults(number), **details
    )


def asked(
    server: ChatServer,
    questions: Iterable[Question] = (QUESTION,),
    *,
    attempts: int = 6,
    waiting: Callable[[Failure], None] = lambda _failure: None,
    limiter: RateLimiter | None = None,
    **model: Any,
) -> list[Reply | Failure]:
    """Ask the questions, all at once."""

    async def ask() -> list[Reply | Failure]:
        spec = ModelSpec(
            alias="m",
            name=model.pop("name", server.wire.model),
            api_base=server.url,
            api_key_env="WIRE_KEY",
            wire=server.wire.asked,
            **model,
        )
        retries = Retries(attempts=attempts, base=0.001)
        provider = Provider(spec, {"WIRE_KEY": KEY}, Random(1), retries, waiting, limiter)
        try:
            ask = retry_paid(provider.ask, attempts, lambda _try: 0.001, waiting)
            return await asyncio.gather(*(ask(question) for question in questions))
        finally:
            await provider.close()

    with serving(server):
        return asyncio.run(ask())


KINDS = {
    "429": FailureKind.RATE_LIMIT,
    "500": FailureKind.SERVER,
    "overloaded": FailureKind.OVERLOADED,
    "quota": FailureKind.QUOTA,
    "unpaid": FailureKind.QUOTA,
    "context": FailureKind.CONTEXT,
    "a quota per minute": FailureKind.RATE_LIMIT,
    "a limit that one can pay for": FailureKind.RATE_LIMIT,
    "unknown parameter": FailureKind.UNSUPPORTED,
    "bad request": FailureKind.BAD_REQUEST,
    "unauthorized": FailureKind.AUTH,
    "forbidden": FailureKind.FORBIDDEN,
    "no such model": FailureKind.UNKNOWN_MODEL,
    "broken with 200": FailureKind.SERVER,
    "not json": FailureKind.BAD_REPLY,
    "dropped": FailureKind.CONNECTION,
}
MET = [
    (wire, fault)
    for wire in WIRES
    for fault in KINDS
    if fault in wire.errors or fault in ("not json", "dropped")
]


@pytest.mark.parametrize(("wire", "fault"), MET, ids=[f"{w}, {f}" for w, f in MET])
def test_what_goes_wrong_is_told_apart_and_holds_no_key(wire: Wire, fault: str) -> None:
    server = server_of(wire, always(fault))
    question = replace(QUESTION, form=ReplyForm.PROMPT)
    (found,) = asked(server, [question], attempts=1)

    assert isinstance(found, Failure), found
    assert (found.kind, found.attempts) == (KINDS[fault], 1)
    assert len(server.requests) == 1
    assert KEY not in found.message
    assert "Exception" not in found.message
    assert "{" not in found.message


@over_every_wire
def test_requests_are_counted_to_the_last(wire: Wire) -> None:
    server = server_of(wire, in_turn("500", "dropped", "not json", "empty", "429"))
    told: list[Failure] = []
    (found,) = asked(server, [replace(QUESTION, form=ReplyForm.PROMPT)], waiting=told.append)

    assert isinstance(found, Reply)
    assert found.attempts == len(server.requests) == 6
    assert [failure.kind for failure in told] == [
        FailureKind.SERVER,
        FailureKind.CONNECTION,
        FailureKind.BAD_REPLY,
        FailureKind.BAD_REPLY,
        FailureKind.RATE_LIMIT,
    ]


@over_every_wire
def test_a_failure_counts_its_requests_as_well(wire: Wire) -> None:
    server = server_of(wire, always("overloaded"))
    (found,) = asked(server, attempts=3)

    assert isinstance(found, Failure)
    assert (found.kind, found.attempts) == (FailureKind.OVERLOADED, 3)
    assert len(server.requests) == 3


@over_every_wire
def test_a_form_that_is_turned_down_costs_a_request_and_no_try(wire: Wire) -> None:
    server = server_of(wire, in_turn("no schema", "no schema"))
    (found,) = asked(server, attempts=1)

    assert isinstance(found, Reply)
    assert (found.form, found.attempts) == (ReplyForm.PROMPT, 3)
    assert len(server.requests) == 3


def test_questions_that_wait_learn_from_the_first_which_form_is_taken() -> None:
    server = server_of(OPENAI, in_turn("no schema", "no schema"))
    found = asked(server, [replace(QUESTION, repeat=n) for n in range(5)])

    assert sum(reply.attempts for reply in found) == len(server.requests) == 7


@over_every_wire
def test_an_empty_reply_is_asked_for_again_and_paid_for(wire: Wire) -> None:
    (found,) = asked(server_of(wire, in_turn("empty")), input_price=1.0, output_price=1.0)

    assert isinstance(found, Reply)
    assert found.text
    assert found.attempts == 2
    assert (found.usage.input, found.usage.output) == (200, 40)
    assert found.usage.price == pytest.approx(240 / 1e6)


def test_a_failure_says_what_empty_replies_before_it_used() -> None:
    server = server_of(OPENAI, in_turn("empty", "empty", "500", "500", "500"))

    (found,) = asked(server, attempts=3, input_price=1.0, output_price=1.0)

    assert isinstance(found, Failure)
    # Each question of its own has its tries.
    assert found.attempts == 5
    assert found.usage is not None
    assert found.usage.price == pytest.approx((found.usage.input + found.usage.output) / 1e6)
    assert found.usage.price
    assert found.usage.price > 0


@over_every_wire
def test_a_reply_that_stays_empty_is_returned_as_it_is(wire: Wire) -> None:
    server = server_of(wire, always("empty"))
    (found,) = asked(server, attempts=3)

    assert isinstance(found, Reply)
    assert (found.text, found.attempts) == ("", 3)
    assert len(server.requests) == 3


@pytest.mark.parametrize("ending", ["cut", "filtered", "refusal"])
def test_what_was_cut_off_or_blocked_is_not_asked_again(ending: str) -> None:
    server = server_of(OPENAI, always(ending))
    (found,) = asked(server)

    assert isinstance(found, Reply)
    assert len(server.requests) == found.attempts == 1


def test_a_model_that_has_replied_is_not_unknown_later() -> None:
    server = server_of(OPENAI, in_turn(None, "no such model"))
    found = asked(server, [QUESTION, replace(QUESTION, repeat=2)], limiter=RateLimiter(1))

    assert [(type(reply), reply.attempts) for reply in found] == [(Reply, 1), (Reply, 2)]


def test_parameters_are_passed_as_they_are() -> None:
    server = server_of()
    asked(server, params={"top_p": 0.5, "extra_body": {"frobnicate": {"deep": [1]}}})

    assert server.requests[0]["top_p"] == 0.5
    assert server.requests[0]["frobnicate"] == {"deep": [1]}


def test_a_parameter_that_the_provider_does_not_take_is_an_error_and_sends_nothing() -> None:
    server = server_of(ANTHROPIC)

    with pytest.raises(DelibctlError, match="does not support the parameter 'logit_bias'"):
        asked(server, params={"logit_bias": {"1": 2}})

    assert server.requests == []


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("anthropic/claude-sonnet-4-5", [True, False]),
        ("anthropic/some-other-model", [False, False]),
    ],
)
def test_only_the_policy_is_marked_to_be_kept(name: str, marked: list[bool]) -> None:
    own = Message(role="system", content="The case's own.")
    server = server_of(ANTHROPIC)
    messages = (QUESTION.messages[0], own, QUESTION.messages[1])
    asked(server, [replace(QUESTION, messages=messages)], name=name)

    assert ["cache_control" in block for block in server.requests[0]["system"]] == marked


@pytest.mark.parametrize("name", ["openai/gpt-4o", "openai/mock"])
def test_a_provider_that_keeps_by_itself_is_told_nothing(name: str) -> None:
    server = server_of()
    asked(server, name=name)

    assert "cache_control" not in json.dumps(server.requests)


def test_what_was_read_from_a_cache_has_its_own_price() -> None:
    prices: dict[str, Any] = {"input_price": 10.0, "output_price": 1.0}
    (same,) = asked(server_of(cached=80), **prices)
    (found,) = asked(server_of(cached=80), cached_price=0.5, **prices)

    assert isinstance(same, Reply)
    assert isinstance(found, Reply)
    assert same.usage == Usage(input=100, output=20, cached=80, price=1020 / 1e6)
    assert found.usage == Usage(input=100, output=20, cached=80, price=(200 + 40 + 20) / 1e6)


def provider_of(server: ChatServer) -> Provider:
    spec = ModelSpec(alias="m", name=server.wire.model, api_base=server.url, wire=server.wire.asked)
    return Provider(spec, {"OPENAI_API_KEY": KEY}, Random(1), Retries(attempts=1))


@pytest.mark.parametrize("wire", [OPENAI, OPENAI_BY_LITELLM], ids=str)
def test_a_deadline_leaves_an_answer_under_way_the_time_to_come(wire: Wire) -> None:
    async def asked_late(server: ChatServer) -> Reply | Failure:
        provider = provider_of(server)
        await provider.ask(QUESTION)  # loads what a wire loads with its first question
        server.delay = 0.6
        end = time.monotonic() + 0.3
        limited = with_deadline(provider.ask, end, time.monotonic, "1s", told)
        try:
            return await limited(QUESTION)
        finally:
            await provider.close()

    with serving(server_of(wire)) as server:
        assert isinstance(asyncio.run(asked_late(server)), Reply)


def test_a_provider_that_is_closed_leaves_their_connections_to_others_of_its_loop() -> None:
    async def closed_while_another_waits(first: ChatServer, second: ChatServer) -> Any:
        closed, other = provider_of(first), provider_of(second)
        await closed.ask(QUESTION)
        waiting = asyncio.ensure_future(other.ask(QUESTION))
        while not second.requests:
            await asyncio.sleep(0.01)
        await closed.close()
        second.released.set()
        try:
            return await waiting
        finally:
            await other.close()

    held = server_of(OPENAI_BY_LITELLM, holds_from=0)
    with serving(server_of(OPENAI_BY_LITELLM)) as first, serving(held) as second:
        assert isinstance(asyncio.run(closed_while_another_waits(first, second)), Reply)


@over_every_wire
def test_nobody_but_the_server_is_spoken_to(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken_to: set[Any] = set()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        spoken_to.add(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    server = server_of(wire)
    asked(server, name=f"{wire.model}-never-heard-of")

    assert {f"http://{host}:{port}{wire.base}" for host, port in spoken_to} == {server.url}
