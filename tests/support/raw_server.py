"""A server on loopback that answers with bytes as they are, well-formed or not, or with silence."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RawRequest:
    """A request as it came; `first_line` is, for example, `POST /v1/chat/completions HTTP/1.1`."""

    first_line: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class RawServer:
    """The address of the server, the requests so far, and the number of connections."""

    port: int = 0
    requests: list[RawRequest] = field(default_factory=list)
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The address that `api_base` names."""
        return f"http://127.0.0.1:{self.port}/v1"


#: What the server does with a connection once it has read a request.
Answer = Callable[[socket.socket, RawServer], None]


def http(status: int, body: Any = b"", **headers: str) -> Answer:
    """Answer with a status, a body (JSON unless it is bytes), and headers."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html" if isinstance(body, bytes) else "application/json"
    named = {"Content-Type": kind, "Content-Length": str(len(data)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Some Reason", *(f"{k}: {v}" for k, v in named.items()), "", ""]
    return raw("\r\n".join(lines).encode() + data)


def raw(data: bytes) -> Answer:
    """Answer with bytes, and close the connection."""
    return lambda connection, _server: connection.sendall(data)


def silent(_connection: socket.socket, server: RawServer) -> None:
    """Answer nothing for as long as the server runs."""
    server.ended.wait()


def dripping(data: bytes, seconds: float) -> Answer:
    """Answer with one byte after the other, so many seconds apart."""

    def drip(connection: socket.socket, server: RawServer) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            if server.ended.wait(seconds):
                return

    return drip


@contextmanager
def raw_server(
    answer: Answer, *, tls: ssl.SSLContext | None = None, speaks_first: bool = False
) -> Iterator[RawServer]:
    """Run a server until the block ends; one that speaks first reads no request."""
    server = RawServer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def serve(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
                with spoken:
                    if speaks_first or _read_request(spoken, server):
                        answer(spoken, server)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    server.connections += 1
                    threading.Thread(target=serve, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            # Closing alone would not wake a thread that waits for a connection.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _read_request(connection: socket.socket, server: RawServer) -> bool:
    """Keep the request of a connection; False if it is none."""
    with connection.makefile("rb") as stream:
        first = stream.readline().decode("latin-1").strip()
        headers = {}
        while line := stream.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if not headers:
            return False
        body = stream.read(int(headers.get("content-length", 0)))
    server.requests.append(RawRequest(first, headers, body))
    return True
