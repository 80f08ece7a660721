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
from support.raw_server import Answer, RawServer, raw_server

from delibctl.edge.providers.request_once import RequestResult, RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
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
        if result.format_rejected and reply.kind in turned_down:
            return "form turned down"
        return f"{reply.kind}{wait}"
    if reply.blocked:
        return "blocked"
    return "cut off" if reply.finish == "length" else "answer"


async def row(
    provider: Provider, wire: Any, name: str, url: str, say: Callable[[Answer], None]
) -> dict[str, str]:
    """What each answer of a provider means, each to a model that was never asked before."""
    found = {}
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
    return found


@pytest.mark.parametrize(
    ("name", "wire", "model"), ROWS, ids=[f"{name}, {wire}" for name, wire, _ in ROWS]
)
def test_the_kind_is_right_in_every_cell(name: str, wire: str, model: str) -> None:
    provider = PROVIDERS[name]
    said: list[Answer] = []

    def last(connection: socket.socket, server: RawServer) -> None:
        said[-1](connection, server)

    with raw_server(last) as server:
        found = asyncio.run(row(provider, wire, model, server.url, said.append))

    assert found == provider.expected
    assert len(server.requests) == len(said)
