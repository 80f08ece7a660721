"""Serving on a socket until the process is told to stop."""

import errno
import socket
from collections.abc import Callable
from importlib.util import find_spec

from delibctl.errors import DelibctlError
from delibctl.reward.core import Reward

EXTRA = "pip install 'delibctl[serve]'"
_NEEDED = ("starlette", "uvicorn", "prometheus_client")


def require_extra() -> None:
    """Raise DelibctlError if the extra is not installed."""
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise DelibctlError(
            f"the server needs {', '.join(missing)}, which is not installed", next=EXTRA
        )


def serve(
    reward: Reward,
    listening: socket.socket,
    token: str | None,
    at_once: int,
    waiting: int,
    tell: Callable[[str], None],
) -> None:
    """Serve a reward on a socket until Ctrl-C or SIGTERM; requests that were taken are answered.

    `at_once` requests are scored at once and `waiting` more wait. Raises KeyboardInterrupt.
    """
    import uvicorn

    from delibctl.reward.server.app import Service
    from delibctl.reward.server.limits import Limits

    limits = Limits(at_once=at_once, waiting=waiting)
    app = Service(reward=reward, token=token, limits=limits, tell=tell).app()
    # No access log: its lines could hold what a query string holds.
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises DelibctlError if the port is in use or not allowed, or the host is no address here.
    """
    try:
        [(family, *_, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except socket.gaierror:
        raise DelibctlError(
            f"unknown host {host!r}", next="name an address of this machine"
        ) from None
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise _not_bound(host, port, error) from None
    return listening


def _not_bound(host: str, port: int, error: OSError) -> DelibctlError:
    if error.errno == errno.EADDRINUSE:
        return DelibctlError(
            f"port {port} of {host} is in use",
            next="choose another port, or 0 for a free one",
            usage="choose another with --port, or --port 0 for a free one",
        )
    if error.errno == errno.EACCES:
        return DelibctlError(
            f"port {port} needs more rights than this process has", next="choose one above 1023"
        )
    return DelibctlError(
        f"{host} is no address of this machine", next="serve on 127.0.0.1 or 0.0.0.0"
    )
