"""A server on loopback that keeps every request as it came, and answers each with two letters."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_COMPLETION = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "served",
    "service_tier": "default",
    "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}
    ],
    "usage": {"prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4},
}


@dataclass(frozen=True)
class Recorded:
    """A request; `key` is what it carries as a bearer."""

    path: str
    key: str
    body: dict[str, Any]


@dataclass
class Recorder:
    """The address of the server, and the requests so far."""

    url: str
    requests: list[Recorded] = field(default_factory=list)

    def take(self) -> list[Recorded]:
        """Return the requests since the last time."""
        taken, self.requests = self.requests, []
        return taken


@contextmanager
def recording() -> Iterator[Recorder]:
    """Run the server until the block ends."""
    recorder = Recorder("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            key = self.headers.get("Authorization", "").removeprefix("Bearer ")
            recorder.requests.append(Recorded(self.path, key, body))
            answer = json.dumps(_COMPLETION).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    recorder.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield recorder
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
