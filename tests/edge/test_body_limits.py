"""Bodies that would take memory or time without end: one question fails, on every wire."""

import asyncio
import json
import socket
import zlib
from functools import cache

import pytest
from support.raw_server import Answer, RawServer, http, raw_server
from support.situations import answers

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Failure, FailureKind, Message, ModelSpec, Question, Reply

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

QUESTION = Question(messages=(Message(role="user", content="May I?"),))
MB = 1 << 20
#: Models of each client that asks: our own, and the three of LiteLLM.
WIRES = [
    ("openai/m", "direct"),
    ("openai/m", "litellm"),
    ("hosted_vllm/m", "litellm"),
    ("aiohttp_openai/m", "litellm"),
]


@cache
def packed(wbits: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, wbits)
    return b"".join([packer.compress(b" " * MB) for _ in range(200)]) + packer.flush()


def in_pack(encoding: str, wbits: int) -> Answer:
    """An answer of 200 MB; only a test that sends it waits until it is packed."""

    def answering(connection: socket.socket, server: RawServer) -> None:
        http(200, packed(wbits), Content_Encoding=encoding)(connection, server)

    return answering


BODIES = {
    "200 MB of gzip": (in_pack("gzip", 31), "over 20 MB"),
    "200 MB of deflate": (in_pack("deflate", 15), "over 20 MB"),
    "22 MB": (http(200, b" " * 22_000_000), "over 20 MB"),
    "many parts": (http(200, b"[" + b"{}," * 200_000 + b"{}]"), "over 300,000 parts"),
    "many depths": (http(200, b"[" * 400_000), "over 300,000 parts"),
    "a long number": (http(200, b'{"choices": ' + b"9" * 10_000_000 + b"}"), "over 4,000 digits"),
    "a long fraction": (http(200, b'{"a": [-0.' + b"1" * 10_000_000 + b"]}"), "4,000 digits"),
    "only a number": (http(200, b" " + b"9" * 10_000_000), "over 4,000 digits"),
    "much text": (answers("x" * 3_000_000), "over 2 million characters"),
    "much text in an error": (http(500, {"error": {"message": "x" * 3_000_000}}), "characters"),
    "much text in names": (http(200, {"x" * 3_000_000: 1}), "over 2 million characters"),
}


def asked(answer: Answer, name: str, wire: str) -> Reply | Failure:
    async def asking(address: str) -> Reply | Failure:
        spec = ModelSpec(alias="m", name=name, api_base=address, wire=wire, timeout=20)
        sender = RequestSender(spec, {}, RateLimiter(1))
        try:
            return (await sender.send(QUESTION)).reply
        finally:
            await sender.close()

    with raw_server(answer) as server:
        whole = f"{server.url}/chat/completions"
        return asyncio.run(asking(whole if name.startswith("aiohttp") else server.url))


@pytest.mark.parametrize("label", BODIES)
@pytest.mark.parametrize(("name", "wire"), WIRES)
def test_a_body_beyond_a_limit_is_a_failure_that_names_the_limit(
    label: str, name: str, wire: str
) -> None:
    answer, words = BODIES[label]

    reply = asked(answer, name, wire)

    assert isinstance(reply, Failure)
    assert reply.kind is FailureKind.BAD_REPLY
    assert words in reply.message


@pytest.mark.parametrize(("name", "wire"), WIRES)
def test_a_long_answer_within_the_limits_is_an_answer(name: str, wire: str) -> None:
    text = json.dumps({"style": "comply", "answer": "Yes. " * 200_000})

    reply = asked(answers(text), name, wire)

    assert isinstance(reply, Reply)
    assert reply.text == text
