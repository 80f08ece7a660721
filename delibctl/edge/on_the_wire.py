"""Whether a request of a question is on the wire right now, told to whoever limits its time.

What a question waits for otherwise, such as its turn or a retry, needs no word of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: Is called with True before a request is sent, which it prevents by raising something, and with
#: False once the answer is here or it failed.
Tell = Callable[[bool], None]


def nobody(_sent: bool) -> None:
    """Take no notice: nobody limits the time."""


_listener: ContextVar[Tell] = ContextVar("listener", default=nobody)


def listener() -> Tell:
    """Return who is told of the requests of the question that is being asked."""
    return _listener.get()


@contextmanager
def told(tell: Tell) -> Iterator[None]:
    """Let `tell` know of the requests that this block sends."""
    token = _listener.set(tell)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def on_the_wire() -> Iterator[None]:
    """Say that a request is on the wire during the block."""
    tell = listener()
    tell(True)
    try:
        yield
    finally:
        tell(False)
