"""A chat-completions server on loopback, with the faults that real ones have."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

FAULTS = ("429", "500", "dropped", "not json", "empty")

#: How servers say what is wrong: the status, and the error in the body.
_ERRORS: dict[str, tuple[int, dict[str, str]]] = {
    "429": (429, {"message": "slow down"}),
    "500": (500, {"message": "it broke"}),
    "quota": (429, {"message": "You exceeded your current quota", "code": "insufficient_quota"}),
    "context": (
        400,
        {
            "message": "This model's maximum context length is 10 tokens",
            "code": "context_length_exceeded",
        },
    ),
    "a quota per minute": (429, {"message": "Quota exceeded for requests per minute"}),
    "filtered as an error": (
        400,
        {"message": "content management policy", "code": "content_filter"},
    ),
    "moderated": (403, {"message": "requires moderation and your input was flagged"}),
    "no schema": (400, {"message": "response_format: no"}),
    "bad request": (400, {"message": "messages: too odd"}),
    "unauthorized": (401, {"message": "bad key KEY"}),
    "forbidden": (403, {"message": "not for you"}),
    "no such model": (404, {"message": "no such model"}),
}
#: Ways in which a choice ends other than by itself.
_ENDINGS: dict[str, dict[str, Any]] = {
    "filtered": {"finish_reason": "content_filter"},
    "cut": {"finish_reason": "length"},
    "refusal": {"message": {"role": "assistant", "content": None, "refusal": "I won't."}},
}

#: From a request to the text of the reply.
Answer = Callable[[dict[str, Any]], str]


@dataclass
class ChatServer:
    """`fault` says which fault, if any, the request of that number meets."""

    answer: Answer
    fault: Callable[[int, dict[str, Any]], str | None] = lambda _number, _request: None
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    delay: float = 0.0
    reasoning: str = ""
    served: str = "mock-2026-01-01"

    def configure(self, folder: Path, *lines: str, top: str = "") -> None:
        """Write the configuration in which the model `mock` is this server."""
        model = ("[models.mock]", 'name = "openai/mock"', f'api_base = "{self.url}"', *lines)
        (folder / "delibctl.toml").write_text("\n".join((top, *model, "")))


def some_faults(seed: int, share: float) -> Callable[[int, dict[str, Any]], str | None]:
    """Each fault on that share of the requests."""

    def fault(number: int, _request: dict[str, Any]) -> str | None:
        draw = Random(seed * 1_000_003 + number).random()
        index = int(draw / share)
        return FAULTS[index] if index < len(FAULTS) else None

    return fault


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


class _Quiet(ThreadingHTTPServer):
    """A client that goes away in the middle is what some tests are about."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """Run the server until the block ends."""
    http = _Quiet(("127.0.0.1", 0), _handler(server))
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
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
            with server.lock:
                number = len(server.requests)
                server.requests.append(request)
            fault = server.fault(number, request)
            if fault:
                with server.lock:
                    server.faults[fault] += 1
            if server.delay:
                threading.Event().wait(server.delay)
            self._respond(request, fault)

        def _respond(self, request: dict[str, Any], fault: str | None) -> None:
            if fault == "dropped":
                self.close_connection = True
                self.connection.close()
            elif fault == "not json":
                self._send(200, "<html>a proxy speaks</html>")
            elif fault in _ERRORS:
                status, error = _ERRORS[fault]
                self._send(status, json.dumps({"error": error}).replace("KEY", self._key()))
            else:
                text = "" if fault == "empty" else server.answer(request)
                completion = _completion(server, text)
                completion["choices"][0] |= _ENDINGS.get(fault or "", {})
                self._send(200, json.dumps(completion))

        def _key(self) -> str:
            return self.headers.get("Authorization", "").removeprefix("Bearer ")

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


def _completion(server: ChatServer, text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    if server.reasoning:
        message["reasoning_content"] = server.reasoning
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": server.served,
        "system_fingerprint": "fp_1",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
