"""Runs each tool on the cases of a folder, and has the server count what it sent."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from probe_measured import Measured, run
from probe_options import Options
from probe_promptfoo import Promptfoo
from probe_server import LoopbackServer, Served, serving

HERE = Path(__file__).parent
CONCURRENCY = 64
OURS = "delibctl"
OURS_LITELLM = "delibctl over LiteLLM"
UNCHANGED = "delibctl, unchanged"
AIOHTTP = "bare aiohttp"
LITELLM = "bare LiteLLM"
#: Runs something for so many cases, and has a folder for what it writes.
_Step = Callable[[int, Path], Iterator["Timed"]]


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A run of a tool, and what the server said of it."""

    tool: str
    measured: Measured
    served: Served

    @property
    def busy(self) -> float:
        """How much of the time the server was busy, once questions came."""
        return self.served.cpu / self.served.seconds if self.served.seconds else 0.0


@dataclass(frozen=True, kw_only=True)
class Tools:
    """What to run, against which server, and the folder for everything that is written."""

    options: Options
    server: LoopbackServer
    folder: Path

    def prepare(self, cases: int) -> None:
        """Write the policy with its cases; in a process of its own, as ours has to stay small."""
        folder = self.folder_of(cases)
        folder.mkdir()
        arguments = [HERE / "probe_cases.py", folder, cases, self.server.url]
        subprocess.run([sys.executable, *map(str, arguments)], check=True)

    def folder_of(self, cases: int) -> Path:
        """Where the policy with so many cases is."""
        return self.folder / str(cases)

    def round(self, cases: int, *, backwards: bool = False) -> Iterator[Timed]:
        """Each tool once; the next round goes backwards, so that no tool always runs first."""
        steps: list[_Step] = [self._ours, self._aiohttp]
        if self.options.promptfoo:
            steps.append(self._promptfoo)
        if self.options.inspect:
            steps.append(self._inspect)
        if self.options.litellm:
            steps.append(self._litellm)
        for step in reversed(steps) if backwards else steps:
            with TemporaryDirectory(dir=self.folder) as work:
                yield from step(cases, Path(work))

    def ours(self, cases: int, at_once: int, workers: int = 1) -> Timed:
        """A first run of delibctl, alone."""
        with TemporaryDirectory(dir=self.folder) as work:
            command = self._probe(Path(work), at_once=at_once, workers=workers)
            return self._run(OURS, command, cases)

    def aiohttp(self, cases: int) -> Timed:
        """The bare loop, alone."""
        with TemporaryDirectory(dir=self.folder) as work:
            (timed,) = self._aiohttp(cases, Path(work))
            return timed

    def _ours(self, cases: int, work: Path) -> Iterator[Timed]:
        """A first run, and one of which everything is known."""
        yield self._run(OURS, self._probe(work), cases)
        yield self._run(UNCHANGED, self._probe(work), cases, requests=0)

    def _aiohttp(self, cases: int, work: Path) -> Iterator[Timed]:
        yield self._run(AIOHTTP, _script("bare_aiohttp.py", work / "replies.jsonl"), cases)

    def _litellm(self, cases: int, work: Path) -> Iterator[Timed]:
        yield self._run(OURS_LITELLM, self._probe(work, model="litellm"), cases)
        yield self._run(LITELLM, _script("bare_litellm.py", work / "replies.jsonl"), cases)

    def _inspect(self, cases: int, work: Path) -> Iterator[Timed]:
        assert self.options.inspect
        command = _script("inspect_eval.py", work, python=self.options.inspect)
        yield self._run("inspect-ai", command, cases)

    def _promptfoo(self, cases: int, _: Path) -> Iterator[Timed]:
        assert self.options.promptfoo
        # Its database is made once, in the warm-up.
        promptfoo = Promptfoo(Path(self.options.promptfoo), self.folder / "promptfoo")
        before = promptfoo.stored()
        command = promptfoo.command(CONCURRENCY)
        yield self._run("promptfoo", command, cases, environment=promptfoo.environment())
        stored = promptfoo.stored() - before
        if stored != cases:
            raise SystemExit(f"promptfoo stored {stored:,} results, not {cases:,}")

    def _probe(
        self, state: Path, *, at_once: int = CONCURRENCY, workers: int = 1, model: str = "mock"
    ) -> list[str]:
        spread = ["--concurrency", str(at_once), "--workers", str(workers)]
        asked = ["probe", "policy.yaml", "--model", model, "--state", str(state)]
        return [self.options.delibctl, *asked, *spread]

    def _run(
        self,
        tool: str,
        command: list[str],
        cases: int,
        *,
        requests: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Timed:
        self.server.reset()
        # Some clients would send even what is for loopback through a proxy.
        direct = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        everything = {**os.environ, **direct, **(environment or {})}
        measured = run(command, self.folder_of(cases), everything)
        served = self.server.expect(cases if requests is None else requests, tool)
        return Timed(tool=tool, measured=measured, served=served)


@contextmanager
def tools_with(options: Options, latency: float) -> Iterator[Tools]:
    """The tools with a server of that latency, and a folder that goes away."""
    with TemporaryDirectory() as name, serving(latency) as server:
        yield Tools(options=options, server=server, folder=Path(name))


def _script(name: str, output: Path, *, python: str = sys.executable) -> list[str]:
    return [python, str(HERE / name), "requests.json", str(output)]
