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
#: As it comes: one process, and a server that is called one of OpenAI's.
PLAIN = "delibctl"
#: As docs/probing.md advises for a fast server of one's own: workers, and LiteLLM's own client.
TUNED = "delibctl, tuned"
#: From so many cases on, workers help.
_WORKERS_FROM = 1_000


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What to run, against which server, and the folder for everything that is written.

    `inspect` is a Python that has inspect-ai, or None. `route` is what LiteLLM is told that the
    server is, where delibctl is tuned.
    """

    delibctl: str
    inspect: str | None
    workers: int
    route: str
    server: Served
    folder: Path

    def prepare(self, cases: int) -> None:
        """Write the policy with its cases; in a process of its own, as ours has to stay small."""
        folder = self._of(cases)
        folder.mkdir()
        arguments = [HERE / "probe_cases.py", folder, cases, self.server.url, f"{self.route}/mock"]
        subprocess.run([sys.executable, *map(str, arguments)], check=True)

    def workers_at(self, cases: int) -> int:
        """How many processes delibctl is told to use for so many cases."""
        return self.workers if cases >= _WORKERS_FROM else 1

    def first(self, cases: int, workers: int) -> Measured:
        """The first run where it is tuned, alone."""
        with TemporaryDirectory(dir=self.folder) as state:
            return self._run(TUNED, self._tuned(state, workers), cases, cases, workers)

    def plain(self, cases: int, at_once: int) -> Measured:
        """The first run as it comes, alone."""
        with TemporaryDirectory(dir=self.folder) as state:
            return self._run(PLAIN, self._plain(state, at_once), cases, cases)

    def round(self, cases: int) -> Iterator[tuple[str, Measured]]:
        """Each tool once."""
        workers = self.workers_at(cases)
        with TemporaryDirectory(dir=self.folder) as work:
            yield from self._twice(TUNED, self._tuned(work, workers), cases, workers)
            yield from self._twice(PLAIN, self._plain(f"{work}/plain"), cases)
            if self.inspect:
                command = [self.inspect, str(HERE / "inspect_eval.py"), "requests.json", work]
                yield "inspect-ai", self._run("inspect-ai", command, cases, cases)
            replies = str(Path(work) / "replies.jsonl")
            command = [sys.executable, str(HERE / "bare_litellm.py"), "requests.json", replies]
            yield "bare LiteLLM", self._run("bare LiteLLM", command, cases, cases)

    def _twice(
        self, who: str, command: list[str], cases: int, workers: int = 1
    ) -> Iterator[tuple[str, Measured]]:
        """A first run of delibctl, and one of which everything is known."""
        yield who, self._run(who, command, cases, cases, workers)
        again = f"{who}, unchanged"
        yield again, self._run(again, command, cases, 0, workers)

    def _of(self, cases: int) -> Path:
        return self.folder / str(cases)

    def _plain(self, state: str, at_once: int = CONCURRENCY) -> list[str]:
        return [*self._probe(state, at_once), "--model", "mock"]

    def _tuned(self, state: str, workers: int) -> list[str]:
        tuned = ["--model", "own", "--workers", str(workers)]
        return [*self._probe(state, CONCURRENCY), *tuned]

    def _probe(self, state: str, at_once: int) -> list[str]:
        asked = ["--concurrency", str(at_once), "--state", state]
        return [self.delibctl, "probe", "policy.yaml", *asked]

    def _run(
        self, who: str, command: list[str], cases: int, requests: int, workers: int = 1
    ) -> Measured:
        self.server.reset()
        # Some clients would send even what is for loopback through a proxy.
        environment = os.environ | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        measured = run(command, self._of(cases), environment, children=workers > 1)
        self.server.expect(requests, who)
        return measured
