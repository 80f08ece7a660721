"""What tests share: the real command line, in a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support import forked

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_policies"

#: Nothing of the machine's own: no keys, no colour, no width, no proxy.
_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Cli = Callable[..., Done]


def clean_environment(**extra: str) -> dict[str, str]:
    """The environment of a command."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "COLUMNS": "100", "PYTHONUTF8": "1", **extra}


#: Read while Python or LiteLLM start, so only a new process heeds them.
_EARLY = ("PYTHON", "LITELLM", "LC_", "LANG")


@pytest.fixture(scope="session")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """The socket of a process that forks commands; None where there is no fork."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        yield None
        return
    path = tmp_path_factory.mktemp("forked") / "socket"
    server = subprocess.Popen(
        [sys.executable, Path(forked.__file__), path],
        env=clean_environment(),
        stdout=subprocess.PIPE,
    )
    assert server.stdout is not None
    server.stdout.readline()
    yield path
    server.kill()
    server.communicate()


@pytest.fixture
def cli(tmp_path: Path, forking: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Run `delibctl` in a new folder, or in `cwd`; with `new`, with nothing loaded before."""
    streams = tmp_path_factory.mktemp("streams")

    def run(
        *arguments: object, cwd: Path | None = None, new: bool = False, **environment: str
    ) -> Done:
        if forking is not None and not new and not any(n.startswith(_EARLY) for n in environment):
            whole = clean_environment(**environment)
            words = [str(argument) for argument in arguments]
            return Done(*forked.run(forking, words, cwd or tmp_path, whole, streams))
        done = subprocess.run(
            [sys.executable, "-m", "delibctl", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=clean_environment(**environment),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


class Started:
    """`delibctl` in the background."""

    def __init__(
        self, arguments: tuple[object, ...], folder: Path, environment: dict[str, str]
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "delibctl", *map(str, arguments)],
            cwd=folder,
            env=clean_environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            # A shell's background job has Ctrl-C turned off, and children inherit that.
            preexec_fn=None if os.name == "nt" else _listen_to_ctrl_c,
        )

    def ended(self) -> Done:
        """How it ended, once it has."""
        out, err = self.process.communicate(timeout=60)
        return Done(self.process.returncode, out, err)


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


Start = Callable[..., Started]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `delibctl` in a new folder; what still runs at the end of the test is killed."""
    started: list[Started] = []

    def begin(*arguments: object, **environment: str) -> Started:
        started.append(Started(arguments, tmp_path, environment))
        return started[-1]

    yield begin
    for one in started:
        one.process.kill()
        one.process.communicate()


def assert_ends(done: Done, code: int, *messages: str) -> None:
    """The command ended with that code and said that, and shows no traceback."""
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err + done.out
    for message in messages:
        assert message in done.err + done.out


@pytest.fixture
def assistant() -> Path:
    """The sample policy of an assistant."""
    return SAMPLES / "assistant"


@pytest.fixture
def copied(tmp_path: Path, assistant: Path) -> Path:
    """A copy of it, to be written into."""
    return Path(shutil.copytree(assistant, tmp_path / "copied"))


@pytest.fixture
def support_bot() -> Path:
    """The sample policy of a support bot."""
    return SAMPLES / "support_bot"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are written by the code and read by a person."""
    parser.addoption("--write-golden", action="store_true", help="write golden files anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is slow runs on request: leave it out unless `-m` speaks of it."""
    if "slow" in config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]
