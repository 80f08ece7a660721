"""The messages between delibctl and its worker processes: one line of JSON each.

Keys are in the environment that workers inherit, unless a workspace has another one.
"""

import asyncio

import msgspec

from delibctl.edge.providers.requests.retries import Retries
from delibctl.errors import DelibctlError
from delibctl.model import Failure, ModelSpec, Question, Reply

#: Bytes of one message; a prompt can hold a whole policy.
MAX_MESSAGE_BYTES = 1 << 26


class WorkerSetup(msgspec.Struct, kw_only=True):
    """The first message to a worker: its models, and its share of the limits.

    `environment` holds the keys and addresses of models; None for those that workers inherit.
    """

    models: tuple[ModelSpec, ...]
    concurrency: int
    retries: Retries
    environment: dict[str, str] | None = None


class Task(msgspec.Struct, kw_only=True, tag=True):
    """A question to the model of that alias. `told`: somebody wants to know of its requests."""

    number: int
    alias: str
    question: Question
    told: bool = False


class Drop(msgspec.Struct, kw_only=True, tag=True):
    """A task for whose result nobody waits any more."""

    number: int


class TaskResult(msgspec.Struct, kw_only=True):
    """The result of a task: a reply, a failure, or an error.

    `user_error` holds `what`, `where` and `next` of a DelibctlError; `traceback` is that of a bug.
    `retrying`: `failure` is not final, the worker tries again. `on_the_wire` is no result: a
    request is sent (True) or has ended (False).
    """

    number: int
    reply: Reply | None = None
    failure: Failure | None = None
    user_error: tuple[str, str, str] | None = None
    traceback: str = ""
    retrying: bool = False
    on_the_wire: bool | None = None

    def settle(self, future: asyncio.Future[Reply | Failure]) -> None:
        """Set the result or the exception of the future that waits for it."""
        if self.user_error is not None:
            problem, place, step = self.user_error
            future.set_exception(DelibctlError(problem, where=place, next=step))
        elif result := self.reply or self.failure:
            future.set_result(result)
        else:
            future.set_exception(RuntimeError(f"in a worker process:\n{self.traceback}"))


def to_line(message: WorkerSetup | Task | Drop | TaskResult) -> bytes:
    """Encode a message."""
    return msgspec.json.encode(message) + b"\n"
