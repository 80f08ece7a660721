"""Processes that ask, for servers so fast that one process cannot keep up: just another `ask`.

Each worker has providers and a share of every limit of its own; answers and the run file are
written here alone. Keys are in the environment that workers inherit, and in no message to them.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
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


@dataclass
class _Worker:
    process: asyncio.subprocess.Process
    open: dict[int, asyncio.Future[Reply | Failure]] = field(default_factory=dict)

    def send(self, message: Start | Task) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(msgspec.json.encode(message) + b"\n")


class Pool:
    """Spreads questions over `count` processes, each to the one that has the fewest.

    Use it as an asynchronous context manager; at the end the processes end too.
    """

    def __init__(
        self,
        count: int,
        models: Sequence[ModelSpec],
        concurrency: int,
        retries: Retries,
        waiting: Callable[[Failure], None],
    ) -> None:
        self._starts = list(shares(count, models, concurrency, retries))
        self._waiting = waiting
        self._workers: list[_Worker] = []
        self._readers: list[asyncio.Task[None]] = []
        self._asked = 0

    async def __aenter__(self) -> Self:
        for start in self._starts:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "delibctl.edge.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=LONGEST,
            )
            worker = _Worker(process)
            worker.send(start)
            self._workers.append(worker)
            self._readers.append(asyncio.create_task(self._read(worker)))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            if worker.process.stdin is not None:
                worker.process.stdin.close()
        if error is not None:
            for worker in self._workers:
                if worker.process.returncode is None:
                    worker.process.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._workers))
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
        assert worker.process.stdout is not None
        decoder = msgspec.json.Decoder(Outcome)
        while line := await worker.process.stdout.readline():
            outcome = decoder.decode(line)
            future = worker.open.get(outcome.number)
            found = outcome.reply or outcome.failure
            if outcome.waiting and outcome.failure is not None:
                self._waiting(outcome.failure)
            elif future is not None and not future.done() and found is not None:
                future.set_result(found)
        for future in list(worker.open.values()):
            if not future.done():
                future.set_exception(_ended(await worker.process.wait()))


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
