"""The certificates of the system that aiohttp reads twice as it is loaded, read only if needed.

They are for sessions that name none. Ours name theirs wherever they speak TLS to a server.
"""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from delibctl.edge.own_process import is_own_process

#: What was made without the certificates of the system.
_without: list[ssl.SSLContext] = []


@contextmanager
def certificates_later() -> Iterator[None]:
    """Put off reading certificates in a block that imports, unless others run in the process."""
    if not is_own_process():
        yield
        return
    read = ssl.SSLContext.set_default_verify_paths
    ssl.SSLContext.set_default_verify_paths = _put_off  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        ssl.SSLContext.set_default_verify_paths = read  # type: ignore[method-assign]


def _put_off(context: ssl.SSLContext) -> None:
    _without.append(context)


def read_certificates() -> None:
    """Read what was put off: somebody may speak TLS who names no certificates."""
    while _without:
        _without.pop().set_default_verify_paths()
