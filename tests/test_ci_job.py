"""The CI jobs of docs/ci.md in real repositories: a new policy, and a branch that means harm."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import Cli, clean_environment
from support.github_comments import BOT, TOKEN, Comments, github
from support.project import ROOT
from support.repositories import git
from support.workflow_steps import ACTION, EXAMPLE, Steps, steps_of

from delibctl.source import read

WORKFLOWS = [EXAMPLE, ACTION, *(ROOT / ".github" / "workflows").iterdir()]
MARKER = "<!-- delibctl ci in . -->"
NAMES = ["Judge", "Comment", "Verdict"]
LOOSENED = "the edit likely loosens clause documents.forge"
LOOSER = ("does not help", "may help")


@pytest.fixture
def base(cli: Cli, tmp_path: Path) -> Path:
    """A repository whose main branch holds a new policy."""
    root = tmp_path / "base"
    root.mkdir()
    assert cli("init", cwd=root).code == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    git(root, "checkout", "-qb", "theirs")
    return root


@pytest.fixture
def server() -> Iterator[Comments]:
    with github((BOT, "Another job."), ("ada", f"See: {MARKER}")) as comments:
        yield comments


def edited(root: Path, *replaced: tuple[str, str], name: str = "policy.yaml") -> None:
    """Commit an edit of a file."""
    text = (root / name).read_text()
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    (root / name).write_text(text)
    git(root, "commit", "-qam", "an edit")


def job(
    base: Path, server: Comments, path: Path = EXAMPLE, *, fork: bool = False, folder: str = "."
) -> Steps:
    """The job on the branch as it is now, in a new clone."""
    runner = base.parent / "runner"
    number = len(list(base.parent.glob("clone*")))
    clone = base.parent / f"clone{number}"
    git(base.parent, "clone", "-q", "--branch", "theirs", str(base), str(clone))
    values = {
        "github.base_ref": "main",
        "github.event.pull_request.head.sha": git(base, "rev-parse", "theirs").strip(),
        "github.event.pull_request.number": "7",
        "github.token": TOKEN,
        "inputs.author": BOT,
        "inputs.base": "refs/remotes/origin/main",
        "inputs.head": git(base, "rev-parse", "theirs").strip(),
        "inputs.token": TOKEN,
        "inputs.undecided": "warn",
        "inputs.working-directory": folder,
    }
    return Steps(path, clone, runner, values, {"STUB_API": server.url}, fork=fork)


def codes(steps: Steps) -> list[int]:
    return [done.returncode for done in steps.run(NAMES).values()]


@pytest.mark.parametrize("path", [EXAMPLE, ACTION], ids=lambda path: path.name)
def test_a_change_fails_with_a_comment_until_it_is_approved_and_then_the_comment_says_so(
    base: Path, server: Comments, cli: Cli, path: Path
) -> None:
    edited(base, LOOSER)

    assert codes(job(base, server, path)) == [0, 0, 1]

    (comment,) = server.of_the_bot[1:]
    assert comment.startswith(f"**Failed, do not merge: {LOOSENED}, and nobody approved")
    # The command of the comment is the one that approves it.
    command = re.search(r"`delibctl (accept .*?) --reason TEXT`", comment)
    assert command
    words = [*command[1].replace("refs/remotes/origin/", "").split(), "--reason", "x", "--yes"]
    git(base, "config", "user.name", "Ada")
    assert cli(*words, cwd=base).code == 0
    git(base, "add", ".")
    git(base, "commit", "-qm", "approve")

    assert codes(job(base, server, path)) == [0, 0, 0]

    (comment,) = server.of_the_bot[1:]
    assert comment.startswith(f"**Passed, you can merge: {LOOSENED}, as was approved")
    assert "This branch approves 1 change." in comment
    assert server.held[:2] == [(BOT, "Another job."), ("ada", f"See: {MARKER}")]


def test_an_approval_of_a_fork_waits_and_that_is_a_warning(
    base: Path, server: Comments, cli: Cli
) -> None:
    edited(base, LOOSER)
    git(base, "config", "user.name", "Ada")
    assert cli("accept", "--against", "main", "--reason", "x", "--yes", cwd=base).code == 0
    git(base, "add", ".")
    git(base, "commit", "-qm", "approve")
    steps = job(base, server, fork=True)
    done = steps.run(NAMES)

    assert [step.returncode for step in done.values()] == [0, 0, 0]
    assert steps.values["steps.judge.outputs.exit-code"] == "5"
    assert done["Verdict"].stdout.startswith("::warning title=delibctl ci::There is no verdict")
    assert server.of_the_bot[-1].startswith(f"**No verdict, do not merge yet: {LOOSENED}")


def test_the_job_of_a_folder_judges_by_its_configuration_wherever_the_branch_puts_the_folder(
    base: Path, server: Comments, tmp_path: Path
) -> None:
    git(base, "switch", "-q", "main")
    (base / "a").mkdir()
    names = ("delibctl.toml", "policy.yaml", "cases.yaml")
    git(base, "mv", *names, "a")
    git(base, "commit", "-qm", "in a folder")
    git(base, "switch", "-qC", "theirs", "main")
    edited(base, LOOSER, name="a/policy.yaml")
    assert codes(job(base, server, ACTION, folder="a")) == [0, 0, 1]
    git(base, "mv", "a", "b")
    git(base, "commit", "-qm", "moved")
    assert codes(job(base, server, ACTION, folder="a")) == [0, 0, 1]
    (comment,) = server.of_the_bot[1:]
    assert comment.startswith("**Failed, do not merge: ")
    assert comment.endswith("\n<!-- delibctl ci in a -->\n")
    (base / "a").symlink_to("/")
    git(base, "add", "-A")
    git(base, "commit", "-qm", "a link in its place")

    assert codes(job(base, server, ACTION, folder="a")) == [0, 0, 2]


def hostile_files(branch: Path, outside: Path) -> None:
    """What a branch may hold to be run, to pass for evidence, or to be written through."""
    outside.mkdir()
    (outside / "kept").write_text("precious")
    code = f"import pathlib\npathlib.Path({str(outside)!r}, 'owned').write_text('owned')\n"
    for name in ("sitecustomize.py", "usercustomize.py", "delibctl.py", "pip.py", "jq.py"):
        (branch / name).write_text(code)
    for name in ("git", "gh", "delibctl"):
        (branch / "bin").mkdir(exist_ok=True)
        (branch / "bin" / name).write_text(f"#!/bin/sh\ntouch {outside}/owned\n")
        (branch / "bin" / name).chmod(0o755)
    (branch / "comment.md").write_text(f"Passed\n{MARKER}")
    (branch / "answers.jsonl").write_text("not an answer")
    (branch / "answers.sqlite").symlink_to(outside)
    (branch / ".delibctl").symlink_to(outside)
    (branch / "state").symlink_to(outside)
    (branch / "temp").mkdir()
    (branch / "temp" / "comment.md").symlink_to(outside / "kept")


@pytest.mark.parametrize("path", [EXAMPLE, ACTION], ids=lambda path: path.name)
def test_nothing_of_a_hostile_branch_is_run_used_or_written_through(
    base: Path, server: Comments, tmp_path: Path, path: Path
) -> None:
    hostile_files(base, tmp_path / "outside")
    git(base, "add", "-f", ".")
    git(base, "commit", "-qm", "two")
    steps = job(base, server, path)

    assert codes(steps) == [0, 0, 0]
    assert server.of_the_bot == ["Another job."]
    assert git(steps.clone, "status", "--porcelain", "--ignored") == ""
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["kept"]
    assert (tmp_path / "outside" / "kept").read_text() == "precious"


def test_answers_are_imported_from_the_base_whatever_the_branch_holds(
    base: Path, server: Comments
) -> None:
    git(base, "checkout", "-q", "main")
    (base / "answers.jsonl").write_text("not an answer")
    git(base, "add", ".")
    git(base, "commit", "-qm", "two")
    git(base, "checkout", "-q", "theirs")

    edited(base, LOOSER)
    done = job(base, server).run(NAMES)

    assert "answers.jsonl:1" in done["Judge"].stderr
    assert done["Verdict"].returncode == 2


def test_a_branch_that_retires_cases_fails_until_they_are_approved(
    base: Path, server: Comments
) -> None:
    cases = base / "cases.yaml"
    cases.write_text(
        re.sub(r"^(  - id: .*)$", r"\1\n    status: retired", cases.read_text(), flags=re.M)
    )
    git(base, "commit", "-qam", "two")

    assert codes(job(base, server))[-1] == 1
    assert "retired" in server.of_the_bot[-1]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("style: hard-refusal", "style: hard-refuse"), 1),
        (("title: My policy", "title: ["), 1),
    ],
)
def test_a_policy_that_is_broken_fails_and_the_comment_names_the_place(
    base: Path, server: Comments, edit: tuple[str, str], code: int
) -> None:
    edited(base, edit)

    assert codes(job(base, server))[-1] == code
    assert re.match(
        r"\*\*Failed, do not merge: lint found \d+ problems?(, the first)? at policy.yaml:",
        server.of_the_bot[-1],
    )


def test_a_base_that_git_lacks_ends_red_with_no_word_of_passing(
    base: Path, server: Comments
) -> None:
    steps = job(base, server)
    steps.values["github.base_ref"] = "gone"
    done = steps.run(NAMES)

    assert done["Verdict"].returncode == 2
    assert "passed" not in "".join(step.stdout for step in done.values()).lower()
    assert server.of_the_bot == ["Another job."]


def test_the_job_of_gitlab_writes_its_report_beside_no_link_of_the_branch(
    base: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (base / "delibctl-report").symlink_to(tmp_path / "outside")
    git(base, "add", ".")
    edited(base, LOOSER)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--branch", "theirs", str(base), str(clone))
    path = ROOT / "examples" / "gitlab-ci.yml"
    lines = read(path.read_bytes(), path.name).data["policy"]["script"]
    script = "\n".join(line for line in lines if not line.startswith("# Install"))
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=clone,
        env=clean_environment(
            PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            CI="true",
            GITLAB_CI="true",
            BASE="refs/remotes/origin/main",
            FOLDER=".",
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
            CI_COMMIT_SHA=git(base, "rev-parse", "theirs").strip(),
            CI_PROJECT_DIR=str(clone),
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    comment = (clone / "delibctl-report" / "comment.md").read_text()
    assert comment.startswith(f"**Failed, do not merge: {LOOSENED}")
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_example_and_the_action_judge_alike() -> None:
    ours, copied = (
        {step["name"]: step["run"] for step in steps_of(path) if step.get("name") in NAMES}
        for path in (ACTION, EXAMPLE)
    )

    assert ours == copied
    assert list(ours) == NAMES


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_actions_and_hold_no_credentials(path: Path) -> None:
    text = path.read_text()
    used = re.findall(r"uses: (\S+)(.*)", text)

    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    if path != ACTION:
        assert re.search(r"^permissions: \{(contents: read)?\}", text, re.MULTILINE)
    assert not re.search(r"^ *(on: |- )?pull_request_target\b", text, re.MULTILINE)
