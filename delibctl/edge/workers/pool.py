"""Processes that ask, for servers so fast that one process cannot keep up: just another `ask`.

Each worker has providers and a share of every limit of its own; answers and the run file are
written here alone. Keys are in the environment that workers inherit, and in no message to them.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from socket import socket, socketpair
from subprocess import DEVNULL, Popen
from typing import Any, Self

import msgspec

from delibctl.edge.providers.retries import Retries
from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply

#: Bytes of one message; a prompt can hold a whole policy.
MAX_MESSAGE_BYTES = 1 << 26


class WorkerSetup(msgspec.Struct, kw_only=True):
    """The first message to a worker: what it asks, and its share of the limits."""

    models: tuple[ModelSpec, ...]
    concurrency: int
    retries: Retries


class Task(msgspec.Struct, kw_only=True):
    """A question to the model of that alias."""

    number: int
    alias: str
    question: Question


class TaskResult(msgspec.Struct, kw_only=True):
    """What came of a task: a reply, a failure, or an error.

    `wrong`: what the user has to change, and how; `bug`: a traceback. `waiting`: it failed, and is
    tried again.
    """

    number: int
    reply: Reply | None = None
    failure: Failure | None = None
    wrong: tuple[str, str] | None = None
    bug: str = ""
    waiting: bool = False

    def settle(self, future: asyncio.Future[Reply | Failure]) -> None:
        """Tell whoever asked."""
        if self.wrong is not None:
            what, then = self.wrong
            future.set_exception(DelibctlError(what, next=then))
        elif found := self.reply or self.failure:
            future.set_result(found)
        else:
            future.set_exception(RuntimeError(f"in a worker process:\n{self.bug}"))


class WorkerProcesses:
    """Workers that load LiteLLM, which takes a while, until they are told what to ask.

    Use it as a context manager; at its end they are gone.
    """

    def __init__(self, starts: Sequence[WorkerSetup]) -> None:
        if sys.platform == "win32":
            raise DelibctlError("--workers is not to be had on Windows", next="leave it out")
        self._starts = starts
        self._started: list[Popen[bytes]] = []
        #: Our ends, one for each worker.
        self.sockets: list[socket] = []

    def __enter__(self) -> Self:
        pairs = [socketpair() for _ in self._starts]
        self.sockets = [ours for ours, _ in pairs]
        theirs = [end for _, end in pairs]
        # One that splits loads LiteLLM once for all; only on Linux is that safe.
        groups = [theirs] if sys.platform == "linux" else [[end] for end in theirs]
        self._started = [_started([end.fileno() for end in group]) for group in groups]
        for end in theirs:
            end.close()
        for start, ours in zip(self._starts, self.sockets, strict=True):
            ours.sendall(_line(start))
        return self

    def __exit__(self, *_: object) -> None:
        # That ends a worker which waits for questions; the first of a group may still be loading.
        for end in self.sockets:
            end.close()
        for process in self._started:
            process.kill()
            process.wait()


def _started(numbers: list[int]) -> Popen[bytes]:
    command = [sys.executable, "-m", "delibctl.edge.workers.process", *map(str, numbers)]
    # In a group of its own Ctrl-C does not reach it: the parent decides what becomes of it.
    return Popen(command, stdin=DEVNULL, stdout=DEVNULL, pass_fds=numbers, process_group=0)


def _line(message: WorkerSetup | Task) -> bytes:
    return msgspec.json.encode(message) + b"\n"


@dataclass
class _Worker:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    open: dict[int, asyncio.Future[Reply | Failure]] = field(default_factory=dict)
    gone: bool = False

    def send(self, task: Task) -> None:
        """It never waits: a worker that waits for us to read must not be waited for."""
        self.writer.write(_line(task))


class WorkerPool:
    """Spreads questions over processes, each to the one that has the fewest.

    Use it as an asynchronous context manager around the questions.
    """

    def __init__(self, processes: WorkerProcesses, waiting: Callable[[Failure], None]) -> None:
        self._sockets = processes.sockets
        self._waiting = waiting
        self._workers: list[_Worker] = []
        self._readers: list[asyncio.Task[None]] = []
        self._asked = 0

    async def __aenter__(self) -> Self:
        for end in self._sockets:
            worker = _Worker(*await asyncio.open_connection(sock=end, limit=MAX_MESSAGE_BYTES))
            self._workers.append(worker)
            self._readers.append(asyncio.create_task(self._read(worker)))
        return self

    async def __aexit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.writer.transport.abort()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    def ask(self, model: ModelSpec) -> Ask:
        """The seam, for one of the models that the pool was made with."""

        async def asking(question: Question) -> Reply | Failure:
            self._asked += 1
            number = self._asked
            worker = min(self._workers, key=lambda worker: len(worker.open))
            if any(worker.gone for worker in self._workers):
                raise _ended()
            future: asyncio.Future[Reply | Failure] = asyncio.get_running_loop().create_future()
            worker.open[number] = future
            try:
                worker.send(Task(number=number, alias=model.alias, question=question))
                return await future
            finally:
                worker.open.pop(number, None)

        return asking

    async def _read(self, worker: _Worker) -> None:
        decoder = msgspec.json.Decoder(TaskResult)
        with suppress(ConnectionError):
            while line := await worker.reader.readline():
                outcome = decoder.decode(line)
                future = worker.open.get(outcome.number)
                if outcome.waiting and outcome.failure is not None:
                    self._waiting(outcome.failure)
                elif future is not None and not future.done():
                    outcome.settle(future)
        worker.gone = True
        for future in list(worker.open.values()):
            if not future.done():
                future.set_exception(_ended())


def _ended() -> DelibctlError:
    return DelibctlError(
        "a worker process ended by itself",
        next="the same command goes on where it stopped; --workers 1 asks without any",
    )


def worker_setups(
    count: int,
    models: Sequence[ModelSpec],
    concurrency: int,
    retries: Retries,
    largest: int = 1,
) -> Iterable[WorkerSetup]:
    """What each process is told: together they keep every limit. There may be fewer processes.

    `largest`: tokens of the largest question; a share of a limit has to hold it, as one that is
    above a limit is asked alone, and each process would ask one.
    """
    limits = [count, concurrency]
    limits += [model.rpm for model in models if model.rpm is not None]
    limits += [max(1, model.tpm // largest) for model in models if model.tpm is not None]
    count = min(limits)
    for index in range(count):

        def share(limit: int | None, index: int = index) -> Any:
            return None if limit is None else limit // count + (index < limit % count)

        yield WorkerSetup(
            models=tuple(
                replace(model, rpm=share(model.rpm), tpm=share(model.tpm)) for model in models
            ),
            concurrency=share(concurrency),
            retries=retries,
        )
