"""The comments of one pull request, as GitHub's REST API serves them on the loopback interface."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"
TOKEN = "a-token"
COMMENTS = "/repos/desk/permits/issues/7/comments"
ONE_COMMENT = "/repos/desk/permits/issues/comments/"


@dataclass
class Comments:
    """What the server holds and was asked. `writable`: the token may write."""

    writable: bool = True
    url: str = ""
    held: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def of_the_bot(self) -> list[str]:
        """The bodies of the comments of the job."""
        return [body for author, body in self.held if author == BOT]


@contextmanager
def github(*held: tuple[str, str], writable: bool = True) -> Iterator[Comments]:
    """Serve comments, each an author with a body."""
    comments = Comments(held=list(held), writable=writable)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = int(parse_qs(urlsplit(self.path).query)["page"][0])
            found = [
                {"id": number, "user": {"login": author}, "body": body}
                for number, (author, body) in enumerate(comments.held)
            ]
            self._answer(found[2 * page - 2 : 2 * page])

        def do_POST(self) -> None:
            if self._may_write():
                assert self.path == COMMENTS
                comments.held.append((BOT, self._body()))
                self._answer({})

        def do_PATCH(self) -> None:
            if self._may_write():
                number = int(self.path.removeprefix(ONE_COMMENT))
                comments.held[number] = (comments.held[number][0], self._body())
                self._answer({})

        def _may_write(self) -> bool:
            if not comments.writable:
                self._answer({"message": "Resource not accessible by integration"}, 403)
            return comments.writable

        def _body(self) -> str:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            return str(sent["body"])

        def _answer(self, document: object, status: int = 200) -> None:
            allowed = self.headers["Authorization"] == f"token {TOKEN}"
            comments.asked.append(f"{self.command} {urlsplit(self.path).path}")
            self.send_response(status if allowed else 401)
            self.end_headers()
            self.wfile.write(json.dumps(document if allowed else {}).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    comments.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield comments
    finally:
        server.shutdown()
        server.server_close()
