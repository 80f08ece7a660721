"""The loopback server in a process of its own, and what it counted."""

import json
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
    """Questions since the reset, and the seconds from first to last, by the clock and of CPU."""

    questions: int
    seconds: float
    cpu: float


@dataclass(frozen=True)
class LoopbackServer:
    """A server that runs at a port."""

    port: int

    @property
    def url(self) -> str:
        """What a client calls its base."""
        return f"http://127.0.0.1:{self.port}/v1"

    def reset(self) -> None:
        """Count from nothing."""
        self._get("/reset")

    def expect(self, count: int, who: str) -> Served:
        """Stop everything unless so many questions came: the timing would mean nothing."""
        served = self._get("/served")
        if served.questions != count:
            raise SystemExit(f"{who} sent {served.questions:,} requests, not {count:,}")
        return served

    def _get(self, path: str) -> Served:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        served = Served(**json.loads(connection.getresponse().read()))
        connection.close()
        return served


@contextmanager
def serving(latency: float) -> Iterator[LoopbackServer]:
    """A server that answers after so many seconds, until the block ends."""
    command = [sys.executable, str(_PROGRAM), str(latency)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        port = process.stdout.readline()
        if not port:
            raise SystemExit("the loopback server did not start")
        try:
            yield LoopbackServer(int(port))
        finally:
            process.stdin.close()
