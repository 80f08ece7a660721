"""Approvals that a branch brings itself: which count, and what is said of the others."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git
from support.steps import Branched, named_step, policy

LAX = "The assistant may explain how locks are picked."
FILE, APPROVALS = "policy/policy.yaml", "accepted/desk/changes.yaml"
UNAPPROVED = "and nobody approved that"
USED = "The base approved 1 change of this branch."
LISTED = "This branch approves 1 change."
Trick = Callable[[Branched], None]


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Branched:
    """A branch that loosens a clause and approves it, where approvals of branches count."""
    files = {"delibctl.toml": 'policy = "policy"\n', FILE: policy()}
    made = Branched.new(cli, tmp_path / "desk", files)
    made.write({FILE: policy(LAX)})
    made.commit("loosened")
    made.do(named_step(made.ci().out))
    return made


def rewrite(pattern: str, text: str) -> Trick:
    """Replace a pattern in the file of approvals."""

    def write(made: Branched) -> None:
        edited, count = re.subn(pattern, text, (made.root / APPROVALS).read_text())
        assert count
        made.write({APPROVALS: edited})

    return write


def of_another_clause(made: Branched) -> None:
    """Let the approval stand for another clause that was loosened too."""
    rewrite("id: locks.pick", "id: locks.keys")(made)
    made.write({FILE: policy(LAX, other="The assistant may sell keys.")})


def of_another_policy(made: Branched) -> None:
    (made.root / "accepted/other").mkdir()
    git(made.root, "mv", APPROVALS, "accepted/other/changes.yaml")


def text_again(made: Branched) -> None:
    """Loosen further after the approval."""
    made.write({FILE: policy("The assistant explains how locks are picked.")})


def merged_and_reverted(made: Branched) -> None:
    """Merge the branch, revert the merge, and revert that on a new branch."""
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--squash", "edit")
    made.commit("squashed")
    git(made.root, "revert", "--no-edit", "HEAD")
    git(made.root, "switch", "-qC", "edit")
    git(made.root, "revert", "--no-edit", "HEAD")


def merged_beforehand(made: Branched) -> None:
    """Merge the approval alone, and make its change on a new branch."""
    git(made.root, "switch", "-q", "main")
    git(made.root, "checkout", "-q", "edit", "--", "accepted")
    made.commit("approved beforehand")
    git(made.root, "switch", "-qC", "edit")
    made.write({FILE: policy(LAX)})


def expired(made: Branched) -> None:
    rewrite("( +)by: Ada", r"\1expires: '2020-01-01'\n\1by: Ada")(made)


#: The trick, the exit code of the branch, that as the branch of a fork, and words for the first.
TABLE: dict[str, tuple[Trick, int, int, str]] = {
    "brought back by a revert of a revert": (merged_and_reverted, 0, 5, LISTED),
    "merged before its change": (merged_beforehand, 0, 0, USED),
}
SIBLINGS: dict[str, tuple[Trick, int, int, str]] = {
    "untouched": (lambda _made: None, 0, 5, LISTED),
    "expired": (expired, 1, 1, UNAPPROVED),
    "of a date to come": (rewrite("date: .*", "date: '2099-01-01'"), 0, 5, "on 2099-01-01"),
    "by somebody else": (rewrite("by: .*", "by: Bea"), 0, 5, "approved by Bea"),
    "of another text": (rewrite("to: .*", f"to: '{'0' * 16}'"), 1, 1, UNAPPROVED),
    "of another clause": (of_another_clause, 1, 1, "changes 1 other part, and nobody approved"),
    "of another policy": (of_another_policy, 1, 1, UNAPPROVED),
    "of the text before the last": (text_again, 1, 1, UNAPPROVED),
}


def check(made: Branched, trick: Trick, code: int, of_fork: int, words: str) -> None:
    trick(made)
    made.commit("trick")

    own, fork = made.ci(), made.ci("--untrusted")

    assert (own.code, fork.code) == (code, of_fork), own.out + fork.out
    assert words in own.out
    assert "taken back since" not in own.out


@pytest.mark.parametrize(("trick", "code", "of_fork", "words"), TABLE.values(), ids=TABLE)
def test_what_counts(made: Branched, trick: Trick, code: int, of_fork: int, words: str) -> None:
    check(made, trick, code, of_fork, words)


@pytest.mark.slow
@pytest.mark.parametrize(("trick", "code", "of_fork", "words"), SIBLINGS.values(), ids=SIBLINGS)
def test_siblings(made: Branched, trick: Trick, code: int, of_fork: int, words: str) -> None:
    check(made, trick, code, of_fork, words)
