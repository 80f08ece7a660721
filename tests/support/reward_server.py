"""`delibctl reward serve` in a process of its own, and requests to it."""

import http.client
import json
import re
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from support.command import PATIENCE, Start, Started


class Server:
    """A server in a process of its own, and requests to it."""

    def __init__(self, process: Started, log: Path) -> None:
        self.process = process
        self._log = log
        until = time.monotonic() + PATIENCE
        while not (found := re.search(r"http://\S+?:(\d+); Ctrl-C", self.log)):
            assert time.monotonic() < until, self.log
            assert process.process.poll() is None, self.log
            time.sleep(0.02)
        self.port = int(found[1])

    @property
    def log(self) -> str:
        """All that it has written to stderr."""
        return self._log.read_text()

    def request(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """Send a request; return its status, its JSON or text, and its headers."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
            sent = {"Content-Type": "application/json"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, data, sent)
            response = connection.getresponse()
            text = response.read().decode()
            found = {name.lower(): value for name, value in response.getheaders()}
        is_json = found.get("content-type", "") == "application/json"
        return response.status, json.loads(text) if is_json else text, found

    def post(self, body: object, path: str = "/v1/rewards", **headers: str) -> tuple[int, Any]:
        """Send a body; return its status and its JSON."""
        return self.request("POST", path, body, **headers)[:2]


def started(start: Start, folder: Path, *arguments: object, **environment: str) -> Server:
    """Start a server on a free port; its messages go to a file in the folder."""
    log = folder / "log"
    streams = (folder / "out").open("wb+"), log.open("wb+")
    process = start("reward", "serve", *arguments, "--port", "0", streams=streams, **environment)
    return Server(process, log)
