"""Runs each tool on the cases of a folder, and has the server count what it sent."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from probe_measured import Measured, run
from probe_server import Served

HERE = Path(__file__).parent
CONCURRENCY = 64
#: What a run is called that has no workers, where others have.
ALONE = "delibctl, one process"
#: From so many cases on, delibctl is given the workers that were asked for.
_WORKERS_FROM = 1_000


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What to run, against which server, and the folder for everything that is written.

    `inspect` is a Python that has inspect-ai, or None.
    """

    delibctl: str
    inspect: str | None
    workers: int
    server: Served
    folder: Path

    def prepare(self, cases: int) -> None:
        """Write the policy with its cases; in a process of its own, as ours has to stay small."""
        folder = self._of(cases)
        folder.mkdir()
        arguments = [HERE / "probe_cases.py", folder, cases, self.server.url]
        subprocess.run([sys.executable, *map(str, arguments)], check=True)

    def workers_at(self, cases: int) -> int:
        """How many processes delibctl is told to use for so many cases."""
        return self.workers if cases >= _WORKERS_FROM else 1

    def first(self, cases: int, workers: int) -> Measured:
        """The first run of delibctl, alone."""
        with TemporaryDirectory(dir=self.folder) as state:
            return self._run("delibctl", self._delibctl(state, workers), cases, cases, workers)

    def round(self, cases: int) -> Iterator[tuple[str, Measured]]:
        """Each tool once."""
        workers = self.workers_at(cases)
        with TemporaryDirectory(dir=self.folder) as work:
            yield from self._twice("delibctl", work, cases, workers)
            if workers > 1:
                yield from self._twice(ALONE, f"{work}/alone", cases, 1)
            if self.inspect:
                command = [self.inspect, str(HERE / "inspect_eval.py"), "requests.json", work]
                yield "inspect-ai", self._run("inspect-ai", command, cases, cases)
            replies = str(Path(work) / "replies.jsonl")
            command = [sys.executable, str(HERE / "bare_litellm.py"), "requests.json", replies]
            yield "bare LiteLLM", self._run("bare LiteLLM", command, cases, cases)

    def _twice(
        self, who: str, state: str, cases: int, workers: int
    ) -> Iterator[tuple[str, Measured]]:
        """A first run of delibctl, and one of which everything is known."""
        command = self._delibctl(state, workers)
        yield who, self._run(who, command, cases, cases, workers)
        again = f"{who}, unchanged"
        yield again, self._run(again, command, cases, 0, workers)

    def _of(self, cases: int) -> Path:
        return self.folder / str(cases)

    def _delibctl(self, state: str, workers: int) -> list[str]:
        asked = ["--model", "mock", "--concurrency", str(CONCURRENCY), "--state", state]
        more = ["--workers", str(workers)] if workers > 1 else []
        return [self.delibctl, "probe", "policy.yaml", *asked, *more]

    def _run(
        self, who: str, command: list[str], cases: int, requests: int, workers: int = 1
    ) -> Measured:
        self.server.reset()
        # Some clients would send even what is for loopback through a proxy.
        environment = os.environ | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        measured = run(command, self._of(cases), environment, children=workers > 1)
        self.server.expect(requests, who)
        return measured
