"""A page before any answer is asked past once: gateways show one for a moment as they start."""

import asyncio
import socket
import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from support.raw_server import Answer, RawServer, http, raw_server
from support.situations import HTML, answers, completion

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Failure, Message, ModelSpec, Question, ReplyForm

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(messages=(Message(role="user", content="May I?"),), form=ReplyForm.PROMPT)
WORDING = "the server answered, but with no completion: is `api_base` right?"
ANSWER, PAGE = answers(), http(200, HTML)
MAY_PASS = {
    "a page": PAGE,
    "no choices": http(200, completion() | {"choices": []}),
    "a greeting": http(200, {"status": "ok"}),
    "nothing": http(200),
    "status 204": http(204),
}
NEVER_PASSES = {
    "a redirect": http(301, Location="/login"),
    "404 as a page": http(404, b"<html>404 Not Found</html>"),
    "405": http(405, b"<html>405 Not Allowed</html>"),
    "501": http(501),
}
both_wires = pytest.mark.parametrize("wire", ["direct", "litellm"])


def late(answer: Answer, seconds: float = 0.7) -> Answer:
    """The same answer, later: other questions follow the first one after half a second."""

    def answering(connection: socket.socket, server: RawServer) -> None:
        server.ended.wait(seconds)
        answer(connection, server)

    return answering


def asked(
    answers: list[Answer], wire: Any, *, questions: int, at_once: int = 1
) -> tuple[list[tuple[str, int]], int]:
    """The kinds and requests of questions, and the requests that the server saw.

    The answers come in turn, and the last one from then on.
    """
    left, lock = list(answers), threading.Lock()

    def next_one(connection: socket.socket, server: RawServer) -> None:
        with lock:
            answer = left.pop(0) if len(left) > 1 else left[0]
        answer(connection, server)

    async def ask(url: str) -> list[tuple[str, int]]:
        model = ModelSpec(
            alias="m", name="openai/m", api_base=url, api_key_env="K_KEY", wire=wire, timeout=5.0
        )
        key = {"K_KEY": "loopback/0123456789.wxyz"}
        sender = RequestSender(model, key, RateLimiter(at_once), lambda: 0.05)
        try:
            sent = [sender.send(replace(QUESTION, repeat=n)) for n in range(questions)]
            replies = [result.reply for result in await asyncio.gather(*sent)]
        finally:
            await sender.close()
        assert all(WORDING in r.message for r in replies if isinstance(r, Failure))
        kinds = [str(r.kind) if isinstance(r, Failure) else "answer" for r in replies]
        return [(kind, r.attempts) for kind, r in zip(kinds, replies, strict=True)]

    with raw_server(next_one) as server:
        return asyncio.run(ask(server.url)), len(server.requests)


@both_wires
@pytest.mark.parametrize("label", MAY_PASS)
def test_one_response_without_a_completion_ends_nothing(label: str, wire: str) -> None:
    found = asked([MAY_PASS[label], ANSWER], wire, questions=2)

    assert found == ([("answer", 2), ("answer", 1)], 3)


@both_wires
@pytest.mark.parametrize("label", MAY_PASS)
def test_two_of_them_stop_a_model_and_no_other_question_is_sent(label: str, wire: str) -> None:
    found = asked([MAY_PASS[label]], wire, questions=3)

    assert found == ([("address", 2), ("address", 0), ("address", 0)], 2)


@both_wires
@pytest.mark.parametrize("label", NEVER_PASSES)
def test_what_does_not_pass_stops_a_model_at_once(label: str, wire: str) -> None:
    found = asked([NEVER_PASSES[label]], wire, questions=2)

    assert found == ([("address", 1), ("address", 0)], 1)


def test_no_question_of_those_under_way_is_lost() -> None:
    found = asked([*[late(PAGE)] * 8, ANSWER], "direct", questions=8, at_once=8)

    assert found == ([("answer", 2)] * 8, 16)


def test_of_questions_under_way_only_one_is_sent_again_where_no_model_answers() -> None:
    kinds, seen = asked([late(PAGE)], "direct", questions=8, at_once=4)

    assert sorted(kinds) == [*[("address", 0)] * 4, *[("address", 1)] * 3, ("address", 2)]
    assert seen == 5


def test_an_answer_that_is_under_way_is_waited_for_before_a_model_is_stopped() -> None:
    answers = [late(PAGE), late(ANSWER, 1.5), PAGE, ANSWER]
    kinds, seen = asked(answers, "direct", questions=3, at_once=2)

    assert sorted(kinds) == [("answer", 1), ("answer", 1), ("bad reply", 2)]
    assert seen == 4


def test_a_sender_without_a_pause_asks_once() -> None:
    with raw_server(PAGE) as server:
        model = ModelSpec(alias="m", name="openai/m", api_base=server.url, wire="direct")
        started = time.monotonic()
        reply = asyncio.run(_once(model))

    assert (reply.attempts, len(server.requests)) == (1, 1)
    assert time.monotonic() - started < 5


async def _once(model: ModelSpec) -> Any:
    sender = RequestSender(model, {"OPENAI_API_KEY": "loopback/0123456789.wxyz"}, RateLimiter(1))
    try:
        return (await sender.send(QUESTION)).reply
    finally:
        await sender.close()
