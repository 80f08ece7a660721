"""What a time limit ends: each question that only waits, and no request that is on the wire."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random

from support.raw_server import Answer, RawServer, http, raw_server
from support.situations import ANSWERS, HTML, answers, says

from delibctl.edge.on_the_wire import told
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.messages import WorkerSetup
from delibctl.edge.workers.pool import WorkerPool
from delibctl.model import Ask, Message, ModelSpec, Price, Question, Reply, ReplyForm
from delibctl.run.budget import Budget
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.retry_paid import retry_paid

#: Seconds. A wait is longer than the grace of the deadline, and a slow answer comes within it.
DEADLINE, SLOW, WAIT = 1.0, 1.5, 1e9
#: No question that only waits is kept for so long.
AT_ONCE = DEADLINE + 3
LONGEST = Retries(attempts=6, base=WAIT, longest=WAIT)
SHORTEST = Retries(attempts=6, base=0.0)


def slow(then: Answer) -> Answer:
    """Answer after the deadline."""

    def answer(connection: socket.socket, server: RawServer) -> None:
        server.ended.wait(SLOW)
        then(connection, server)

    return answer


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What two questions wait for: `answered` of them are, after `sent` requests in all."""

    server: Answer = ANSWERS["an answer"]
    answered: int = 0
    sent: int = 1
    rpm: int | None = None
    tpm: int | None = None
    concurrency: int = 8
    retries: Retries = LONGEST
    budget: float = 1e9


WAITS = {
    "for nothing": Wait(answered=2, sent=2),
    "for a slow answer": Wait(server=slow(answers()), answered=2, sent=2),
    "for the requests of a minute": Wait(rpm=1, answered=1),
    "for the tokens of a minute": Wait(tpm=10, answered=1),
    "for a place": Wait(concurrency=1, server=slow(answers()), answered=1),
    "for the money of another question": Wait(budget=1.5e3, server=slow(answers()), answered=1),
    "to retry after an error": Wait(server=says(500, "oops"), sent=2),
    "to retry what was late and failed": Wait(server=slow(says(500, "oops")), sent=2),
    "to retry at once what was late": Wait(server=slow(says(500, "x")), sent=2, retries=SHORTEST),
    "as an overloaded server asks": Wait(
        server=says(503, "busy", Retry_After="60"), retries=SHORTEST
    ),
    "as a rate limit asks": Wait(server=says(429, "slow down", Retry_After="60"), retries=SHORTEST),
    "to ask again what was empty": Wait(server=answers(""), sent=2),
    "to ask again where a page was": Wait(server=http(200, HTML)),
}


def question(text: str) -> Question:
    return Question(messages=(Message(role="user", content=text),), form=ReplyForm.PROMPT)


async def asked(ask: Ask) -> list[str]:
    """Ask two questions until the deadline, and return what each came to, and if it took long."""
    started = time.monotonic()
    limited = with_deadline(ask, started + DEADLINE, time.monotonic, "1s", told)

    async def one(text: str) -> str:
        try:
            result = await limited(question(text))
        except LimitReached:
            result = None
        late = " late" if time.monotonic() > started + AT_ONCE else ""
        return f"{'answered' if isinstance(result, Reply) else 'dropped'}{late}"

    return sorted(await asyncio.gather(one("May I?"), one("May you?")))


def expected(wait: Wait) -> list[str]:
    return ["answered"] * wait.answered + ["dropped"] * (2 - wait.answered)


@asynccontextmanager
async def provider(wait: Wait, server: RawServer) -> AsyncIterator[Provider]:
    spec = ModelSpec(alias="m", name="openai/m", api_base=server.url, wire="direct")
    limiter = RateLimiter(wait.concurrency, rpm=wait.rpm, tpm=wait.tpm)
    key = {"OPENAI_API_KEY": "k"}
    opened = Provider(spec, key, Random(1), wait.retries, rate_limiter=limiter)
    try:
        yield opened
    finally:
        await opened.close()


def test_a_deadline_drops_what_waits_for_anything_and_keeps_what_is_on_the_wire() -> None:
    async def waiting(wait: Wait, server: RawServer) -> list[str]:
        async with provider(wait, server) as model:
            price = Price(input=0.0, output=1.0)
            guarded = Budget(wait.budget).guarded(model.ask, price, 1_000)
            return await asked(retry_paid(guarded, 6, lambda _try: WAIT))

    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(raw_server(wait.server)) for name, wait in WAITS.items()
        }

        async def all_of_them() -> list[list[str]]:
            each = (waiting(WAITS[name], server) for name, server in servers.items())
            return await asyncio.gather(*each)

        found = dict(zip(WAITS, asyncio.run(all_of_them()), strict=True))
        sent = {name: len(server.requests) for name, server in servers.items()}

    assert found == {name: expected(wait) for name, wait in WAITS.items()}
    assert sent == {name: wait.sent for name, wait in WAITS.items()}


def test_a_worker_is_told_what_to_drop_and_tells_what_is_on_the_wire() -> None:
    with raw_server(slow(answers())) as server:
        spec = ModelSpec(alias="m", name="openai/m", api_base=server.url, wire="direct")
        setup = WorkerSetup(models=(spec,), concurrency=1, retries=SHORTEST)

        async def through_workers() -> list[str]:
            async with WorkerPool(processes, lambda _failure: None) as pool:
                await pool.ask(spec)(question("May we?"))  # waits until the worker has started
                return await asked(pool.ask(spec))

        with WorkerProcesses([setup], {"OPENAI_API_KEY": "k"}) as processes:
            found = asyncio.run(through_workers())

    assert found == ["answered", "dropped"]
    assert [b"we" in request.body for request in server.requests] == [True, False]
