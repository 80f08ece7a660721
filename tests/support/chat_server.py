"""A model on loopback, as any of the providers speaks, with the faults that real ones have."""

import json
import math
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from support.wire.openai_chat import OPENAI
from support.wire.shape import Completion, Wire

FAULTS = ("429", "500", "dropped", "not json", "page", "empty")

#: From a request to the text of the reply.
Answer = Callable[[dict[str, Any]], str]


@dataclass
class ChatServer:
    """`fault` says which fault, if any, the request of that number meets.

    Requests from number `holds_from` on get no reply before `released` is set.
    """

    answer: Answer
    fault: Callable[[int, dict[str, Any]], str | None] = lambda _number, _request: None
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    delay: float = 0.0
    holds_from: float = math.inf
    released: threading.Event = field(default_factory=threading.Event)
    reasoning: str = ""
    served: str = ""
    cached: int = 0
    read: int | None = None
    keys: set[str] = field(default_factory=set)
    wire: Wire = OPENAI
    ended: threading.Event = field(default_factory=threading.Event)

    def configure(self, folder: Path, *lines: str, top: str = "") -> None:
        """Write the configuration in which the model `mock` is this server."""
        model = (
            "[models.mock]",
            f'name = "{self.wire.model}"',
            f'api_base = "{self.url}"',
            f'wire = "{self.wire.asked}"',
            *lines,
        )
        (folder / "delibctl.toml").write_text("\n".join((top, *model, "")))


def first_clause(request: dict[str, Any]) -> str:
    """A well laid out reply that cites the first clause shown."""
    system = request["messages"][0]["content"]
    clause = system.split("\n### [", 1)[1].split("]", 1)[0]
    quote = system.split(f"### [{clause}]", 1)[1].splitlines()[2]
    return json.dumps(
        {
            "reasoning": f"The request falls under [{clause}].",
            "citations": [{"clause": clause, "quote": quote}],
            "style": "comply",
            "answer": "Here is what you asked for.",
        }
    )


def _tokens(request: dict[str, Any]) -> int:
    """The tokens of a prompt: 100, but for a long one, which would otherwise look cut."""
    characters = sum(len(message["content"]) for message in request["messages"])
    return 100 if characters < 5000 else characters // 4


class _Quiet(ThreadingHTTPServer):
    """A client that goes away in the middle is what some tests are about."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """Run the server until the block ends."""
    http = _Quiet(("127.0.0.1", 0), _handler(server))
    server.url = f"http://127.0.0.1:{http.server_port}{server.wire.base}"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.ended.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path != server.wire.path:
                self._send(404, "no such path")
                return
            with server.lock:
                number = len(server.requests)
                server.requests.append(request)
                server.keys.add(server.wire.key(self.headers))
            asked = server.wire.read(request)
            fault = server.fault(number, asked)
            if fault:
                with server.lock:
                    server.faults[fault] += 1
            if number >= server.holds_from:
                server.released.wait()
            if server.delay:
                server.ended.wait(server.delay)
            self._respond(asked, fault)

        def _respond(self, request: dict[str, Any], fault: str | None) -> None:
            if fault == "dropped":
                self.close_connection = True
                self.connection.close()
            elif fault == "stalled":
                server.ended.wait(30)
                self.close_connection = True
            elif fault == "not json":
                self._send(200, '{"id": "chatcmpl-1", "choices": [{"index": 0, "mess')
            elif fault == "page":
                self._send(200, "<!doctype html><title>One moment</title>")
            elif fault is not None and fault in server.wire.errors:
                self._send(*server.wire.error(fault, server.wire.key(self.headers)))
            else:
                said = Completion(
                    text="" if fault in ("empty", "cut") else server.answer(request),
                    reasoning=server.reasoning,
                    served=server.served,
                    read=server.read or _tokens(request),
                    cached=server.cached,
                    ends=fault,
                )
                self._send(200, json.dumps(server.wire.body(said)))

        def _send(self, status: int, body: str) -> None:
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if status == 429:
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(data)

    return Handler
