"""One process of `--workers`: questions come on standard input, what came of them goes back."""

import asyncio
import os
import signal
import sys
from random import Random

import msgspec

from delibctl.edge.library import load
from delibctl.edge.pace import paces
from delibctl.edge.provider import Provider
from delibctl.edge.workers import LONGEST, Outcome, Start, Task
from delibctl.model import Failure


async def work() -> None:
    """Ask until the input ends: however the parent ends, so does its worker."""
    load()
    reader = asyncio.StreamReader(limit=LONGEST)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    start = msgspec.json.decode(await reader.readline(), type=Start)
    pace_of = paces(start.models, os.environ, start.concurrency)

    def waiting(failure: Failure) -> None:
        _send(Outcome(number=0, failure=failure, waiting=True))

    providers = {
        model.alias: Provider(
            model, os.environ, Random(), start.retries, waiting, pace_of[model.alias]
        )
        for model in start.models
    }
    tasks: set[asyncio.Task[None]] = set()
    decoder = msgspec.json.Decoder(Task)
    while line := await reader.readline():
        task = asyncio.create_task(_answer(providers, decoder.decode(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()
    for provider in providers.values():
        await provider.close()


async def _answer(providers: dict[str, Provider], task: Task) -> None:
    found = await providers[task.alias].ask(task.question)
    failure = found if isinstance(found, Failure) else None
    reply = None if isinstance(found, Failure) else found
    _send(Outcome(number=task.number, reply=reply, failure=failure))


def _send(outcome: Outcome) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Ctrl-C reaches every process of a terminal; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(work())
