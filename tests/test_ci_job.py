"""The CI job of docs/ci.md in real repositories: a new policy, and a branch that means harm."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli, clean_environment
from support.project import ROOT
from support.repositories import git

from delibctl.source import read

WORKFLOWS = [ROOT / "examples" / "github-actions.yml", *(ROOT / ".github" / "workflows").iterdir()]


def steps() -> list[dict[str, Any]]:
    path = ROOT / "examples" / "github-actions.yml"
    found: list[dict[str, Any]] = read(path.read_bytes(), path.name).data["jobs"]["policy"]["steps"]
    return found


class Job:
    """Runs the shell steps of the job, but for the installation, in a clone."""

    def __init__(self, clone: Path, surroundings: Path) -> None:
        self.clone = clone
        self.temporary = surroundings / "runner"
        self.temporary.mkdir()
        self.summary = surroundings / "summary.md"

    def run(self, names: Iterable[str]) -> dict[str, subprocess.CompletedProcess[str]]:
        commands = {step["name"]: step["run"] for step in steps() if "run" in step}
        return {name: self._shell(commands[name]) for name in names}

    def _shell(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.clone,
            env=clean_environment(
                PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                GITHUB_ACTIONS="true",
                GITHUB_BASE_REF="main",
                GITHUB_STEP_SUMMARY=str(self.summary),
                RUNNER_TEMP=str(self.temporary),
            ),
            capture_output=True,
            text=True,
            check=False,
        )


NAMES = [step["name"] for step in steps() if "run" in step and step["name"] != "Install"]


@pytest.fixture
def base(cli: Cli, tmp_path: Path) -> Path:
    """A repository whose main branch holds a new policy."""
    root = tmp_path / "base"
    root.mkdir()
    assert cli("init", cwd=root).code == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    return root


def checked_out(base: Path, branch: str) -> Job:
    clone = base.parent / "clone"
    git(base.parent, "clone", "-q", "--branch", branch, str(base), str(clone))
    return Job(clone, base.parent)


def hostile_files(branch: Path, outside: Path) -> None:
    """What a branch may hold to pass for evidence, or to be written through."""
    outside.mkdir()
    (outside / "kept").write_text("precious")
    (branch / "run.sqlite").write_text("forged")
    (branch / "diff.md").write_text("All gates passed")
    (branch / "answers.jsonl").write_text("not an answer")
    (branch / "summary.md").symlink_to(outside / "kept")
    (branch / ".delibctl").symlink_to(outside)
    (branch / "state").symlink_to(outside)
    (branch / "runner").mkdir()
    (branch / "runner" / "diff.md").write_text("All gates passed")


def test_the_steps_pass_on_a_new_policy_and_use_nothing_else_of_a_hostile_branch(
    base: Path, tmp_path: Path
) -> None:
    git(base, "checkout", "-qb", "theirs")
    hostile_files(base, tmp_path / "outside")
    git(base, "add", "-f", ".")
    git(base, "commit", "-qm", "two")
    job = checked_out(base, "theirs")

    done = job.run(NAMES)

    assert {name: step.returncode for name, step in done.items()} == dict.fromkeys(NAMES, 0), done
    assert "continuing" not in done["Probe"].stderr
    text = job.summary.read_text()
    assert text.startswith("2 files checked, no findings.")
    assert "**No changes.**" in text
    assert "**My policy" in text
    assert "All gates passed" not in text
    assert git(job.clone, "status", "--porcelain", "--ignored") == ""
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["kept"]
    assert (tmp_path / "outside" / "kept").read_text() == "precious"


def test_a_report_that_was_not_written_is_not_summed_up(base: Path) -> None:
    git(base, "checkout", "-qb", "theirs")
    (base / "diff.md").write_text("All gates passed")
    git(base, "add", "-f", ".")
    git(base, "commit", "-qm", "two")
    job = checked_out(base, "theirs")

    done = job.run(["Diff", "Summary"])

    assert [step.returncode for step in done.values()] == [2, 0]
    assert not job.summary.exists() or "All gates" not in job.summary.read_text()


def test_answers_are_imported_from_the_base_whatever_the_branch_holds(base: Path) -> None:
    (base / "answers.jsonl").write_text("not an answer")
    git(base, "add", ".")
    git(base, "commit", "-qm", "two")
    git(base, "checkout", "-qb", "theirs")
    git(base, "rm", "-q", "answers.jsonl")
    git(base, "commit", "-qm", "three")
    job = checked_out(base, "theirs")

    (imported,) = job.run(["Answers that the base holds"]).values()

    assert imported.returncode == 2
    assert f"{job.temporary}/answers.jsonl:1" in imported.stderr


def test_a_branch_that_retires_cases_fails_until_they_are_approved(base: Path) -> None:
    git(base, "checkout", "-qb", "theirs")
    cases = base / "cases.yaml"
    cases.write_text(
        re.sub(r"^(  - id: .*)$", r"\1\n    status: retired", cases.read_text(), flags=re.M)
    )
    git(base, "commit", "-qam", "two")
    job = checked_out(base, "theirs")

    (changed,) = job.run(["What changed in the policy"]).values()

    assert changed.returncode == 1
    assert "gate fail-on unapproved: FAILED" in changed.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pin_actions_and_hold_no_credentials(path: Path) -> None:
    text = path.read_text()
    used = re.findall(r"uses: (\S+)(.*)", text)

    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")
    assert re.search(r"^permissions: \{(contents: read)?\}", text, re.MULTILINE)
    assert not re.search(r"^ *(on: |- )?pull_request_target\b", text, re.MULTILINE)


def test_the_ci_job_fails_where_a_policy_is_broken(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    policy = tmp_path / "policy.yaml"
    policy.write_text(policy.read_text().replace("style: hard-refusal", "style: hard-refuse", 1))

    assert cli("lint", "--format", "text").code == 1
    assert cli("probe").code == 2
