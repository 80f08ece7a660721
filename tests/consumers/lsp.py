"""As much of an editor as a language server needs: one that speaks over its standard streams."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import IO, Any

#: Seconds until a server that says nothing is given up.
PATIENCE = 60


class Ended(Exception):
    """The server said no more: it crashed, or it was given up."""


@dataclass
class Server:
    """A running server and what it has said of the files that are open."""

    write: IO[bytes]
    read: IO[bytes]
    settings: Mapping[str, Any]
    asked: int = 0
    versions: dict[str, int] = field(default_factory=dict)
    diagnostics: dict[str, list[Any]] = field(default_factory=dict)

    def request(self, method: str, params: Any) -> Any:
        """Ask, and wait for the answer."""
        self.asked += 1
        self._send({"id": self.asked, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self.asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def notify(self, method: str, params: Any) -> None:
        """Say something that is not answered."""
        self._send({"method": method, "params": params})

    def open(self, path: Path) -> list[Any]:
        """Open a file; what is wrong with it."""
        uri = path.as_uri()
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text()}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self._diagnosed(uri)

    def change(self, path: Path, text: str) -> list[Any]:
        """Change the text of an open file; what is wrong with it now."""
        uri = path.as_uri()
        self.versions[uri] += 1
        self.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": uri, "version": self.versions[uri]},
                "contentChanges": [{"text": text}],
            },
        )
        return self._diagnosed(uri)

    def at(self, what: str, path: Path, line: int, character: int) -> Any:
        """The `completion` or the `hover` at a place; both count from 0."""
        place = {"line": line, "character": character}
        params = {"textDocument": {"uri": path.as_uri()}, "position": place}
        return self.request(f"textDocument/{what}", params)

    def _diagnosed(self, uri: str) -> list[Any]:
        self.diagnostics.pop(uri, None)
        while uri not in self.diagnostics:
            self._next()
        return self.diagnostics[uri]

    def _next(self) -> Any:
        """The next message; a question of the server is answered, and its findings are kept."""
        message = self._receive()
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def _answer(self, message: Any) -> Any:
        if message["method"] == "workspace/configuration":
            return [self.settings.get(item["section"]) for item in message["params"]["items"]]
        return None

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.write.flush()

    def _receive(self) -> Any:
        length = 0
        while line := self.read.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise Ended
        return json.loads(self.read.read(length))


@contextmanager
def serving(command: list[str], root: Path, settings: Mapping[str, Any]) -> Iterator[Server]:
    """A server of the files in a folder."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
    assert process.stdin is not None
    assert process.stdout is not None
    giving_up = Timer(PATIENCE, process.kill)
    giving_up.start()
    try:
        server = Server(process.stdin, process.stdout, settings)
        server.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "publishDiagnostics": {},
                        "hover": {"contentFormat": ["plaintext"]},
                        "completion": {"completionItem": {"documentationFormat": ["plaintext"]}},
                    },
                },
            },
        )
        server.notify("initialized", {})
        yield server
    finally:
        giving_up.cancel()
        process.kill()
        process.communicate()
