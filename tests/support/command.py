"""`delibctl` as a command in its own process: how to start it and how it ended."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from support.fork_client import ForkedProcess

#: All that a command sees of the machine: no keys, no colour, no width, no proxy.
_PASSED_ON = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
#: Set by .ci/run, so that commands are measured like the tests themselves.
COVERAGE = ("COVERAGE_PROCESS_START", "COVERAGE_FILE")

#: Python and LiteLLM read these while they start, so only a new process obeys them.
_READ_AT_START = ("PYTHON", "LITELLM", "LC_", "LANG")

#: Seconds after which a command counts as stuck. Generous: the machine may be busy.
PATIENCE = 300


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return standard output as JSON."""
        return json.loads(self.out)


#: Runs `delibctl` with arguments; see the fixture `cli`.
Cli = Callable[..., Done]


def clean_environment(**extra: str) -> dict[str, str]:
    """Return the environment of a command."""
    passed_on = {n: os.environ[n] for n in (*_PASSED_ON, *COVERAGE) if n in os.environ}
    return {**passed_on, "COLUMNS": "100", "PYTHONUTF8": "1", **extra}


def run_new(arguments: tuple[object, ...], folder: Path, environment: dict[str, str]) -> Done:
    """Run `delibctl` in a new process with nothing loaded before."""
    process = subprocess.run(
        [sys.executable, "-m", "delibctl", *map(str, arguments)],
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    return Done(process.returncode, process.stdout, process.stderr)


def needs_new_process(environment: dict[str, str]) -> bool:
    """Return True if a variable works only while Python or LiteLLM start."""
    return any(name.startswith(_READ_AT_START) for name in environment)


class Started:
    """`delibctl` in the background, with its output in the files `streams` or in files of its own.

    With `forking`, a fork of the process at that socket, in which everything is loaded.
    """

    process: "subprocess.Popen[bytes] | ForkedProcess"

    def __init__(
        self,
        arguments: tuple[object, ...],
        folder: Path,
        environment: dict[str, str],
        streams: tuple[IO[Any], IO[Any]] | None = None,
        forking: Path | None = None,
    ) -> None:
        self._streams = streams or _two_files()
        out, err = self._streams
        words = [str(argument) for argument in arguments]
        variables = clean_environment(**environment)
        if forking:
            numbers = {1: out.fileno(), 2: err.fileno()}
            self.process = ForkedProcess(str(forking), words, str(folder), variables, numbers)
            return
        self.process = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *words],
            cwd=folder,
            env=variables,
            stdout=out,
            stderr=err,
            # A shell's background job has Ctrl-C turned off, and children inherit that.
            preexec_fn=None if os.name == "nt" else _listen_to_ctrl_c,
        )

    def ended(self) -> Done:
        """Wait for its end and return how it ended."""
        code = self.process.wait(timeout=PATIENCE)
        said = []
        for stream in self._streams:
            stream.seek(0)
            said.append(stream.read().decode())
        self.kill()
        return Done(code, *said)

    def kill(self) -> None:
        """Kill it if it still runs, and forget its output."""
        self.process.kill()
        self.process.wait()
        for stream in self._streams:
            stream.close()


def _two_files() -> tuple[IO[bytes], IO[bytes]]:
    return tempfile.TemporaryFile(), tempfile.TemporaryFile()


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


#: Starts `delibctl` in the background; see the fixture `start`.
Start = Callable[..., Started]


def assert_ends(done: Done, code: int, *messages: str) -> None:
    """Assert that the command ended with that code and those messages, and without a traceback."""
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err + done.out
    for message in messages:
        assert message in done.err + done.out, done.err + done.out
