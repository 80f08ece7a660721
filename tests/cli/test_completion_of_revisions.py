"""What a shell completes where an option takes a revision: branches, remote branches and tags."""

from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git
from support.steps import Branched, policy

OPTIONS = [
    "ci --base",
    *(
        pytest.param(option, marks=pytest.mark.slow)
        for option in ("ci --head", "diff --against", "accept --against", "probe --changed")
    ),
]
#: What stands before the cursor, and what is offered.
BEGUN = {
    "ma": ["main"],
    "v": ["v1.0", "very/long"],
    "ori": ["origin/main"],
    "HE": ["HEAD"],
    "main...v": ["main...v1.0", "main...very/long"],
    "no-such": [],
}


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Branched:
    made = Branched.new(cli, tmp_path / "desk", {"policy/policy.yaml": policy()})
    git(made.root, "tag", "v1.0")
    git(made.root, "branch", "very/long")
    git(made.root, "update-ref", "refs/remotes/origin/main", "HEAD")
    return made


def completed(made: Branched, words: str) -> list[str]:
    """What bash is offered for the last word of a command."""
    number = str(len(words.split(" ")))
    asked = {"_DELIBCTL_COMPLETE": "complete_bash", "COMP_CWORD": number}
    done = made.run(COMP_WORDS=f"delibctl {words}", **asked)
    assert done.err == ""
    return done.out.split()


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_that_takes_a_revision_completes_one(made: Branched, option: str) -> None:
    assert completed(made, f"{option} ma") == ["main"]


@pytest.mark.slow
@pytest.mark.parametrize(("begun", "offered"), BEGUN.items(), ids=BEGUN)
def test_what_is_offered(made: Branched, begun: str, offered: list[str]) -> None:
    assert completed(made, f"ci --base {begun}") == offered


def test_outside_of_a_repository_nothing_is_offered(cli: Cli, tmp_path: Path) -> None:
    assert completed(Branched(cli, tmp_path), "ci --base ma") == []
