"""Workflows beside an event loop: in a notebook, and as coroutines.

A workflow runs in one thread from its start to its end, with an event loop of its own where it
asks models. Where the caller has a loop running already, that thread is another one.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import ContextVar, copy_context
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from delibctl.edge.cancellation import Cancellation
from delibctl.errors import DelibctlError, Interrupted

T = TypeVar("T")
P = ParamSpec("P")

#: Seconds between two looks at whether the caller was cancelled; we chose this number.
_LOOK = 0.1

#: What can stop the workflow of this thread, if a coroutine waits for it.
_awaited: ContextVar[Cancellation | None] = ContextVar("awaited", default=None)


class Cancelled(Interrupted, asyncio.CancelledError):
    """Cancellation of a coroutine. What had finished is stored.

    It is a CancelledError too, so that tasks, task groups and `wait_for` take it as one. So does
    `asyncio.timeout` from Python 3.12 on; that of 3.11 lets it through.
    """


def completed(workflow: Callable[[Cancellation], T]) -> T:
    """Return what a workflow returns, also where an event loop is running, as in a notebook.

    Raises what the workflow raises; Interrupted on Ctrl-C while models are being asked.
    """
    cancellation = _awaited.get()
    if cancellation is not None:
        _awaited.set(None)  # A listener of this workflow may call for another one.
        return workflow(cancellation)
    cancellation = Cancellation()
    if not _loop_is_running():
        return _interruptible(workflow, cancellation)
    with ThreadPoolExecutor(1, "delibctl") as thread:
        future = thread.submit(workflow, cancellation)
        try:
            _wait(future)
        except KeyboardInterrupt:
            cancellation.cancel()
        return future.result()


def _interruptible(workflow: Callable[[Cancellation], T], cancellation: Cancellation) -> T:
    """Return what a workflow returns. Raises Interrupted on Ctrl-C before models are asked too."""
    try:
        return workflow(cancellation)
    except KeyboardInterrupt:
        raise Interrupted("interrupted before it was done", next="call it again") from None


def _wait(future: "Future[T]") -> None:
    """Wait for the future. Raises KeyboardInterrupt on Ctrl-C.

    asyncio.run turns Ctrl-C into a cancellation of the task, which this call holds up.
    """
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    while not wait([future], timeout=_LOOK).done:
        if task is not None and task.cancelling() > before:
            raise KeyboardInterrupt


def as_coroutine(function: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Return the function as a coroutine function of a name with `a` in front.

    The caller's event loop goes on meanwhile.

    It raises what the function raises, and Cancelled if the task of the caller is cancelled.
    """

    @wraps(function)
    async def awaiting(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _loop_is_running():
            raise DelibctlError(
                "no event loop is running",
                next="await this in a coroutine, or call the function that needs no event loop",
            )
        cancellation, context = Cancellation(), copy_context()
        context.run(_awaited.set, cancellation)
        thread = ThreadPoolExecutor(1, "delibctl")
        work = partial(context.run, function, *args, **kwargs)
        future = asyncio.wrap_future(thread.submit(work))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            cancellation.cancel()
            while not future.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([future])
            error = future.exception()
            raise _cancelled(error) from None if isinstance(error, DelibctlError) else error
        finally:
            thread.shutdown(wait=False)

    awaiting.__name__ = awaiting.__qualname__ = f"a{function.__name__}"
    return awaiting


def _cancelled(error: BaseException | None) -> Cancelled:
    if isinstance(error, DelibctlError):
        return Cancelled(error.what, where=error.where, next=error.next)
    if error is not None:
        return Cancelled(f"cancelled, after {error!r} had stopped it", next="call it again")
    return Cancelled("cancelled; by then all was done and stored", next="call it again")


def _loop_is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
