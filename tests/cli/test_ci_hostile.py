"""`delibctl ci` on a branch that means harm: the base judges it, and nothing of it runs."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.chat_server import ChatServer, serving
from support.ci_desk import (
    BROKEN,
    LOOSE,
    REWORDED,
    Desk,
    answer,
    lines_of,
)
from support.command import Done, assert_ends, clean_environment
from support.hostile_branch import MARKER
from support.repositories import git

pytestmark = pytest.mark.usefixtures("on_branch")


@pytest.fixture
def stranger() -> Iterator[ChatServer]:
    """The server to which the branch wants to lead the questions."""
    with serving(ChatServer(answer=answer)) as server:
        yield server


def installed(desk: Desk, *arguments: object, **variables: str) -> Done:
    """Run the installed command as a CI job does, in the checkout of the branch."""
    desk.server.requests.clear()
    words = ("--state", desk.folder.parent / "state", *arguments)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("delibctl")), "ci", "--base", "main", *map(str, words)],
        cwd=desk.folder,
        env=clean_environment(CI="true", COLUMNS="1000", KEY="sk-of-the-base", **variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def misled(desk: Desk, stranger: ChatServer) -> None:
    """Configure another address and key, a large budget, no gates, and approvals of its own."""
    desk.write(weapons=BROKEN)
    lines = (desk.folder / "delibctl.toml").read_text()
    lines = lines.replace(desk.server.url, stranger.url).replace("max_cost = 9.0", "max_cost = 900")
    lines = lines.replace("[ci]", 'api_key_env = "KEY"\n[ci]\napprovals = "head"')
    (desk.folder / "delibctl.toml").write_text(f"{lines}gates = {{max_regressed_clauses = 99}}\n")


def test_configuration_of_the_branch_is_listed_and_not_used(
    desk: Desk, stranger: ChatServer
) -> None:
    misled(desk, stranger)
    desk.commit()

    done = installed(desk)

    assert done.code == 1
    assert stranger.requests == []
    assert desk.server.keys <= {""}
    assert [" ".join(line.split()[:2]) for line in lines_of(done, "- ci.", "- models.")] == [
        "- ci.approvals",
        "- ci.gates.max_regressed_clauses",
        "- ci.max_cost",
        "- models.mock.api_base",
        "- models.mock.api_key_env",
    ]
    assert "1 clause with a confirmed drop" in done.out


def test_programs_of_the_branch_are_not_run(desk: Desk, stranger: ChatServer) -> None:
    misled(desk, stranger)
    for name in ("sitecustomize", "usercustomize", "json", "litellm", "delibctl"):
        (desk.folder / f"{name}.py").write_text(f"open({MARKER!r}, 'w')\n")
    desk.commit()

    done = installed(desk)

    assert done.code == 1
    assert not (desk.folder / MARKER).exists()
    assert stranger.requests == []


@pytest.mark.parametrize("name", ["policy/policy.yaml", "policy/cases.yaml", "delibctl.toml"])
def test_a_link_out_of_the_repository_is_not_read(desk: Desk, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a-secret-of-the-machine: [")
    desk.write(forge=REWORDED)
    (desk.folder / name).unlink()
    (desk.folder / name).symlink_to(secret)
    desk.commit()

    done = installed(desk)

    assert done.code in (1, 2)
    assert "secret-of-the-machine" not in done.out + done.err
    assert desk.server.requests == [] or name == "delibctl.toml"


def rewrite_rows(desk: Desk, edit: Callable[[dict[str, object]], None]) -> None:
    for file in (desk.folder / "accepted").rglob("*.jsonl"):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        for row in rows:
            edit(row)
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_accepted_rows_that_the_branch_makes_up_are_an_error(desk: Desk) -> None:
    desk.write(weapons=BROKEN)
    rewrite_rows(desk, lambda row: row.update(right="0/1"))
    desk.commit()

    done = installed(desk)

    assert done.code == 2
    assert "right" in done.err


def test_a_copy_of_a_policy_under_its_id_is_refused(desk: Desk) -> None:
    policy = desk.folder / "policy" / "policy.yaml"
    (policy.parent / "second.yaml").write_bytes(policy.read_bytes())
    desk.commit()

    done = installed(desk)

    assert done.code == 2
    assert "two policies of the branch have the id desk" in done.err
    assert "policy/second.yaml" in done.err


@pytest.mark.slow
def test_accepted_rows_that_fit_no_prompt_do_not_count(desk: Desk) -> None:
    desk.write(weapons=BROKEN)
    desk.approve()

    def spoil(row: dict[str, object]) -> None:
        if row["case"] == "weapon-1":
            row["prompt"] = "0" * 16

    rewrite_rows(desk, spoil)
    desk.commit()

    done = installed(desk)

    assert done.code == 1
    assert "it has rows that do not fit the prompts of their cases" in done.out
    assert "12 of 12 test cases are answered worse" in done.out


@pytest.mark.slow
def test_accepted_rows_of_the_branch_do_not_choose_what_is_asked(
    desk: Desk, stranger: ChatServer
) -> None:
    desk.write(weapons=BROKEN)
    rewrite_rows(desk, lambda row: row["model"].update(api_base=stranger.url))  # type: ignore[attr-defined]
    desk.commit()

    done = installed(desk)

    assert done.code == 1
    assert stranger.requests == []


FORK = {"head": {"repo": {"full_name": "eve/desk"}}, "base": {"repo": {"full_name": "ada/desk"}}}
SAME = {"head": {"repo": {"full_name": "ada/desk"}}, "base": {"repo": {"full_name": "ada/desk"}}}


def event(folder: Path, pull_request: object, name: str = "pull_request") -> dict[str, str]:
    """The variables of GitHub for a pull request."""
    file = folder / "event.json"
    file.write_text(json.dumps({"pull_request": pull_request}))
    return {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(file)}


def gitlab(source: str, target: str = "7") -> dict[str, str]:
    return {
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": source,
        "CI_MERGE_REQUEST_PROJECT_ID": target,
    }


def approved(desk: Desk) -> None:
    desk.write(forge=LOOSE, style="comply")
    desk.approve()


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        (lambda folder: event(folder, FORK), 5),
        (lambda folder: event(folder, {**FORK, "head": {"repo": None}}), 5),
        (lambda folder: event(folder, {}), 5),
        (lambda _folder: {"GITHUB_EVENT_NAME": "pull_request"}, 5),
        (lambda folder: event(folder, FORK, "pull_request_review_comment"), 5),
        (lambda folder: event(folder, FORK, "pull_request_target"), 5),
        (lambda folder: event(folder, FORK, "pull_request_of_tomorrow"), 5),
        (lambda _folder: gitlab(""), 5),
        (lambda _folder: gitlab("", target=""), 5),
        (lambda folder: event(folder, SAME), 0),
        (lambda _folder: gitlab("8"), 5),
        (lambda _folder: gitlab("7"), 0),
        (lambda _folder: {}, 0),
    ],
)
def test_a_fork_does_not_approve_itself(
    desk: Desk, tmp_path: Path, variables: Callable[[Path], dict[str, str]], code: int
) -> None:
    approved(desk)

    done = desk.ci(**variables(tmp_path))

    assert done.code == code, done.out
    waiting = "and only this branch approves that"
    assert (waiting in done.out) == bool(code)
    assert "This branch approves 1 change" in done.out


@pytest.mark.slow
def test_untrusted_and_the_setting_of_the_base_mean_the_same(desk: Desk) -> None:
    approved(desk)
    told = desk.ci("--untrusted")
    git(desk.folder, "switch", "-q", "main")
    desk.configure('approvals = "base"')
    desk.commit("base only")
    git(desk.folder, "switch", "-q", "branch")

    configured = desk.ci()

    assert (told.code, configured.code) == (5, 5)
    assert told.out.splitlines()[0] == configured.out.splitlines()[0]


@pytest.mark.slow
def test_an_approval_that_was_merged_into_the_base_counts_for_everybody(desk: Desk) -> None:
    approved(desk)
    git(desk.folder, "switch", "-q", "main")
    git(desk.folder, "checkout", "-q", "branch", "--", "accepted")
    desk.commit("approved beforehand")
    git(desk.folder, "switch", "-q", "branch")

    assert_ends(desk.ci("--untrusted"), 0, "")


def test_rows_of_a_fork_do_not_hide_a_regression(desk: Desk) -> None:
    desk.write(weapons=BROKEN)
    desk.run("probe", "--model", "mock", "--max-cost", "9")
    words = ("accept", "--reason", "Trust me.", "--yes")
    desk.run(*words)
    desk.approve()

    done = desk.ci("--untrusted")

    assert done.code == 1
    assert "1 clause with a confirmed drop" in done.out
    assert lines_of(done, "This branch accepts", "- right half") == [
        "This branch accepts 12 rows of desk (12 changed); they do not count: only rows of the "
        "base count.",
        "- right half as often as the row of the base says, or less: weapon-0, weapon-1, "
        "weapon-10, weapon-11, weapon-2, weapon-3 and 6 more",
    ]


@pytest.mark.slow
def test_rows_that_the_branch_removes_do_not_hide_a_regression(desk: Desk) -> None:
    desk.write(weapons=BROKEN)
    (rows,) = (desk.folder / "accepted").rglob("weapons.jsonl")
    rows.unlink()
    desk.approve()

    done = desk.ci()

    assert done.code == 1
    assert "1 clause with a confirmed drop" in done.out
    assert lines_of(done, "This branch accepts") == [
        "This branch accepts 12 rows of desk (12 removed); they do not count: it removes rows of "
        "cases that are still there."
    ]


@pytest.mark.slow
def test_a_branch_does_not_choose_the_policy_by_leaving_the_base_early(desk: Desk) -> None:
    git(desk.folder, "switch", "-q", "main")
    now = (desk.folder / "delibctl.toml").read_text()
    shutil.copytree(desk.folder / "policy", desk.folder / "demo")
    (desk.folder / "delibctl.toml").write_text(now.replace('"policy"', '"demo"'))
    desk.commit("a demonstration was configured once")
    git(desk.folder, "branch", "early")
    (desk.folder / "delibctl.toml").write_text(now)
    desk.commit("the policy is configured")
    git(desk.folder, "switch", "-q", "early")
    desk.write(weapons=BROKEN)
    desk.commit()

    done = desk.ci()

    assert done.code == 1
    assert "loosens clause weapons.build; 12 of 12 test cases are answered worse" in done.out


@pytest.mark.parametrize("id", ["../../outside", "a/b", "."])
def test_an_id_that_is_a_path_leads_nowhere(desk: Desk, id: str) -> None:
    file = desk.folder / "policy" / "policy.yaml"
    file.write_text(file.read_text().replace("id: desk", f"id: {id}"))
    desk.commit()
    before = {path for path in desk.folder.parent.rglob("*") if ".git" not in path.parts}

    done = desk.ci()

    made = {path for path in desk.folder.parent.rglob("*") if ".git" not in path.parts} - before
    assert done.code in (1, 2, 5)
    assert all(path.is_relative_to(desk.folder.parent / "state") for path in made)
