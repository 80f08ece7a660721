"""Processes that ask, for servers so fast that one process cannot keep up: just another `ask`.

Each worker has providers and a share of every limit of its own; answers and the run file are
written here alone. Keys are in the environment that workers inherit, and in no message to them.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from subprocess import PIPE, Popen
from typing import Any, Self

import msgspec

from delibctl.edge.retries import Retries
from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply

#: Bytes of one message; a prompt can hold a whole policy.
LONGEST = 1 << 26


class Start(msgspec.Struct, kw_only=True):
    """The first message to a worker: what it asks, and its share of the limits."""

    models: tuple[ModelSpec, ...]
    concurrency: int
    retries: Retries


class Task(msgspec.Struct, kw_only=True):
    """A question to the model of that alias."""

    number: int
    alias: str
    question: Question


class Outcome(msgspec.Struct, kw_only=True):
    """What came of a task: one of the two. `waiting`: it failed, and is tried again."""

    number: int
    reply: Reply | None = None
    failure: Failure | None = None
    waiting: bool = False


class Processes:
    """Workers that load LiteLLM, which takes a while, until they are told what to ask.

    Use it as a context manager; at its end they are gone.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self.running: list[Popen[bytes]] = []

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "delibctl.edge.worker"]
        self.running = [Popen(command, stdin=PIPE, stdout=PIPE) for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@dataclass
class _Worker:
    process: Popen[bytes]
    reader: asyncio.StreamReader
    #: Never waits: a worker that waits for us to read must not be waited for.
    writer: asyncio.WriteTransport
    open: dict[int, asyncio.Future[Reply | Failure]] = field(default_factory=dict)

    @classmethod
    async def of(cls, process: Popen[bytes]) -> Self:
        """A process as this event loop reads and writes it."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=LONGEST)
        protocol = asyncio.StreamReaderProtocol(reader)
        await loop.connect_read_pipe(lambda: protocol, process.stdout)
        writer, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
        return cls(process, reader, writer)

    def send(self, message: Start | Task) -> None:
        self.writer.write(msgspec.json.encode(message) + b"\n")


class Pool:
    """Spreads questions over processes, each to the one that has the fewest.

    Use it as an asynchronous context manager around the questions.
    """

    def __init__(
        self,
        processes: Processes,
        models: Sequence[ModelSpec],
        concurrency: int,
        retries: Retries,
        waiting: Callable[[Failure], None],
    ) -> None:
        self._processes = processes.running
        self._starts = list(shares(len(self._processes), models, concurrency, retries))
        self._waiting = waiting
        self._workers: list[_Worker] = []
        self._readers: list[asyncio.Task[None]] = []
        self._asked = 0

    async def __aenter__(self) -> Self:
        for start, process in zip(self._starts, self._processes, strict=False):
            worker = await _Worker.of(process)
            worker.send(start)
            self._workers.append(worker)
            self._readers.append(asyncio.create_task(self._read(worker)))
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in self._workers:
            # One that ended by itself has closed it.
            if not worker.writer.is_closing():
                worker.writer.abort()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    def ask(self, model: ModelSpec) -> Ask:
        """The seam, for one of the models that the pool was made with."""

        async def asking(question: Question) -> Reply | Failure:
            self._asked += 1
            number = self._asked
            worker = min(self._workers, key=lambda worker: len(worker.open))
            future: asyncio.Future[Reply | Failure] = asyncio.get_running_loop().create_future()
            worker.open[number] = future
            try:
                worker.send(Task(number=number, alias=model.alias, question=question))
                return await future
            finally:
                worker.open.pop(number, None)

        return asking

    async def _read(self, worker: _Worker) -> None:
        decoder = msgspec.json.Decoder(Outcome)
        while line := await worker.reader.readline():
            outcome = decoder.decode(line)
            future = worker.open.get(outcome.number)
            found = outcome.reply or outcome.failure
            if outcome.waiting and outcome.failure is not None:
                self._waiting(outcome.failure)
            elif future is not None and not future.done() and found is not None:
                future.set_result(found)
        for future in list(worker.open.values()):
            if not future.done():
                future.set_exception(_ended(worker.process.wait()))


def _ended(code: int) -> DelibctlError:
    return DelibctlError(
        f"a worker process ended by itself (exit code {code})",
        next="the same command goes on where it stopped; --workers 1 asks without any",
    )


def shares(
    count: int, models: Sequence[ModelSpec], concurrency: int, retries: Retries
) -> Iterable[Start]:
    """What each process is told: together they keep every limit. There may be fewer processes."""
    limits = [concurrency]
    limits += [model.rpm for model in models if model.rpm is not None]
    limits += [model.tpm for model in models if model.tpm is not None]
    count = min(count, *limits) if len(limits) > 1 else min(count, concurrency)
    for index in range(count):

        def share(limit: int | None, index: int = index) -> Any:
            return None if limit is None else limit // count + (index < limit % count)

        yield Start(
            models=tuple(
                replace(model, rpm=share(model.rpm), tpm=share(model.tpm)) for model in models
            ),
            concurrency=share(concurrency),
            retries=retries,
        )
