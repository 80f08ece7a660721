"""The hooks, run by the real pre-commit as a user would have it run them."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.command import Cli, Done
from support.project import ROOT
from test_install import copy_of_the_project

PRE_COMMIT = shutil.which("pre-commit") or ""

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.skipif(not PRE_COMMIT, reason="no pre-commit on the PATH"),
]


@dataclass(frozen=True)
class Repository:
    """A git repository in which commands are run; nothing of the machine's git is in them."""

    folder: Path
    home: Path

    def run(self, *command: str) -> Done:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "PYTHON"))}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={
                **kept,
                "PRE_COMMIT_HOME": str(self.home),
                "PRE_COMMIT_COLOR": "never",
                "GIT_CONFIG_GLOBAL": os.devnull,
                **{
                    f"GIT_{who}_{what}": value
                    for who in ("AUTHOR", "COMMITTER")
                    for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))
                },
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.code == 0, done.out + done.err
        return done.out.strip()

    def add_all(self) -> None:
        self.git("add", "--all")

    def pre_commit(self, hook: str) -> Done:
        """Run a hook on every file that is known to git."""
        self.add_all()
        return self.run(PRE_COMMIT, "run", hook, "--all-files")


def new_repository(folder: Path, home: Path) -> Repository:
    folder.mkdir(exist_ok=True)
    made = Repository(folder, home)
    made.git("init", "--quiet")
    return made


def configuration_of_the_docs(url: Path, revision: str) -> str:
    """The example of the documentation with the repository in it, and the other hook besides."""
    page = (ROOT / "docs" / "editors.md").read_text()
    example = re.search(r"^```yaml\n(repos:\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert example is not None
    text = re.sub(r"repo: \S+", f"repo: {url}", example[1])
    return re.sub(r"rev: \S+", f"rev: {revision}", text) + "      - id: delibctl-lint-fix\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A configuration with the hooks of this working tree, and pre-commit's home.

    It holds an environment with delibctl and all that it needs, built once for all tests.
    """
    base = tmp_path_factory.mktemp("pre-commit")
    home = base / "home"
    project = new_repository(copy_of_the_project(base), home)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", project.folder)
    project.add_all()
    project.git("commit", "--quiet", "--message", "all")
    text = configuration_of_the_docs(project.folder, project.git("rev-parse", "HEAD"))
    user = new_repository(base / "user", home)
    (user.folder / ".pre-commit-config.yaml").write_text(text)
    done = user.run(PRE_COMMIT, "install-hooks")
    assert done.code == 0, done.out + done.err
    return text, home


@pytest.fixture
def user(installed: tuple[str, Path], tmp_path: Path, cli: Cli) -> Repository:
    """The repository of somebody who started a policy in a folder and set the hooks up."""
    text, home = installed
    made = new_repository(tmp_path / "user", home)
    (made.folder / ".pre-commit-config.yaml").write_text(text)
    assert cli("init", "guide", cwd=made.folder).code == 0
    return made


def spoil(repository: Repository, old: str, new: str, name: str = "policy.yaml") -> Path:
    """Exchange a part of the policy."""
    path = repository.folder / "guide" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize("hook", ["delibctl-lint", "delibctl-lint-fix"])
def test_a_sound_policy_passes(user: Repository, hook: str) -> None:
    done = user.pre_commit(hook)

    assert done.code == 0, done.out + done.err
    assert "Passed" in done.out


def test_a_broken_policy_fails_and_the_finding_is_shown(user: Repository) -> None:
    spoil(user, "style: hard-refusal", "style: hard-refuse")

    done = user.pre_commit("delibctl-lint")

    assert done.code == 1, done.out + done.err
    assert "Failed" in done.out
    assert "- exit code: 1" in done.out
    assert re.search(r"guide/policy\.yaml:\d+:\d+: error: unknown style 'hard-refuse'", done.out)
    assert "next: did you mean 'hard-refusal'?" in done.out


@pytest.mark.parametrize("name", ["POLICY.YAML", "policy.YML", "Policy.yml"])
def test_a_policy_whose_name_is_in_capitals_is_checked(user: Repository, name: str) -> None:
    spoil(user, "style: hard-refusal", "style: hard-refuse").rename(user.folder / "guide" / name)

    done = user.pre_commit("delibctl-lint")

    assert done.code == 1, done.out + done.err
    assert "unknown style 'hard-refuse'" in done.out


def test_a_commit_of_only_the_cases_is_checked_against_the_policy(user: Repository) -> None:
    assert user.run(PRE_COMMIT, "install").code == 0
    user.add_all()
    user.git("commit", "--quiet", "--no-verify", "--message", "start")
    spoil(user, "clauses: [documents.forge]", "clauses: [documents.froge]", "cases.yaml")

    done = user.run("git", "commit", "--all", "--message", "cases")

    assert done.code == 1, done.out + done.err
    assert "unknown clause 'documents.froge'" in done.out + done.err
    assert user.git("log", "--format=%s") == "start"


def test_the_hook_that_mends_changes_the_file_and_then_passes(user: Repository) -> None:
    policy = spoil(user, "style: hard-refusal", "style: hard-refuse")

    first = user.pre_commit("delibctl-lint-fix")

    assert first.code == 1, first.out + first.err
    assert "- files were modified by this hook" in first.out
    assert "style: hard-refusal" in policy.read_text()
    assert "hard-refuse\n" not in policy.read_text()
    assert user.pre_commit("delibctl-lint-fix").code == 0


def test_other_files_are_passed_over(user: Repository) -> None:
    (user.folder / "compose.yaml").write_text("services: {}\n")
    workflows = user.folder / ".github" / "workflows"
    workflows.mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "github-actions.yml", workflows / "policy.yml")
    (user.folder / "guide" / "waivers.yaml").write_text("accept: []\n")

    done = user.pre_commit("delibctl-lint")

    assert done.code == 0, done.out + done.err
