"""The program of a worker: it loads what it asks models with, and then forks into all workers.

Each gets tasks from its own socket, and sends back their results.
"""

import asyncio
import os
import sys
import traceback
from collections.abc import Callable, Coroutine
from contextlib import nullcontext, suppress
from functools import partial
from random import Random
from socket import socket
from typing import Any

import msgspec

from delibctl.edge.event_loop import run
from delibctl.edge.on_the_wire import told
from delibctl.edge.own_process import claim_process
from delibctl.edge.providers.provider import Provider
from delibctl.edge.providers.wires import load_wires
from delibctl.edge.rate_limit.limiter import rate_limiters
from delibctl.edge.workers.messages import (
    MAX_MESSAGE_BYTES,
    Drop,
    Task,
    TaskResult,
    WorkerSetup,
    to_line,
)
from delibctl.edge.workers.parent import end_with_parent
from delibctl.errors import DelibctlError
from delibctl.model import Failure


def split(sockets: list[socket]) -> socket:
    """Fork into one process for each socket, and return to each of them its own."""
    first = os.getpid()
    while len(sockets) > 1:
        connection = sockets.pop()
        if os.fork() == 0:
            end_with_parent(first)
            # Whoever holds a socket hides from its other end that the worker has ended.
            for sibling in sockets:
                sibling.close()
            return connection
        connection.close()
    return sockets[0]


async def work(connection: socket) -> None:
    """Ask until the other end closes: in whatever way the parent ends, its worker ends too."""
    reader, writer = await asyncio.open_connection(sock=connection, limit=MAX_MESSAGE_BYTES)
    with suppress(ConnectionError):  # the parent was killed
        if line := await reader.readline():
            await _answer_all(msgspec.json.decode(line, type=WorkerSetup), reader, writer)


async def _answer_all(
    setup: WorkerSetup, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    environment = os.environ if setup.environment is None else setup.environment
    limiters = rate_limiters(setup.models, environment, setup.concurrency)

    def send(result: TaskResult) -> None:
        if not writer.is_closing():
            writer.write(to_line(result))

    def waiting(failure: Failure) -> None:
        send(TaskResult(number=0, failure=failure, retrying=True))

    providers = {
        model.alias: Provider(
            model, environment, Random(), setup.retries, waiting, limiters[model.alias]
        )
        for model in setup.models
    }

    async def answer(task: Task) -> None:
        def tell(sent: bool) -> None:
            send(TaskResult(number=task.number, on_the_wire=sent))

        with told(tell) if task.told else nullcontext():
            send(await _result(task, providers[task.alias]))

    await _until_closed(reader, answer)
    for provider in providers.values():
        await provider.close()


async def _until_closed(
    reader: asyncio.StreamReader, answer: Callable[[Task], Coroutine[Any, Any, None]]
) -> None:
    """Answer the tasks that come, and give up those that are dropped or left at the end."""
    answering: dict[int, asyncio.Task[None]] = {}
    decoder = msgspec.json.Decoder(Task | Drop)
    while line := await reader.readline():
        message = decoder.decode(line)
        if isinstance(message, Task):
            task = asyncio.create_task(answer(message))
            answering[message.number] = task
            task.add_done_callback(partial(_forget, answering, message.number))
        elif message.number in answering:
            answering[message.number].cancel()
    for task in answering.values():
        task.cancel()


def _forget(
    answering: dict[int, asyncio.Task[None]], number: int, _task: asyncio.Task[None]
) -> None:
    del answering[number]


async def _result(task: Task, provider: Provider) -> TaskResult:
    """Return the result of a task, whatever happens: the parent waits for it."""
    try:
        result = await provider.ask(task.question)
    except DelibctlError as error:
        return TaskResult(number=task.number, user_error=(error.what, error.where, error.next))
    except Exception:
        return TaskResult(number=task.number, traceback=traceback.format_exc())
    if isinstance(result, Failure):
        return TaskResult(number=task.number, failure=result)
    return TaskResult(number=task.number, reply=result)


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    claim_process()
    load_wires(direct=sys.argv[2] == "direct")
    run(work(split([socket(fileno=int(number)) for number in sys.argv[3:]])))
    # Python would wait for threads that look up names, and whoever reads our stderr for us.
    os._exit(0)
