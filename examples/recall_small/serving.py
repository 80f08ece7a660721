"""A tiny server on loopback, with OpenAI's chat completions, that gives one reply at a time."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

Messages = Sequence[dict[str, str]]
#: A conversation and the most tokens of a reply -> its text, and the tokens read and written.
Reply = Callable[[Messages, int], tuple[str, int, int]]
_MOST_TOKENS = 512


@contextmanager
def serving(reply: Reply, port: int) -> Iterator[str]:
    """Serve a model, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(reply))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(reply: Reply) -> type[BaseHTTPRequestHandler]:
    one_at_a_time = Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if not self.path.endswith("/chat/completions"):
                self._send(404, {"error": {"message": f"no {self.path} here"}})
                return
            try:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                messages, most = body["messages"], body.get("max_tokens") or _MOST_TOKENS
            except (ValueError, KeyError, TypeError) as error:
                self._send(400, {"error": {"message": f"the body is not a question: {error}"}})
                return
            with one_at_a_time:
                self._send(200, _completion(body.get("model", ""), *reply(messages, most)))

        def _send(self, status: int, document: dict[str, Any]) -> None:
            content = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Write no log."""

    return Handler


def _completion(model: str, text: str, read: int, written: int) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "reply",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
        },
    }
