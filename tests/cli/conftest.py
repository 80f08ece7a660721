"""Fixtures of tests that run `delibctl ci`: a repository with an accepted run on main."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.ci_desk import Desk, accepted_desk
from support.command import Cli


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The repository of a module, of which each test has a copy."""
    with accepted_desk(tmp_path_factory.mktemp("ci")) as desk:
        yield desk


@pytest.fixture
def desk(accepted: Desk, cli: Cli, tmp_path: Path) -> Desk:
    """A copy of the repository, on main."""
    return accepted.copied(cli, tmp_path / "desk")


@pytest.fixture
def on_branch(desk: Desk) -> None:
    """Leave main for a branch of it, before the test."""
    desk.branch()
