"""Fixtures of every test; their parts are in `support/`."""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings
from support import forked
from support.command import (
    Cli,
    Done,
    Start,
    Started,
    clean_environment,
    needs_new_process,
    run_new,
)
from support.project import SAMPLES
from support.shell import fork_of, new_process

#: Tests that run commands, most of which take a second each.
COMMANDS = Path(__file__).parent / "cli"


@pytest.fixture(scope="session")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """The socket of a process that forks commands, or None where the system has no fork."""
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
def cli(tmp_path: Path, forking: Path | None) -> Cli:
    """Run `delibctl` in a new folder or in `cwd`; with `new`, in a new process."""

    def run(
        *arguments: object, cwd: Path | None = None, new: bool = False, **environment: str
    ) -> Done:
        folder = cwd or tmp_path
        if forking is None or new or needs_new_process(environment):
            return run_new(arguments, folder, environment)
        return Started(arguments, folder, environment, forking=forking).ended()

    return run


@pytest.fixture
def start(tmp_path: Path, forking: Path | None) -> Iterator[Start]:
    """Start `delibctl` in a new folder and kill it at the end of the test if it still runs."""
    started: list[Started] = []

    def begin(
        *arguments: object, streams: tuple[IO[str], IO[str]] | None = None, **environment: str
    ) -> Started:
        forks = None if needs_new_process(environment) else forking
        started.append(Started(arguments, tmp_path, environment, streams, forks))
        return started[-1]

    yield begin
    for command in started:
        command.kill()


@pytest.fixture
def as_fork(forking: Path | None) -> str:
    """The beginning of a shell line in which `delibctl` is a fork, where there are any."""
    return new_process() if forking is None else fork_of(forking)


@pytest.fixture
def assistant() -> Path:
    """The sample policy of an assistant."""
    return SAMPLES / "assistant"


@pytest.fixture
def copied(tmp_path: Path, assistant: Path) -> Path:
    """A copy of it that may be changed."""
    return Path(shutil.copytree(assistant, tmp_path / "copied"))


@pytest.fixture
def support_bot() -> Path:
    """The sample policy of a support bot."""
    return SAMPLES / "support_bot"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files; a person reads the difference."""
    parser.addoption("--write-golden", action="store_true", help="write golden files anew")


def _with_slow(config: pytest.Config) -> bool:
    return "slow" in config.option.markexpr


def pytest_configure(config: pytest.Config) -> None:
    """Set the profile of Hypothesis: no deadline, which a busy machine misses; more with `slow`."""
    settings.register_profile(
        "delibctl",
        max_examples=settings().max_examples * 10 if _with_slow(config) else 30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("delibctl")


@pytest.hookimpl(tryfirst=True)
def _beyond_few(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield the rows of dear tables that an ordinary run leaves out.

    It takes the middle row of each table in `tests/cli`, and of one marked `two_rows` the first and
    the middle one.
    """
    tables = defaultdict[str, list[pytest.Item]](list)
    for item in items:
        dear = item.path.parent == COMMANDS or item.get_closest_marker("two_rows")
        if dear and not item.get_closest_marker("slow"):
            tables[item.nodeid.partition("[")[0]].append(item)
    for rows in tables.values():
        taken = {len(rows) // 2}
        if rows[0].get_closest_marker("two_rows"):
            taken.add(0)
        yield from (row for number, row in enumerate(rows) if number not in taken)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out unless `-m` names them; then the laws of Hypothesis are slow too.

    So are most rows of a long table of commands, each of which takes a second.
    """
    for item in _beyond_few(items):
        item.add_marker("slow")
    if _with_slow(config):
        for item in items:
            if is_hypothesis_test(getattr(item, "function", None)):
                item.add_marker("slow")
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]
