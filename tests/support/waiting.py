"""Waits for an event, however long a busy machine takes to get there."""

import time
from collections.abc import Callable

from support.chat_server import ChatServer
from support.command import PATIENCE


def wait_until(event: Callable[[], object], failure: object = "it never happened") -> None:
    """Return once `event` returns something true. Raises AssertionError if that never happens."""
    end = time.monotonic() + PATIENCE
    while not event():
        assert time.monotonic() < end, failure
        time.sleep(0.02)


def wait_for_requests(server: ChatServer, number: int) -> None:
    """Return once the server has received that many requests."""
    wait_until(lambda: len(server.requests) >= number)
