"""`delibctl ci` of a head that has no commit of its own: not red, and no check that passed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli
from support.steps import Branched, policy

FILES = {"delibctl.toml": 'policy = "policy"\n', "policy/policy.yaml": policy()}
SAME = "HEAD is the same commit as main, so nothing was compared"
BEHIND = "HEAD has no commit that is not in main, so nothing was compared"
Trick = Callable[[Branched], None]
NEXT = (
    "Only lint checked the policy; to check a branch, let `--base` name what it is to be merged "
    "into."
)


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Branched:
    """A branch of main without a commit."""
    return Branched.new(cli, tmp_path / "desk", FILES)


def same(_made: Branched) -> None:
    """Leave head where main is, as a job does whose base variable names its own branch."""


def behind(made: Branched) -> None:
    made.on_main({"policy/policy.yaml": policy("The assistant may explain how locks are picked.")})


@pytest.mark.parametrize(("where", "why"), [(same, SAME), (behind, BEHIND)])
def test_it_says_that_nothing_was_compared(made: Branched, where: Trick, why: str) -> None:
    where(made)

    done, comment = made.ci(), made.ci("--format", "markdown").out
    document = json.loads(made.ci("--format", "json").out)
    annotated = made.ci("--format", "github").out

    assert done.code == 0
    assert done.err.splitlines()[0] == why
    assert done.out.splitlines()[0] == f"Nothing compared, nothing to merge: {why}."
    assert comment.startswith(f"**Nothing compared, nothing to merge: {why}.** Only lint ")
    assert (document["verdict"], document["what"]) == ("Nothing compared", why)
    assert [step["text"] for step in document["steps"]] == [NEXT]
    assert document["policies"][0]["verdict"] == "Nothing compared"
    assert annotated == f"Nothing compared, nothing to merge: {why}. {NEXT}\n"
    assert not any("assed" in told for told in (done.out, comment, str(document), annotated))


def test_lint_still_fails_it(cli: Cli, tmp_path: Path) -> None:
    files = {**FILES, "policy/policy.yaml": policy().replace("style: refuse", "style: refused")}
    made = Branched.new(cli, tmp_path / "desk", files)

    done, comment = made.ci(), made.ci("--format", "markdown").out

    assert done.code == 1
    assert done.out.startswith("Failed, do not merge: lint found 2 problems")
    assert f"\n{SAME}.\n" in done.out
    assert f"\n{SAME}.\n" in comment


@pytest.mark.slow
def test_a_branch_with_a_commit_that_changes_nothing_was_compared(made: Branched) -> None:
    made.commit("empty")

    done = made.ci()

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "Passed, you can merge: nothing in this branch can change an answer."
    )
