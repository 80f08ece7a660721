"""The pool: spreads questions over worker processes, behind the same `ask` as any model.

Each worker has its own connections and its share of every limit. Answers and the run file are
written by the parent process alone.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

import msgspec

from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.messages import MAX_MESSAGE_BYTES, Task, TaskResult, to_line
from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply


@dataclass
class _Worker:
    """The connection to one worker, and the tasks that it has not answered yet by number."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    pending: dict[int, asyncio.Future[Reply | Failure]] = field(default_factory=dict)
    ended: bool = False

    def send(self, task: Task) -> None:
        """Send a task without waiting: the worker may itself be waiting for us to read."""
        self.writer.write(to_line(task))


class WorkerPool:
    """Sends each question to the worker with the fewest pending ones.

    An asynchronous context manager around the questions; `waiting` is called with each failure
    that a worker retries.
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
        """Return the `ask` of a model that the workers know.

        It raises DelibctlError if a worker has ended.
        """

        async def asking(question: Question) -> Reply | Failure:
            self._asked += 1
            number = self._asked
            worker = min(self._workers, key=lambda worker: len(worker.pending))
            if any(worker.ended for worker in self._workers):
                raise _worker_ended()
            future: asyncio.Future[Reply | Failure] = asyncio.get_running_loop().create_future()
            worker.pending[number] = future
            try:
                worker.send(Task(number=number, alias=model.alias, question=question))
                return await future
            finally:
                worker.pending.pop(number, None)

        return asking

    async def _read(self, worker: _Worker) -> None:
        decoder = msgspec.json.Decoder(TaskResult)
        with suppress(ConnectionError):
            while line := await worker.reader.readline():
                result = decoder.decode(line)
                future = worker.pending.get(result.number)
                if result.retrying and result.failure is not None:
                    self._waiting(result.failure)
                elif future is not None and not future.done():
                    result.settle(future)
        worker.ended = True
        for future in list(worker.pending.values()):
            if not future.done():
                future.set_exception(_worker_ended())


def _worker_ended() -> DelibctlError:
    return DelibctlError(
        "a worker process ended unexpectedly",
        next="run it again: it continues where it stopped; a single worker needs no processes",
    )
