"""What tests share: the real command line, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Run `delibctl` in a new folder, or in `cwd`."""

    def run(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
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


@pytest.fixture
def assistant() -> Path:
    """The sample policy of an assistant."""
    return SAMPLES / "assistant"


@pytest.fixture
def support_bot() -> Path:
    """The sample policy of a support bot."""
    return SAMPLES / "support_bot"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are written by the code and read by a person."""
    parser.addoption("--write-golden", action="store_true", help="write golden files anew")
