"""What `--workers` starts: LiteLLM is loaded once, and the process then splits into the workers.

Each gets questions from a socket of its own, and sends back what came of them.
"""

import asyncio
import os
import sys
import traceback
from contextlib import suppress
from random import Random
from socket import socket

import msgspec

from delibctl.edge.event_loop import run
from delibctl.edge.providers.library import load_whole
from delibctl.edge.providers.provider import Provider
from delibctl.edge.rate_limit.limiter import rate_limiters
from delibctl.edge.workers.pool import MAX_MESSAGE_BYTES, Task, TaskResult, WorkerSetup
from delibctl.errors import DelibctlError
from delibctl.model import Failure


def split(sockets: list[socket]) -> socket:
    """Become one process for each socket; returns in each of them, with its own."""
    while len(sockets) > 1:
        own = sockets.pop()
        if os.fork() == 0:
            # Whoever holds a socket keeps the other end from seeing that its worker has ended.
            for other in sockets:
                other.close()
            return own
        own.close()
    return sockets[0]


async def work(connection: socket) -> None:
    """Ask until the other end closes: however the parent ends, so does its worker."""
    reader, writer = await asyncio.open_connection(sock=connection, limit=MAX_MESSAGE_BYTES)
    with suppress(ConnectionError):  # the parent was killed
        if line := await reader.readline():
            await _answer_all(msgspec.json.decode(line, type=WorkerSetup), reader, writer)


async def _answer_all(
    start: WorkerSetup, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    pace_of = rate_limiters(start.models, os.environ, start.concurrency)

    def send(outcome: TaskResult) -> None:
        if not writer.is_closing():
            writer.write(msgspec.json.encode(outcome) + b"\n")

    def waiting(failure: Failure) -> None:
        send(TaskResult(number=0, failure=failure, waiting=True))

    providers = {
        model.alias: Provider(
            model, os.environ, Random(), start.retries, waiting, pace_of[model.alias]
        )
        for model in start.models
    }

    async def answer(task: Task) -> None:
        send(await _outcome(task, providers[task.alias]))

    tasks: set[asyncio.Task[None]] = set()
    decoder = msgspec.json.Decoder(Task)
    while line := await reader.readline():
        task = asyncio.create_task(answer(decoder.decode(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()
    for provider in providers.values():
        await provider.close()


async def _outcome(task: Task, provider: Provider) -> TaskResult:
    """Whatever comes of a question: if it stayed unsaid, the parent would wait for ever."""
    try:
        found = await provider.ask(task.question)
    except DelibctlError as error:
        return TaskResult(number=task.number, wrong=(error.what, error.next))
    except Exception:
        return TaskResult(number=task.number, bug=traceback.format_exc())
    if isinstance(found, Failure):
        return TaskResult(number=task.number, failure=found)
    return TaskResult(number=task.number, reply=found)


if __name__ == "__main__":
    load_whole()
    run(work(split([socket(fileno=int(number)) for number in sys.argv[1:]])))
    # Python would wait for threads that look up names, and whoever reads our stderr for us.
    os._exit(0)
