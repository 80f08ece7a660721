"""`delibctl accept`: approvals in git, from the first loosening to the merge."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli.test_diff_policies import git
from support.command import Cli, Done, assert_ends

POLICY = """\
schema_version: 1
policy: {id: shop, version: "1.0.0", title: Shop}
principles: [Be brief.]
definitions: {refund: Money that is paid back.}
styles:
  firm: {outcome: refuse, guide: Say no kindly.}
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - id: refunds.cash
        title: Cash
        style: firm
        text: The assistant must not pay cash.
      - id: refunds.how
        title: How
        style: firm
        text: The assistant must not explain how to ask for a refund after 30 days.
      - id: refunds.late
        title: Late
        style: firm
        text: The assistant must not explain late fees.
"""
FILE = "accepted/shop/changes.yaml"
TODAY = datetime.now(UTC).date()
GATE = ("diff", "--against", "main", "--fail-on", "unapproved")
ACCEPT = ("accept", "--against", "main", "--reason", "It is intended.", "--yes")


def laxer(text: str, id: str = "how") -> str:
    """The policy with one clause answered freely."""
    head, clause, rest = text.partition(f"id: refunds.{id}")
    return head + clause + rest.replace("style: firm", "style: comply", 1)


def commit(folder: Path, message: str = "edit") -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", message)


def edit(folder: Path, change: Callable[[str], str]) -> None:
    """Change the policy."""
    path = folder / "policy.yaml"
    path.write_text(change(path.read_text()))


def approvals(folder: Path) -> str:
    """The file of approvals, with the date and the hashes left out."""
    text = (folder / FILE).read_text().replace(str(TODAY), "TODAY")
    # A hash that looks like a number is quoted.
    return re.sub(r"(from|to): .*", r"\1: HASH", text)


def repository_in(folder: Path) -> Path:
    """A repository with a policy on main, and a branch that is checked out."""
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "delibctl.toml").write_text('policy = "policy.yaml"\n')
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    commit(folder, "one")
    git(folder, "checkout", "-qb", "branch")
    return folder


#: Repositories that were made once, by name; each test has a copy of its own.
Made = dict[str, Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return {"repository": repository_in(tmp_path_factory.mktemp("repository"))}


def copy_of(made: Made, name: str, folder: Path) -> Path:
    return Path(shutil.copytree(made[name], folder, symlinks=True, dirs_exist_ok=True))


def keep(made: Made, name: str, repository: Path, factory: pytest.TempPathFactory) -> None:
    """Keep a repository for the tests that begin with the same."""
    made[name] = Path(shutil.copytree(repository, factory.mktemp(name), dirs_exist_ok=True))


@pytest.fixture
def repository(tmp_path: Path, made: Made) -> Path:
    return copy_of(made, "repository", tmp_path)


@pytest.fixture
def accepted(
    cli: Cli, tmp_path: Path, made: Made, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The repository with an approved change on the branch."""
    if "accepted" not in made:
        repository = copy_of(made, "repository", tmp_path)
        edit(repository, laxer)
        assert_ends(cli(*ACCEPT), 0)
        commit(repository)
        keep(made, "accepted", repository, tmp_path_factory)
    return copy_of(made, "accepted", tmp_path)


WRITTEN = """\
# Approved changes of the policy, by `delibctl accept`. Merge both sides of a conflict.
schema_version: 1
approvals:
  - part: clause
    id: refunds.how
    from: HASH
    to: HASH
    direction: loosens
    evidence: proven
    reason: It is intended.
    by: Ada <ada@example.org>
    date: "TODAY"
"""
SHOWN = """\
Shop: clause refunds.how
  BRK006 style-laxer, breaking
    style changed from firm (refuse) to comply: loosens (proven)
    policy.yaml:16

"""
LISTED_FIRST = f"""\

approved
  refunds.how  BRK006 style-laxer, breaking
    style changed from firm (refuse) to comply: loosens (proven)
    approved by Ada <ada@example.org> on {TODAY}: It is intended.
    policy.yaml:16
"""


def test_a_loosening_on_purpose_is_approved_until_its_text_changes_again(
    cli: Cli, repository: Path
) -> None:
    edit(repository, laxer)
    assert_ends(cli(*GATE), 1, "gate fail-on unapproved: FAILED on 1 change.")

    done = cli(*ACCEPT)

    assert (done.code, done.out) == (0, SHOWN)
    assert done.err == f"approved clause refunds.how\nnext: commit {FILE}\n"
    assert approvals(repository) == WRITTEN
    passed = cli(*GATE)
    assert_ends(passed, 0, "gate fail-on unapproved: passed")
    assert LISTED_FIRST in passed.out
    assert passed.out.index("\napproved\n") < passed.out.index("\nneutral\n")

    edit(repository, lambda text: text.replace("30 days", "60 days"))
    again = cli(*GATE)
    assert_ends(again, 1, "the approval of clause refunds.how lapsed: its text changed again\n")

    cli(*ACCEPT)
    assert_ends(cli(*GATE), 0)
    assert approvals(repository).count("id: refunds.how") == 1


@pytest.mark.parametrize("merge", ["squash", "rebase"])
def test_an_approval_survives_the_merge_and_does_not_disturb_the_next_branch(
    cli: Cli, accepted: Path, merge: str
) -> None:
    git(accepted, "checkout", "-q", "main")
    (accepted / "README").write_text("Shop\n")
    commit(accepted)
    if merge == "squash":
        git(accepted, "merge", "-q", "--squash", "branch")
        git(accepted, "commit", "-qm", "squashed")
    else:
        git(accepted, "rebase", "-q", "main", "branch")
        git(accepted, "checkout", "-q", "main")
        git(accepted, "merge", "-q", "--ff-only", "branch")
    git(accepted, "checkout", "-qb", "next")

    listed = cli("accept", "--list", "--format", "json").json()["approvals"]
    assert [(each["id"], each["status"], each["added"]) for each in listed] == [
        ("refunds.how", "valid", False)
    ]
    assert_ends(cli(*GATE), 0, "passed. No changes.")

    # A later tightening makes the merged approval lapse, which only --list says.
    edit(accepted, lambda text: text.replace("style: comply", "style: safe-complete"))
    tightened = cli("diff", "--against", "main", "--fail-on", "loosens")
    assert_ends(tightened, 0)
    assert "lapsed" not in tightened.err
    assert_ends(cli("accept", "--list"), 0, "lapsed: the text changed again")
    commit(accepted)
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "--ff-only", "next")
    git(accepted, "checkout", "-qb", "third")
    edit(accepted, lambda text: text.replace("Money that", "Cash that"))
    assert "lapsed" not in cli(*GATE).err
    assert_ends(cli(*GATE), 1)


def test_an_approval_that_is_copied_for_another_clause_covers_nothing(
    cli: Cli, accepted: Path
) -> None:
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "--squash", "branch")
    git(accepted, "commit", "-qm", "squashed")
    git(accepted, "checkout", "-qb", "second")
    edit(accepted, lambda text: laxer(text, "late"))
    path = accepted / FILE
    head, entry = path.read_text().split("  - ", 1)
    path.write_text(f"{head}  - {entry}  - {entry.replace('refunds.how', 'refunds.late')}")

    done = cli(*GATE)

    assert_ends(done, 1, "FAILED on 1 change")
    assert "the approval of clause refunds.late is of another text and does not count\n" in done.err


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(old, new, text, count=1)


BAD = {
    "not YAML": (replaced("approvals:", "approvals: ["), f"{FILE}:", ""),
    "empty": (lambda _: "", f"{FILE}:1: the file is empty", ""),
    "merge markers": (
        replaced(r"  - part", "<<<<<<< HEAD\n  - part"),
        f"{FILE}:4: merge marker <<<<<<<",
        "keep the approvals of both branches",
    ),
    "an unknown key": (
        replaced("reason:", "reasen:"),
        f"{FILE}:10: unknown key 'reasen'",
        "reason",
    ),
    "no hash": (replaced(r"from: .*", "from: abc"), f"{FILE}:6: 'from' cannot be 'abc'", "hashes"),
    "no date": (replaced(r"date: .*", "date: 2026-02-30"), f"{FILE}:", "use a valid date"),
    "an unknown clause": (
        replaced("refunds.how", "refunds.hwo"),
        f"{FILE}:4: approval of clause refunds.hwo, which does not exist",
        "did you mean 'refunds.how'?",
    ),
    "an unknown sort of part": (
        replaced("part: clause", "part: definition"),
        f"{FILE}:4: approval of definition refunds.how, which does not exist",
        "did you mean 'refund'?",
    ),
    "a text that nobody has": (
        lambda text: re.sub(r"(from|to): .*", r"\1: '0000000000000000'", text),
        f"{FILE}:4: the approval of clause refunds.how was given for a text that neither main nor "
        "this branch has",
        "delibctl accept --revoke --clause refunds.how",
    ),
    "a past date": (
        lambda text: f"{text}    expires: 2026-01-31\n",
        f"{FILE}:4: the approval of clause refunds.how expired on 2026-01-31",
        "delibctl accept --revoke --clause refunds.how",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_approval_is_named_with_its_line_and_never_counts(
    cli: Cli, accepted: Path, name: str
) -> None:
    spoil, where, advice = BAD[name]
    path = accepted / FILE
    path.write_text(spoil(path.read_text()))

    done = cli(*GATE)

    assert_ends(done, 2, f"delibctl: {where}", advice)
    assert done.out == ""


def test_every_bad_approval_is_named(cli: Cli, accepted: Path) -> None:
    path = accepted / FILE
    head, entry = path.read_text().split("  - ", 1)
    wrong = entry.replace("refunds.how", "refunds.none")
    path.write_text(f"{head}  - {entry}    expires: 2026-01-31\n  - {wrong}")

    assert_ends(cli(*GATE), 2, f"{FILE}:4: the approval", f"; {FILE}:14: approval of clause")


def test_a_broken_file_on_main_does_not_stop_the_branch_that_repairs_it(
    cli: Cli, accepted: Path
) -> None:
    sound = (accepted / FILE).read_text()
    git(accepted, "checkout", "-q", "main")
    (accepted / "accepted" / "shop").mkdir(parents=True)
    (accepted / FILE).write_text("approvals: [")
    commit(accepted)
    git(accepted, "checkout", "-q", "branch")
    (accepted / FILE).write_text(sound)

    assert_ends(cli(*GATE), 0, "approved by Ada")


def test_approvals_are_sorted_and_two_branches_merge(cli: Cli, accepted: Path) -> None:
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "--ff-only", "branch")
    for id in ("cash", "late"):
        git(accepted, "checkout", "-qb", id, "main")
        edit(accepted, lambda text, id=id: laxer(text, id))  # type: ignore[misc]
        assert_ends(cli(*ACCEPT), 0)
        commit(accepted, id)

    git(accepted, "merge", "-q", "-m", "both", "cash")

    ids = re.findall(r"id: (\S+)", (accepted / FILE).read_text())
    assert ids == ["refunds.cash", "refunds.how", "refunds.late"]
    assert_ends(cli(*GATE), 0, "2 approved")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CI", "true"), ("CI", "1"), ("GITHUB_ACTIONS", "true"), ("TF_BUILD", "True")],
)
@pytest.mark.parametrize("arguments", [ACCEPT, ("accept", "--revoke", "--yes")], ids=" ".join)
def test_nothing_is_written_in_a_ci_job(
    cli: Cli, accepted: Path, variable: str, value: str, arguments: tuple[str, ...]
) -> None:
    edit(accepted, lambda text: laxer(text, "late"))
    before = (accepted / FILE).read_text()

    assert_ends(
        cli(*arguments, **{variable: value}), 2, f"{variable} is set", "nothing was written"
    )
    assert (accepted / FILE).read_text() == before
    assert_ends(cli(*arguments, **{variable: "false"}), 0)


TOMORROW = str(TODAY + timedelta(days=1))
YESTERDAY = str(TODAY - timedelta(days=1))
USAGE: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("--against", "main", "--reason", "x"), ("without a terminal", "add --yes")),
    (("--against", "main", "--yes"), ("an approval needs a reason", "add --reason TEXT\n")),
    (("--against", "main"), ("without a terminal", "add --yes and --reason TEXT\n")),
    (
        ("--against", "main", "--yes", "--reason", " "),
        ("the reason is empty", "write why the change is intended"),
    ),
    (("--yes", "--reason", "x"), ("contains no runs", "probe a policy to make a run")),
    (("--against", "nope", "--yes", "--reason", "x"), ("git revision 'nope' not found",)),
    ((*ACCEPT[1:], "--clause", "refunds.hwo"), ("unknown", "did you mean 'refunds.how'?")),
    ((*ACCEPT[1:], "--expires", YESTERDAY), ("is over", "write today or a later date")),
    ((*ACCEPT[1:], "--expires", "tomorrow"), ("'tomorrow' is not a date", "YYYY-MM-DD")),
    ((*ACCEPT[1:], "--expires", "20991231"), ("is not a date",)),
    ((*ACCEPT[1:], "--format", "json"), ("need --list",)),
    (("--list", "--revoke"), ("exclude each other",)),
    (("--list", "--format", "sarif"), ("unknown --format",)),
    (
        ("--revoke", "--clause", "nope", "--yes"),
        ("nope has no approval", "delibctl accept --list"),
    ),
]


@pytest.mark.parametrize(("arguments", "messages"), USAGE, ids=lambda value: " ".join(value))
def test_what_cannot_be_approved_says_what_to_do(
    cli: Cli, repository: Path, arguments: tuple[str, ...], messages: tuple[str, ...]
) -> None:
    edit(repository, laxer)

    assert_ends(cli("accept", *arguments), 2, *messages)
    assert not (repository / "accepted").exists()


def test_without_an_identity_there_is_git_s_own_remedy(cli: Cli, repository: Path) -> None:
    edit(repository, laxer)
    git(repository, "config", "--unset", "user.email")
    nobody = {"HOME": str(repository), "GIT_CONFIG_NOSYSTEM": "1"}

    assert_ends(cli(*ACCEPT, **nobody), 2, "git does not know who you are", "git config --global")
    assert_ends(cli(*ACCEPT, **nobody, GIT_AUTHOR_EMAIL="a@example.org"), 0)
    assert "by: Ada <a@example.org>" in (repository / FILE).read_text()


def test_only_the_named_parts_are_approved(cli: Cli, repository: Path) -> None:
    edit(repository, lambda text: laxer(laxer(text), "late").replace("Be brief.", "Be helpful."))
    edit(repository, lambda text: text.replace("Money that", "Sums that"))

    done = cli(*ACCEPT, "--clause", "refunds.late", "--clause", "policy", "--clause", "firm")

    assert "approved the policy, clause refunds.late\n" in done.err
    assert "unchanged: firm\n" in done.err
    ids = re.findall(r"id: (\S+)", (repository / FILE).read_text())
    assert ids == ["refunds.late", "policy"]
    assert_ends(cli(*GATE), 1, "FAILED on 2 changes", "definition")
    assert_ends(cli(*ACCEPT), 0, "already approved: clause refunds.late")
    assert_ends(cli(*GATE), 0)


def test_what_is_approved_already_is_not_written_again(cli: Cli, accepted: Path) -> None:
    before = (accepted / FILE).stat().st_mtime_ns

    done = cli(*ACCEPT)

    assert done.err == "already approved: clause refunds.how\nnothing to approve\n"
    assert (done.code, (accepted / FILE).stat().st_mtime_ns) == (0, before)


def test_without_changes_there_is_nothing_to_approve(cli: Cli, repository: Path) -> None:
    done = cli(*ACCEPT)

    assert (done.code, done.out, done.err) == (0, "", "nothing to approve\n")
    assert not (repository / "accepted").exists()


def test_a_new_policy_has_nothing_to_approve(cli: Cli, repository: Path) -> None:
    (repository / "other").mkdir()
    (repository / "other" / "policy.yaml").write_text(POLICY.replace("id: shop", "id: other"))

    assert_ends(cli("accept", ".", *ACCEPT[1:]), 0, "nothing to approve")


def test_a_removed_clause_is_approved_and_stays_so(cli: Cli, repository: Path) -> None:
    edit(repository, lambda text: text.partition("      - id: refunds.late")[0])

    assert_ends(cli(*ACCEPT), 0, "approved clause refunds.late")
    assert_ends(cli(*GATE), 0)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "branch")
    assert_ends(cli("accept", "--list"), 0, "clause refunds.late  valid")


def test_an_approval_counts_up_to_its_last_day(cli: Cli, repository: Path) -> None:
    edit(repository, laxer)

    assert_ends(cli(*ACCEPT, "--expires", TOMORROW), 0)
    assert (repository / FILE).read_text().endswith(f'expires: "{TOMORROW}"\n')
    passed = cli(*GATE, COLUMNS="160")
    assert_ends(passed, 0, f"on {TODAY}, until {TOMORROW}: It is intended.")


def test_a_link_out_of_the_repository_is_refused(
    cli: Cli, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    edit(repository, laxer)
    (repository / "accepted").symlink_to(tmp_path_factory.mktemp("outside"))

    assert_ends(cli(*ACCEPT), 2, "a link leads out of the repository")
    assert_ends(cli(*GATE), 2, "a link leads out of the repository")


HOSTILE = "[red]x[/] \x1b[31m ::error::y @all # 'q' \"d\"\n<<<<<<< HEAD"


def test_a_hostile_reason_stays_text(cli: Cli, repository: Path) -> None:
    edit(repository, laxer)

    assert_ends(cli("accept", "--against", "main", "--yes", "--reason", HOSTILE), 0)
    (listed,) = cli("accept", "--list", "--format", "json").json()["approvals"]
    assert listed["reason"] == HOSTILE
    for format in ("text", "rich"):
        assert "\x1b[31m" not in cli("accept", "--list", "--format", format).out
    for format in ("rich", "markdown", "github"):
        assert_ends(cli(*GATE, "--format", format), 0)


def listed(done: Done) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d", "DATE", done.out)


LIST = f"""\
3 approvals: 1 valid, 1 lapsed, 1 expired.

  clause refunds.late  valid  added here
    approved by Ada <ada@example.org> on DATE: It is intended.
    loosens; policy shop; {FILE}:23

  clause refunds.cash  expired
    approved by Ada <ada@example.org> on DATE, until DATE: It is intended.
    loosens; policy shop; {FILE}:4

  clause refunds.how  lapsed: the text changed again
    approved by Ada <ada@example.org> on DATE: It is intended.
    loosens; policy shop; {FILE}:14
"""


@pytest.fixture
def several(cli: Cli, tmp_path: Path, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with a valid approval, one that lapsed, and one that has expired."""
    if "several" not in made:
        with_several(cli, copy_of(made, "repository", tmp_path))
        keep(made, "several", tmp_path, tmp_path_factory)
    return copy_of(made, "several", tmp_path)


def with_several(cli: Cli, repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    for id in ("cash", "how"):
        edit(repository, lambda text, id=id: laxer(text, id))  # type: ignore[misc]
    assert_ends(cli("accept", "--against", "HEAD", *ACCEPT[3:]), 0)
    path = repository / FILE
    path.write_text(path.read_text().replace("  - part", "    expires: 2026-01-31\n  - part", 2))
    text = path.read_text().replace("approvals:\n    expires: 2026-01-31\n", "approvals:\n")
    path.write_text(text)
    commit(repository)
    git(repository, "checkout", "-q", "-B", "branch")
    edit(repository, lambda text: laxer(text, "late").replace("30 days", "60 days"))
    assert_ends(cli(*ACCEPT, "--clause", "refunds.late"), 0)


def test_approvals_are_listed_with_their_status(cli: Cli, several: Path) -> None:
    done = cli("accept", "--list", "--against", "main")

    assert done.code == 0
    assert listed(done) == LIST
    document = cli("accept", "--list", "--format", "json").json()["approvals"]
    assert [(each["id"], each["status"]) for each in document] == [
        ("refunds.cash", "expired"),
        ("refunds.how", "lapsed"),
        ("refunds.late", "valid"),
    ]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        ((), ["refunds.late"]),
        (("--clause", "refunds.late"), ["refunds.cash", "refunds.how"]),
        (("--clause", "refunds.late", "--clause", "refunds.cash"), ["refunds.how"]),
    ],
    ids=["lapsed and expired ones", "a clause", "two clauses"],
)
def test_approvals_are_revoked(
    cli: Cli, several: Path, arguments: tuple[str, ...], left: list[str]
) -> None:
    assert_ends(cli("accept", "--revoke", *arguments), 2, "nothing was revoked", "add --yes")

    assert_ends(cli("accept", "--revoke", *arguments, "--yes"), 0, "revoked", f"commit {FILE}")

    assert re.findall(r"id: (\S+)", (several / FILE).read_text()) == left


def test_there_may_be_nothing_to_list_or_revoke(cli: Cli, repository: Path) -> None:
    assert cli("accept", "--list").out == "No approvals.\n"
    assert_ends(cli("accept", "--revoke", "--yes"), 0, "nothing to revoke: there are no approvals")


def test_lint_does_not_count_approvals_as_skipped(cli: Cli, accepted: Path) -> None:
    assert "skipped" not in cli("lint", ".").err


def test_an_expired_approval_is_named_on_every_branch_until_it_is_revoked(
    cli: Cli, accepted: Path
) -> None:
    path = accepted / FILE
    path.write_text(f"{path.read_text()}    expires: 2026-01-31\n")
    commit(accepted)
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "branch")
    git(accepted, "checkout", "-qb", "next")

    done = cli(*GATE)
    assert_ends(done, 2, "expired on 2026-01-31", "or remove the approval:")
    assert_ends(cli("accept", "--revoke", "--yes"), 0)
    assert_ends(cli(*GATE), 0)


def test_a_branch_that_is_behind_main_keeps_its_approval(cli: Cli, accepted: Path) -> None:
    """Main's file has moved on since; what the branch took over from it is not added."""
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "branch")
    git(accepted, "checkout", "-qb", "next")
    git(accepted, "checkout", "-q", "main")
    edit(accepted, lambda text: text.replace("30 days", "60 days"))
    assert_ends(cli("accept", "--against", "HEAD", *ACCEPT[3:], "--clause", "refunds.how"), 0)
    commit(accepted)
    git(accepted, "checkout", "-q", "next")
    edit(accepted, lambda text: text.replace("30 days", "90 days"))

    done = cli(*GATE)

    assert done.code != 2
    assert "was given for a text" not in done.err
    (policy,) = cli(*GATE[:3], "--format", "json").json()["policies"]
    assert policy["approved"] == []


def test_a_conflict_of_neighbouring_entries_is_named_until_both_are_kept(
    cli: Cli, repository: Path
) -> None:
    for id in ("cash", "late"):
        git(repository, "checkout", "-qb", id, "main")
        edit(repository, lambda text, id=id: laxer(text, id))  # type: ignore[misc]
        assert_ends(cli(*ACCEPT), 0)
        commit(repository, id)
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "-q", "cash")

    assert_ends(cli(*GATE), 2, f"{FILE}:", "merge marker <<<<<<<", "the approvals of both branches")

    git(repository, "checkout", "--ours", FILE)
    assert_ends(cli(*GATE), 1, "FAILED on 1 change")
    assert_ends(cli(*ACCEPT, "--clause", "refunds.cash"), 0)
    assert_ends(cli(*GATE), 0, "2 approved")


@pytest.fixture
def reworded(cli: Cli, repository: Path) -> Path:
    """The repository with an approval for a text that neither `v1` nor the working tree has."""
    git(repository, "tag", "v1")
    edit(repository, lambda text: text.replace("30 days", "40 days"))
    commit(repository)
    edit(repository, laxer)
    assert_ends(cli("accept", "--against", "HEAD", *ACCEPT[3:]), 0)
    commit(repository)
    edit(repository, lambda text: text.replace("40 days", "50 days"))
    return repository


def test_an_old_approval_fails_no_comparison_without_a_gate(cli: Cli, reworded: Path) -> None:
    unfounded = (
        f"{FILE}:4: the approval of clause refunds.how was given for a text that neither v1 nor "
        "this branch has"
    )

    shown = cli("diff", "--against", "v1")

    assert shown.code == 0
    assert shown.err.splitlines()[1:] == [unfounded]
    assert_ends(
        cli("diff", "--against", "v1", "--fail-on", "unapproved"),
        2,
        unfounded,
        "remove the approval: delibctl accept --revoke --clause refunds.how\n",
    )
    assert_ends(cli("accept", "--revoke", "--clause", "refunds.how", "--yes"), 0)
    assert_ends(cli("diff", "--against", "v1", "--fail-on", "unapproved"), 1)


@pytest.mark.parametrize("revision", ["v1", "HEAD", "main"])
def test_the_list_and_the_comparison_agree_on_every_approval(
    cli: Cli, reworded: Path, revision: str
) -> None:
    edit(reworded, lambda text: text.partition("      - id: refunds.how")[0])

    (listed,) = cli("accept", "--list", "--against", revision, "--format", "json").json()[
        "approvals"
    ]
    compared = cli("diff", "--against", revision, "--fail-on", "unapproved")

    assert listed["status"] == ("lapsed" if revision == "HEAD" else "unknown")
    assert compared.code == (1 if revision == "HEAD" else 2)


def test_a_removed_clause_is_named_as_the_reason(cli: Cli, accepted: Path) -> None:
    edit(accepted, lambda text: text.partition("      - id: refunds.how")[0])

    assert "refunds.how lapsed: the clause was removed\n" in cli(*GATE).err
    assert_ends(cli("accept", "--list"), 0, "clause refunds.how  lapsed: the clause was removed")


def test_an_approval_of_unclear_words_says_so_in_the_file(cli: Cli, repository: Path) -> None:
    edit(repository, lambda text: text.replace("late fees", "wood fees"))
    assert_ends(cli(*ACCEPT), 0)
    path = repository / FILE

    assert "direction: unclear\n    evidence: unclear\n" in path.read_text()

    path.write_text(path.read_text().replace("direction: unclear", "direction: unknown"))
    assert_ends(cli(*GATE), 0, "1 approved")
    (listed,) = cli("accept", "--list", "--format", "json").json()["approvals"]
    assert listed["direction"] == "unknown"


def test_an_empty_reason_in_the_file_is_named(cli: Cli, accepted: Path) -> None:
    path = accepted / FILE
    path.write_text(path.read_text().replace("reason: It is intended.", "reason: ''"))

    assert_ends(cli(*GATE), 2, f"{FILE}:10: 'reason' is empty", "write why the change is intended")


def test_the_list_shows_only_the_named_parts(cli: Cli, several: Path) -> None:
    listed = cli("accept", "--list", "--clause", "refunds.how", "--format", "json").json()

    assert [each["id"] for each in listed["approvals"]] == ["refunds.how"]


@pytest.mark.parametrize(
    ("days", "said"), [(0, True), (14, True), (15, False)], ids=["today", "soon", "later"]
)
def test_an_approval_that_expires_soon_is_named(
    cli: Cli, repository: Path, days: int, said: bool
) -> None:
    edit(repository, laxer)
    last_day = TODAY + timedelta(days=days)
    assert_ends(cli(*ACCEPT, "--expires", last_day), 0)

    done = cli(*GATE)

    assert done.code == 0
    assert (f"the approval of clause refunds.how expires on {last_day}\n" in done.err) is said


def test_unclear_words_of_a_clause_that_complies_need_no_approval(
    cli: Cli, repository: Path
) -> None:
    edit(repository, laxer)
    commit(repository)
    edit(repository, lambda text: text.replace("explain how to ask", "sing how to ask"))

    def gate(name: str) -> str:
        return cli("diff", "--against", "HEAD", "--fail-on", name).err

    assert "passed; 1 unclear change needs no approval (in clauses that comply)." in gate(
        "unapproved"
    )
    assert "passed, but it does not judge 1 unclear change." in gate("loosens")

    def swapped(text: str) -> str:
        head, clause, last = text.partition("      - id: refunds.late")
        start = head.index("      - id: refunds.cash")
        return head[:start] + clause + last + head[start:]

    edit(repository, swapped)
    assert "passed; 2 unclear changes need no approval. " in gate("unapproved")


def test_with_nothing_to_approve_nothing_is_asked(cli: Cli, repository: Path) -> None:
    assert cli("accept", "--against", "main") == Done(0, "", "nothing to approve\n")


@pytest.fixture
def two_changes(repository: Path) -> Path:
    edit(repository, lambda text: laxer(laxer(text), "late"))
    return repository


def test_parts_that_were_not_named_are_counted(cli: Cli, two_changes: Path) -> None:
    named = cli(*ACCEPT, "--clause", "refunds.late")

    assert "1 changed part still needs an approval, so the gate `unapproved`" in named.err
    assert "still need" not in cli(*ACCEPT).err


RENEW = (
    "accept",
    "--clause",
    "refunds.how",
    "--expires",
    TOMORROW,
    "--reason",
    "So.",
    "--yes",
)


@pytest.mark.parametrize("last_day", ["2026-01-31", TOMORROW], ids=["expired", "expiring"])
@pytest.mark.parametrize("against", [(), ("--against", "main")], ids=["present", "against main"])
def test_an_approval_is_renewed_though_nothing_changed(
    cli: Cli, accepted: Path, last_day: str, against: tuple[str, ...]
) -> None:
    path = accepted / FILE
    path.write_text(f'{path.read_text()}    expires: "{last_day}"\n')
    commit(accepted)
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "branch")
    git(accepted, "checkout", "-qb", "next")

    done = cli(*RENEW, *against)

    assert_ends(done, 0, "clause refunds.how", f"until {last_day}: It is intended.")
    assert done.err == f"renewed the approval of clause refunds.how\nnext: commit {FILE}\n"
    assert approvals(accepted).endswith(
        'reason: So.\n    by: Ada <ada@example.org>\n    date: "TODAY"\n'
        f'    expires: "{TOMORROW}"\n'
    )
    assert_ends(cli(*GATE), 0, f"expires on {TOMORROW}")


def test_only_an_approval_of_the_present_text_is_renewed(cli: Cli, accepted: Path) -> None:
    path = accepted / FILE
    path.write_text(f'{path.read_text()}    expires: "2026-01-31"\n')
    edit(accepted, lambda text: text.replace("30 days", "60 days"))

    assert_ends(cli(*RENEW), 2, "changes since which revision?")
    done = cli(*RENEW, "--against", "main")

    assert_ends(done, 0, "approved clause refunds.how\n")
    assert "renewed" not in done.err
    assert approvals(accepted).count("id: refunds.how") == 1


def test_a_change_that_was_taken_back_is_approved_anew(cli: Cli, accepted: Path) -> None:
    git(accepted, "checkout", "-q", "main")
    git(accepted, "merge", "-q", "branch")
    (accepted / "policy.yaml").write_text(POLICY)
    commit(accepted, "taken back")
    git(accepted, "checkout", "-qb", "again")
    edit(accepted, laxer)
    taken_back = "the approval of clause refunds.how lapsed: the change was taken back since\n"

    failed = cli(*GATE)
    assert_ends(failed, 1, taken_back, "FAILED on 1 change")
    assert_ends(
        cli("accept", "--list", "--against", "main"),
        0,
        "clause refunds.how  lapsed: the change was taken back since\n",
    )
    assert_ends(cli(*ACCEPT), 2, f"{FILE}:4: the same approval", "give another reason")
    assert_ends(cli(*ACCEPT[:3], "--reason", "It is intended again.", "--yes"), 0)
    passed = cli(*GATE)
    assert_ends(passed, 0, "1 approved")
    assert taken_back not in passed.err


def test_approvals_of_another_policy_that_are_copied_approve_nothing(
    cli: Cli, accepted: Path
) -> None:
    git(accepted, "checkout", "-q", "main")
    (accepted / "twin.yaml").write_text(POLICY.replace("id: shop", "id: twin"))
    commit(accepted)
    git(accepted, "checkout", "-qb", "copy")
    (accepted / "twin.yaml").write_text(laxer(POLICY.replace("id: shop", "id: twin")))
    git(accepted, "checkout", "-q", "branch", "--", "accepted")
    (accepted / "accepted" / "shop").rename(accepted / "accepted" / "twin")

    done = cli("diff", "twin.yaml", *GATE[1:])

    assert_ends(
        done, 2, "accepted/twin/changes.yaml:4: the approval of clause refunds.how was given"
    )
    assert "for a text that neither main nor this branch has" in done.err


def test_approvals_do_not_count_for_two_policies_of_one_id(cli: Cli, repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    (repository / "twin.yaml").write_text(POLICY)
    commit(repository)
    git(repository, "checkout", "-qB", "branch")
    edit(repository, laxer)
    assert_ends(cli(*ACCEPT), 0)
    namesakes = "2 policies have the id shop: policy.yaml, twin.yaml; "

    done = cli("diff", ".", *GATE[1:])

    assert_ends(done, 1, f"{namesakes}their approvals do not count\n", "FAILED on 1 change")
    assert_ends(cli("accept", ".", *ACCEPT[1:]), 2, f"{namesakes}an approval would be of neither")
    assert_ends(cli(*GATE), 0, "1 approved")
