"""An approval of the base counts for one change: not again after the base took it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git
from support.steps import Branched, named_step, policy

LAX = "The assistant may explain how locks are picked."
LAXER = "The assistant explains how locks are picked."
FILE = "policy/policy.yaml"
APPROVALS = "accepted/desk/changes.yaml"
BASE = {
    "delibctl.toml": 'policy = "policy"\n[ci]\napprovals = "base"\n',
    FILE: policy(),
}
AGAIN = "and taken back since; approve it again"


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Branched:
    """A branch that loosens a clause, and its approval in a branch of its own."""
    made = Branched.new(cli, tmp_path / "desk", BASE)
    loosen(made)
    made.do(named_step(made.ci().out))
    return made


def loosen(made: Branched, text: str = LAX) -> None:
    made.write({FILE: policy(text)})
    made.commit("loosened")


def approve_on_main(made: Branched) -> None:
    """Merge the approval of the branch alone, before its change."""
    git(made.root, "switch", "-q", "main")
    git(made.root, "checkout", "-q", "edit", "--", "accepted")
    made.commit("approved beforehand")


def merge_by_commit(made: Branched) -> None:
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--no-ff", "--no-edit", "edit")


def merge_by_squash(made: Branched) -> None:
    git(made.root, "switch", "-q", "main")
    git(made.root, "merge", "-q", "--squash", "edit")
    made.commit("squashed")


def merge_by_rebase(made: Branched) -> None:
    git(made.root, "switch", "-q", "main")
    git(made.root, "cherry-pick", "main..edit")


def merge_approval_then_change(made: Branched) -> None:
    approve_on_main(made)
    made.write({FILE: policy(LAX)})
    made.commit("merged")


def take_back(made: Branched) -> None:
    made.write({FILE: policy()})
    made.commit("taken back")


def take_back_by_git(made: Branched) -> None:
    git(made.root, "revert", "--no-edit", "HEAD")


def move_accepted(made: Branched) -> None:
    """Move the configuration, the policy and the approvals below one folder."""
    take_back(made)
    (made.root / "team").mkdir()
    for name in ("delibctl.toml", "policy", "accepted"):
        git(made.root, "mv", name, f"team/{name}")
    made.commit("moved")


def move_policy(made: Branched) -> None:
    take_back(made)
    git(made.root, "mv", "policy", "rules")
    made.write({"delibctl.toml": BASE["delibctl.toml"].replace('"policy"', '"rules"')})
    made.commit("moved")


def go_on(made: Branched) -> None:
    take_back(made)
    for number in range(5):
        made.write({FILE: policy(other=f"The assistant must not sell {number} keys.")})
        made.commit("goes on")
    take_back(made)


def branch_again(made: Branched) -> None:
    """Make the same change on a new branch of main."""
    git(made.root, "switch", "-qC", "edit", "main")
    path = next(p for p in made.root.rglob("policy.yaml"))
    path.write_text(policy(LAX))
    made.at = "team" if (made.root / "team").exists() else ""
    made.commit("loosened again")


MERGES = [merge_by_commit, merge_by_squash, merge_by_rebase, merge_approval_then_change]


@pytest.mark.parametrize(
    ("merge", "back"),
    [
        *((merge, take_back) for merge in MERGES),
        *((merge_by_squash, back) for back in (move_accepted, move_policy, go_on)),
    ],
)
def test_a_change_that_the_base_took_back_is_approved_again(
    made: Branched, merge: Callable[[Branched], None], back: Callable[[Branched], None]
) -> None:
    merge(made)
    back(made)
    branch_again(made)

    configured, untrusted = made.ci(), made.ci("--untrusted")

    assert (configured.code, untrusted.code) == (1, 1), configured.out
    assert AGAIN in configured.out
    assert AGAIN in untrusted.out
    assert "by Ada" in configured.out
    assert named_step(configured.out), configured.out


def let_branches_approve(made: Branched) -> None:
    git(made.root, "switch", "-q", "main")
    made.write({"delibctl.toml": BASE["delibctl.toml"].replace("base", "head")})
    made.commit("approvals of branches count")


def revoke(made: Branched) -> None:
    """Merge the approval and its branch's start, and take the approval away on main."""
    approve_on_main(made)
    branch_again(made)
    git(made.root, "switch", "-q", "main")
    git(made.root, "rm", "-qr", "accepted")
    made.commit("revoked")
    git(made.root, "switch", "-q", "edit")


def used_up(made: Branched) -> None:
    merge_by_squash(made)
    take_back(made)
    branch_again(made)


def used_up_since(made: Branched) -> None:
    """Let main make the change and take it back after the branch left it."""
    approve_on_main(made)
    branch_again(made)
    git(made.root, "switch", "-q", "main")
    made.write({FILE: policy(LAX)})
    made.commit("merged")
    take_back(made)
    git(made.root, "switch", "-q", "edit")


def of_another_text(made: Branched) -> None:
    """Make the approved text of another one than it was approved for."""
    approve_on_main(made)
    made.write({FILE: policy("The assistant never explains how locks are picked.")})
    made.commit("stricter")
    branch_again(made)


def unused(made: Branched) -> None:
    approve_on_main(made)
    branch_again(made)


#: What became of an approval of the base, the exit code where branches approve, words of `ci`,
#: and words of `accept --list`.
OF_BASE = [
    (unused, 0, "The base approved 1 change of this branch.", "locks.pick  valid\n"),
    (used_up, 1, AGAIN, "lapsed: the change was taken back since\n"),
    (used_up_since, 1, AGAIN, "lapsed: the change was taken back since\n"),
    (revoke, 1, "the base has revoked that since", "lapsed: the earlier version has the approval"),
    (of_another_text, 1, "or it was for a change of another text", "lapsed: the earlier version"),
]


@pytest.mark.parametrize(
    ("trick", "code", "words", "status"),
    [pytest.param(*row, marks=pytest.mark.slow if n > 1 else ()) for n, row in enumerate(OF_BASE)],
)
def test_where_branches_approve_ci_diff_and_accept_tell_the_same_of_an_approval_of_the_base(
    made: Branched, trick: Callable[[Branched], None], code: int, words: str, status: str
) -> None:
    let_branches_approve(made)
    trick(made)

    done, listed = made.ci(), made.run("accept", "--list", "--against", "main")
    gate = made.run("diff", "--against", "main...HEAD", "--fail-on", "unapproved")

    assert (done.code, gate.code) == (code, code), done.out + gate.err
    assert words in done.out
    assert "This branch approves" not in done.out
    assert status in listed.out


def test_an_approval_in_place_of_the_old_one_counts_once_it_is_merged(made: Branched) -> None:
    merge_by_squash(made)
    take_back(made)
    branch_again(made)
    made.do(named_step(made.ci().out))
    waiting = made.ci()
    approve_on_main(made)
    git(made.root, "switch", "-q", "edit")

    merged = made.ci()

    assert waiting.code == 5, waiting.out
    assert merged.code == 0, merged.out
    assert "The base approved 1 change of this branch" in merged.out


def test_an_approval_that_came_before_its_change_counts(made: Branched) -> None:
    approve_on_main(made)
    branch_again(made)

    done = made.ci()

    assert done.code == 0, done.out
    assert "This branch approves" not in done.out
    assert "The base approved 1 change of this branch" in done.out


def test_the_same_change_that_the_base_has_still_needs_nothing_new(made: Branched) -> None:
    git(made.root, "branch", "-q", "stacked")
    merge_by_squash(made)
    git(made.root, "switch", "-q", "stacked")

    assert made.ci().code == 0


def test_a_revert_by_git_takes_the_approval_back_with_its_change(made: Branched) -> None:
    merge_by_squash(made)
    take_back_by_git(made)
    branch_again(made)

    done = made.ci()

    assert done.code == 1, done.out
    assert not (made.root / APPROVALS).exists()


def test_a_reset_of_main_leaves_no_trace_so_its_approval_counts(made: Branched) -> None:
    merge_approval_then_change(made)
    git(made.root, "reset", "-q", "--hard", "HEAD~")
    branch_again(made)

    assert made.ci().code == 0


@pytest.mark.parametrize(
    "edit",
    [
        ("by: Ada", "by: Bea"),
        ("reason: ", "reason: Again. "),
    ],
)
def test_an_approval_that_the_branch_edits_by_hand_waits_for_the_base(
    made: Branched, edit: tuple[str, str]
) -> None:
    merge_by_squash(made)
    take_back(made)
    branch_again(made)
    text = (made.root / APPROVALS).read_text()
    assert edit[0] in text
    made.write({APPROVALS: text.replace(*edit)})
    made.commit("edited by hand")

    assert made.ci().code == 5


def test_a_copy_of_an_approval_with_other_words_is_followed_too(made: Branched) -> None:
    merge_by_squash(made)
    text = (made.root / APPROVALS).read_text()
    head, entry = text.split("approvals:\n")
    made.write({APPROVALS: f"{head}approvals:\n{entry}{entry.replace('by: Ada', 'by: Bea')}"})
    made.commit("two approvals of one change")
    take_back(made)
    branch_again(made)

    assert made.ci().code == 1


def test_a_shallow_clone_does_not_count_what_it_cannot_follow(
    made: Branched, cli: Cli, tmp_path: Path
) -> None:
    approve_on_main(made)
    for number in range(3):
        made.write({"notes.yaml": f"number: {number}\n"})
        made.commit("main goes on")
    branch_again(made)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=2", "--no-single-branch", made.root.as_uri(), str(clone))

    done = Branched(cli, clone).run("ci", "--base", "origin/main", COLUMNS="1000")

    assert done.code == 1, done.out
    assert "the history of the base could not be read" in done.out


@pytest.mark.slow
def test_an_approval_behind_more_commits_than_are_read_does_not_count(made: Branched) -> None:
    approve_on_main(made)
    for number in range(101):
        made.write({"notes.yaml": f"number: {number}\n"})
        made.commit("main goes on")
    branch_again(made)

    done = made.ci()

    assert done.code == 1, done.out
    assert "the history of the base could not be read" in done.out
