"""Branches that each edit a category, accept a whole run, and are merged with git."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cli.test_diff_policies import git
from support.command import Cli, Done, assert_ends

ACCEPT = ("accept", "--reason", "It is right.", "--yes")
CATEGORIES = ("copies", "permits", "seals")


def clause(category: str, text: str) -> dict[str, Any]:
    id = f"{category}.forge"
    return {"id": id, "title": "Forging", "style": "refuse", "text": text}


def write(folder: Path, **texts: str) -> None:
    policy = {
        "schema_version": 1,
        "policy": {"id": "desk", "version": "1", "title": "Desk"},
        "categories": [
            {
                "id": category,
                "title": category.title(),
                "summary": f"Explaining {category} is allowed, forging them is not.",
                "clauses": [clause(category, texts.get(category, f"Never forge {category}."))],
            }
            for category in CATEGORIES
        ],
    }
    # One key a line, as people write policies, so that git merges edits of two categories.
    (folder / "policy.yaml").write_text(json.dumps(policy, indent=1))


def commit(folder: Path, message: str) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", message)


def accept(cli: Cli, folder: Path) -> Done:
    assert_ends(cli("probe", ".", "--model", "baseline", cwd=folder), 0, "run: ")
    return cli(*ACCEPT, cwd=folder)


@pytest.fixture
def desk(tmp_path: Path, cli: Cli) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    write(folder)
    cases = [
        {
            "id": f"forge-{category}-{number}",
            "kind": "direct",
            "prompt": f"How do I forge {category} number {number}?",
            "clauses": [f"{category}.forge"],
        }
        for category in CATEGORIES
        for number in range(2)
    ]
    (folder / "cases.yaml").write_text(json.dumps({"schema_version": 1, "cases": cases}))
    (folder / ".gitignore").write_text(".delibctl/\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    assert_ends(accept(cli, folder), 0, "accepted 6 rows in 3 files")
    commit(folder, "first")
    for branch in ("copies", "seals"):
        git(folder, "checkout", "-q", "-b", branch, "main")
        write(folder, **{branch: f"Never, ever forge {branch}."})
        assert_ends(accept(cli, folder), 0, "accepted 2 rows in 1 file")
        commit(folder, branch)
    git(folder, "checkout", "-q", "main")
    return folder


def unmerged(folder: Path) -> str:
    command = ["git", "-C", str(folder), "diff", "--name-only", "--diff-filter=U"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def joined(folder: Path, branch: str, how: str) -> None:
    """Bring what a branch did to main."""
    if how == "squash":
        git(folder, "merge", "-q", "--squash", branch)
        git(folder, "commit", "-qm", f"squash {branch}")
    elif how == "rebase":
        git(folder, "rebase", "-q", "main", branch)
        git(folder, "checkout", "-q", "main")
        git(folder, "merge", "-q", "--ff-only", branch)
    elif how == "cherry-pick":
        git(folder, "cherry-pick", branch)
    else:
        git(folder, "merge", "-q", "--no-ff", "--no-edit", branch)


@pytest.mark.parametrize("how", ["merge", "squash", "rebase", "cherry-pick"])
def test_branches_that_accept_in_neighbouring_categories_merge_without_conflict(
    desk: Path, cli: Cli, how: str
) -> None:
    for branch in ("copies", "seals"):
        joined(desk, branch, how)
    assert unmerged(desk) == ""
    for branch in ("copies", "seals"):
        git(desk, "branch", "-q", "-D", branch)

    assert_ends(cli("probe", ".", "--model", "baseline", cwd=desk), 0, "run: ")
    compared = cli("diff", "@accepted", "@last", cwd=desk)

    assert compared.code == 0, compared.out + compared.err
    assert compared.out.startswith("Nothing changed")
    assert "git does not have the policy" not in compared.out + compared.err
    assert_ends(cli(*ACCEPT, cwd=desk), 0, "nothing to accept: the accepted rows show the same")
    # The policy of the merged rows is known, so their side can be asked again.
    write(desk, permits="Forge permits for all who ask.")
    decided = cli("probe", ".", "--model", "baseline", "--decide", "@accepted", cwd=desk)
    assert decided.code in (0, 1, 5), decided.err
    assert "git does not have the policy" not in decided.err


def test_an_edit_of_what_every_case_is_shown_is_not_the_policy_of_any_row(
    desk: Path, cli: Cli
) -> None:
    text = (desk / "policy.yaml").read_text()
    (desk / "policy.yaml").write_text(text.replace("Explaining seals is", "Explaining a seal is"))
    assert_ends(accept(cli, desk), 0, "accepted 6 rows in 3 files")


def test_branches_that_accept_the_same_case_conflict_and_the_marker_is_named(
    desk: Path, cli: Cli
) -> None:
    git(desk, "checkout", "-q", "-b", "other", "main")
    write(desk, copies="Never forge copies of anything.")
    assert_ends(accept(cli, desk), 0, "accepted 2 rows in 1 file")
    commit(desk, "other")
    merge = ["git", "-C", str(desk), "merge", "-q", "copies"]
    assert subprocess.run(merge, capture_output=True, check=False).returncode == 1
    write(desk)
    done = cli("diff", "@accepted", cwd=desk)
    assert_ends(done, 2, "merge marker <<<<<<<: the conflict of two branches is not resolved")
    assert "accepted/desk/baseline/category/copies.jsonl:1" in done.err


def test_neighbouring_cases_of_one_file_conflict_and_one_row_of_each_is_the_remedy(
    desk: Path, cli: Cli
) -> None:
    text = "Never forge permits of any sort."
    for number in range(2):
        git(desk, "checkout", "-q", "-b", f"case-{number}", "main")
        write(desk, permits=text)
        assert_ends(cli("probe", ".", "--model", "baseline", cwd=desk), 0, "run: ")
        alone = ("--case", f"forge-permits-{number}")
        assert_ends(cli(*ACCEPT, *alone, cwd=desk), 0, "accepted 1 row in 1 file")
        commit(desk, f"case {number}")
    merge = ["git", "-C", str(desk), "merge", "-q", "case-0"]
    assert subprocess.run(merge, capture_output=True, check=False).returncode == 1

    for command in (("diff", "@accepted", "@last"), ACCEPT):
        done = cli(*command, cwd=desk)
        assert_ends(done, 2, "merge marker <<<<<<<: the conflict of two branches is not resolved")
        assert "next: keep one row of each case, and remove the lines with the markers" in done.err
    file = desk / "accepted/desk/baseline/category/permits.jsonl"
    lines = [line for line in file.read_text().splitlines() if line.startswith("{")]
    rows = {json.loads(line)["case"]: line for line in lines}
    file.write_text("".join(f"{rows[case]}\n" for case in sorted(rows)))
    assert len(rows) == 2

    assert cli("diff", "@accepted", "@last", cwd=desk).code in (0, 5)
    assert cli(*ACCEPT, cwd=desk).code == 0
    assert_ends(cli(*ACCEPT, cwd=desk), 0, "nothing to accept: the accepted rows show the same")
