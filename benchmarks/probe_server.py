"""The loopback server in a process of its own, and what it counted."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

_PROGRAM = Path(__file__).with_name("loopback_server.py")


@dataclass(frozen=True)
class Served:
    """A server that runs at a port."""

    port: int

    @property
    def url(self) -> str:
        """What a client calls its base."""
        return f"http://127.0.0.1:{self.port}/v1"

    def reset(self) -> None:
        """Count from nothing."""
        self._get("/reset")

    def expect(self, count: int, who: str) -> None:
        """Stop everything unless so many questions came: the timing would mean nothing."""
        found = self._get("/count")
        if found != count:
            raise SystemExit(f"{who} sent {found:,} requests, not {count:,}")

    def _get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        found = int(connection.getresponse().read())
        connection.close()
        return found


@contextmanager
def serving(latency: float) -> Iterator[Served]:
    """A server that answers after so many seconds, until the block ends."""
    command = [sys.executable, str(_PROGRAM), str(latency)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        port = process.stdout.readline()
        if not port:
            raise SystemExit("the loopback server did not start")
        try:
            yield Served(int(port))
        finally:
            process.stdin.close()
