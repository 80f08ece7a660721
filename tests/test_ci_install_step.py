"""The step of the jobs that installs: the base says what, and a branch if the base has nothing."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.project import ROOT
from support.repositories import git
from support.workflow_steps import EXAMPLE, Steps

from delibctl.source import read

HASHED = "delibctl==1.0 --hash=sha256:{}\n"
OURS, THEIRS = HASHED.format("a" * 64), HASHED.format("b" * 64)
PINS = {"github": ".github/delibctl.txt", "gitlab": ".gitlab/delibctl.txt"}
URL = "https://host.example/owner/delibctl"
SYSTEMS = pytest.mark.parametrize("system", PINS)


def repository(root: Path, system: str, base: str | None, branch: str | None) -> Path:
    """A clone whose main and branch pin something, or nothing."""
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    for name, pins in (("main", base), ("theirs", branch)):
        if name == "theirs":
            git(root, "switch", "-qc", name)
        path = root / PINS[system]
        path.unlink(missing_ok=True)
        if pins is not None:
            path.parent.mkdir(exist_ok=True)
            path.write_text(pins)
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", name)
    clone = root.parent / "clone"
    git(root.parent, "clone", "-q", "--branch", "theirs", str(root), str(clone))
    return clone


def installed(
    clone: Path, system: str, *, fork: bool = False, environment: Mapping[str, str] | None = None
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the step with a `pip` that notes what it is given."""
    runner = clone.parent / "runner"
    (runner / "bin").mkdir(parents=True)
    pip = runner / "bin" / "pip"
    log = runner / "pip.log"
    pip.write_text(
        f'#!/bin/bash\necho "$*" >> {log}\n[ "$5" != -r ] || cat "$6" >> {log}\n'
        f'[ ! -d "${{@: -1}}" ] || ls "${{@: -1}}" >> {log}\n'
    )
    pip.chmod(0o755)
    head = git(clone, "rev-parse", "HEAD").strip()
    if system == "github":
        values = {
            "github.base_ref": "main",
            "github.event.pull_request.head.sha": head,
            "github.event.pull_request.head.repo.full_name": "x/y" if fork else "desk/permits",
        }
        done = Steps(EXAMPLE, clone, runner, values, environment or {}).run(["Install"])["Install"]
    else:
        path = ROOT / "examples" / "gitlab-ci.yml"
        lines = read(path.read_bytes(), path.name).data["policy"]["script"]
        script = next(line for line in lines if line.startswith("# Install"))
        work = runner / "temp"
        work.mkdir()
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=clone,
            env={
                "PATH": f"{runner / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(runner),
                "work": str(work),
                "BASE": "refs/remotes/origin/main",
                "HEAD": head,
                "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "8" if fork else "7",
                "CI_MERGE_REQUEST_PROJECT_ID": "7",
                **(environment or {}),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    return done, log.read_text().splitlines() if log.exists() else []


#: What the base and the branch pin, whether it is a fork, and what is installed.
CHOICES: dict[str, tuple[str | None, str | None, bool, str | None]] = {
    "the base decides": (OURS, THEIRS, False, OURS),
    "also where the branch removes it": (OURS, None, False, OURS),
    "also for a fork": (OURS, THEIRS, True, OURS),
    "the first branch brings it": (None, THEIRS, False, THEIRS),
    "a fork may not be the first": (None, THEIRS, True, None),
    "nobody has it": (None, None, False, None),
}


@SYSTEMS
@pytest.mark.parametrize("name", CHOICES)
def test_the_base_says_what_is_installed_and_a_branch_only_if_it_has_nothing(
    tmp_path: Path, system: str, name: str
) -> None:
    base, branch, fork, chosen = CHOICES[name]
    clone = repository(tmp_path / "repository", system, base, branch)

    done, log = installed(clone, system, fork=fork)

    told = done.stdout + done.stderr
    if chosen is None:
        assert done.returncode == 1
        assert log == []
        assert PINS[system] in told
        return
    assert done.returncode == 0, told
    assert log[0].startswith("install --require-hashes --only-binary :all: -r ")
    assert log[1:] == [chosen.strip()]
    assert ("says what is installed" in told) == (base is None)


@SYSTEMS
def test_a_base_that_git_lacks_installs_nothing(tmp_path: Path, system: str) -> None:
    clone = repository(tmp_path / "repository", system, None, THEIRS)
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")

    done, log = installed(clone, system)

    assert done.returncode != 0
    assert log == []


@SYSTEMS
def test_a_commit_of_git_is_installed_with_the_hashes_of_its_own_lock_file(
    tmp_path: Path, system: str
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    git(source, "init", "-q")
    (source / "requirements.lock").write_text("litellm==1 --hash=sha256:c\n")
    git(source, "add", ".")
    git(source, "commit", "-qm", "a release")
    commit = git(source, "rev-parse", "HEAD").strip()
    (source / "requirements.lock").write_text("litellm==2\n")
    git(source, "commit", "-qam", "later")
    clone = repository(tmp_path / "repository", system, f"delibctl @ git+{URL}@{commit}\n", None)
    instead = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{source}.insteadOf",
        "GIT_CONFIG_VALUE_0": URL,
    }

    done, log = installed(clone, system, environment=instead)

    assert done.returncode == 0, done.stderr
    hashed, lock, own, *files = log
    assert hashed.startswith("install --require-hashes --only-binary :all: -r ")
    assert lock == "litellm==1 --hash=sha256:c"
    assert own.startswith("install --no-deps --no-build-isolation ")
    assert files == ["requirements.lock"]


@SYSTEMS
@pytest.mark.parametrize("pin", [f"delibctl @ git+{URL}@main\n", "delibctl==1.0\n"])
def test_what_has_no_hash_is_left_to_pip_which_refuses_it(
    tmp_path: Path, system: str, pin: str
) -> None:
    clone = repository(tmp_path / "repository", system, pin, None)

    _, log = installed(clone, system)

    assert log[0].startswith("install --require-hashes ")
    assert log[1:] == [pin.strip()]
