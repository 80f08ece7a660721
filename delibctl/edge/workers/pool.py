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

from delibctl.edge.on_the_wire import Tell, listener, nobody
from delibctl.edge.workers.launcher import WorkerProcesses
from delibctl.edge.workers.messages import MAX_MESSAGE_BYTES, Drop, Task, TaskResult, to_line
from delibctl.errors import DelibctlError
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply


@dataclass(eq=False)
class _Pending:
    """A task without a result yet, and who is told of its requests."""

    future: asyncio.Future[Reply | Failure]
    tell: Tell

    def receive(self, result: TaskResult) -> None:
        """Take what the worker says of the task."""
        if self.future.done():
            return
        if result.on_the_wire is None:
            result.settle(self.future)
            return
        try:
            self.tell(result.on_the_wire)
        except Exception as error:
            self.future.set_exception(error)


@dataclass
class _Worker:
    """The connection to one worker, and the tasks that it has not answered yet by number."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    pending: dict[int, _Pending] = field(default_factory=dict)
    ended: bool = False

    def send(self, task: Task) -> None:
        """Send a task without waiting: the worker may itself be waiting for us to read."""
        self.writer.write(to_line(task))

    def drop(self, number: int) -> None:
        """Have a task that nobody waits for any more dropped: it may not have been sent yet."""
        if not self.ended and not self.writer.is_closing():
            self.writer.write(to_line(Drop(number=number)))


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
            tell = listener()
            worker.pending[number] = _Pending(future, tell)
            task = Task(
                number=number, alias=model.alias, question=question, told=tell is not nobody
            )
            try:
                worker.send(task)
                return await future
            except BaseException:
                worker.drop(number)
                raise
            finally:
                worker.pending.pop(number, None)

        return asking

    async def _read(self, worker: _Worker) -> None:
        decoder = msgspec.json.Decoder(TaskResult)
        with suppress(ConnectionError):
            while line := await worker.reader.readline():
                result = decoder.decode(line)
                pending = worker.pending.get(result.number)
                if result.retrying and result.failure is not None:
                    self._waiting(result.failure)
                elif pending is not None:
                    pending.receive(result)
        worker.ended = True
        for pending in list(worker.pending.values()):
            if not pending.future.done():
                pending.future.set_exception(_worker_ended())


def _worker_ended() -> DelibctlError:
    return DelibctlError(
        "a worker process ended unexpectedly",
        next="run it again: it continues where it stopped; a single worker needs no processes",
    )
