"""`delibctl init --ci`: the job at the root of the repository, and nothing overwritten."""

from pathlib import Path
from typing import Any

import pytest
from support.command import Cli
from support.project import ROOT
from support.repositories import git
from support.workflow_schemas import problems

from delibctl import __version__
from delibctl.source import read

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PIN = f"git+https://host.example/owner/delibctl@{COMMIT}"
JOBS = {
    "github": (".github/workflows/policy{}.yml", "github-actions.yml", "github-workflows"),
    "gitlab": (".gitlab/policy{}.yml", "gitlab-ci.yml", "gitlab-ci"),
}
SYSTEMS = pytest.mark.parametrize("system", JOBS)


def started(cli: Cli, root: Path, *folders: str) -> None:
    """A repository with a policy and a configuration in each folder."""
    git(root, "init", "-q")
    for folder in folders:
        assert cli("init", folder, cwd=root).code == 0


def the_job(root: Path, system: str, suffix: str = "") -> dict[str, Any]:
    """The only job of a file, valid by the schema of its system."""
    name, _, schema = JOBS[system]
    path = root / name.format(suffix)
    data = read(path.read_bytes(), path.name).data
    assert problems(schema, data) == []
    found: dict[str, Any] = next(iter((data["jobs"] if system == "github" else data).values()))
    return found


def folder_of(job: dict[str, Any]) -> str:
    """The folder in which a job runs."""
    if "variables" in job:
        return str(job["variables"]["FOLDER"])
    (folder,) = {s["env"]["FOLDER"] for s in job["steps"] if "FOLDER" in s.get("env", {})}
    return str(folder)


@SYSTEMS
def test_a_new_policy_at_the_root_gets_the_job_of_the_examples(
    cli: Cli, tmp_path: Path, system: str
) -> None:
    git(tmp_path, "init", "-q")

    done = cli("init", "--ci", system)

    name, example, _ = JOBS[system]
    name = name.format("")
    assert done.code == 0
    assert (tmp_path / name).read_text() == (ROOT / "examples" / example).read_text()
    assert (tmp_path / "policy.yaml").exists()
    included = "wrote .gitlab-ci.yml\n" if system == "gitlab" else ""
    assert done.out.endswith(f"wrote {name}\n{included}")
    pins = f".{system}/delibctl.txt"
    assert done.err.endswith(
        f"the job installs what {pins} pins, so write that file and commit it too:\n"
        "  delibctl from git:  delibctl init --ci ... "
        "--pin git+https://HOST/OWNER/delibctl@COMMIT\n"
        f"  a published one:    echo delibctl=={__version__} | "
        f"uv pip compile --generate-hashes - -o {pins}\n"
    )


@SYSTEMS
def test_a_commit_of_git_is_pinned_and_what_is_pinned_stays(
    cli: Cli, tmp_path: Path, system: str
) -> None:
    started(cli, tmp_path, "a", "b")
    pins = tmp_path / f".{system}" / "delibctl.txt"

    first = cli("init", "a", "--ci", system, "--pin", PIN)
    second = cli("init", "b", "--ci", system, "--pin", PIN.replace("0", "f"))

    assert (first.code, second.code) == (0, 0), second.err
    assert pins.read_text() == f"delibctl @ {PIN}\n"
    assert f"wrote .{system}/delibctl.txt" in first.out
    assert "delibctl.txt" not in second.out + second.err


@pytest.mark.parametrize(
    "pin",
    [
        "delibctl==1.0",
        "git+https://host.example/owner/delibctl@main",
        f"git+https://ada:secret@host.example/owner/delibctl@{COMMIT}",
        f"git+http://host.example/owner/delibctl@{COMMIT}",
        f"{PIN}; import os",
    ],
)
def test_what_names_no_commit_is_no_pin_and_nothing_is_written(
    cli: Cli, tmp_path: Path, pin: str
) -> None:
    done = cli("init", "--ci", "github", "--pin", pin)

    assert done.code == 2
    assert "is not a commit of a git repository" in done.err
    assert list(tmp_path.iterdir()) == []


@SYSTEMS
@pytest.mark.parametrize("folder", ["policies/a", 'it\'s "odd": $x', "a #b"])
def test_the_job_of_a_policy_in_a_folder_runs_there(
    cli: Cli, tmp_path: Path, system: str, folder: str
) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / folder).mkdir(parents=True)

    done = cli("init", "--ci", system, cwd=tmp_path / folder)

    assert done.code == 0, done.err
    suffix = {"policies/a": "-policies-a", "a #b": "-a-b"}.get(folder, "-it-s-odd-x")
    assert folder_of(the_job(tmp_path, system, suffix)) == folder


@SYSTEMS
def test_policies_that_are_there_get_their_jobs_and_no_sample(
    cli: Cli, tmp_path: Path, system: str
) -> None:
    started(cli, tmp_path, "a", "deep/b")
    (tmp_path / "a" / "inner").mkdir()
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}

    done = cli("init", "--ci", system, "--pin", PIN)

    assert done.code == 0, done.err
    assert not (tmp_path / "policy.yaml").exists()
    jobs = [the_job(tmp_path, system, suffix) for suffix in ("-a", "-deep-b")]
    assert [folder_of(job) for job in jobs] == ["a", "deep/b"]
    assert {path: path.read_bytes() for path in files} == files
    if system == "gitlab":
        assert (tmp_path / ".gitlab-ci.yml").read_text() == (
            "include:\n  - local: .gitlab/policy-a.yml\n  - local: .gitlab/policy-deep-b.yml\n"
        )
    # Again, from a folder inside: its configuration is that of the folder around it.
    again = cli("init", "--ci", system, cwd=tmp_path / "a" / "inner")
    assert again.code == 2
    assert "nothing was written" in again.err
    assert list((tmp_path / "a" / "inner").iterdir()) == []


@pytest.mark.parametrize("configured", ["no configuration", "pyproject.toml", "delibctl.toml"])
def test_a_policy_that_is_there_gets_the_job_alone(
    cli: Cli, tmp_path: Path, configured: str
) -> None:
    cli("init")
    (tmp_path / "delibctl.toml").unlink()
    if configured != "no configuration":
        (tmp_path / configured).write_text("[tool.delibctl]\n" if configured[0] == "p" else "")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    done = cli("init", "--ci", "github")

    assert done.out == "wrote .github/workflows/policy.yml\n"
    assert {path: path.read_bytes() for path in before} == before


def test_a_pipeline_of_gitlab_that_is_there_stays_and_the_line_to_add_is_told(
    cli: Cli, tmp_path: Path
) -> None:
    started(cli, tmp_path, "a")
    (tmp_path / ".gitlab-ci.yml").write_text("mine:\n  script: [make]\n")

    done = cli("init", "--ci", "gitlab", "--pin", PIN)

    assert done.code == 0
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine:\n  script: [make]\n"
    assert "add this to the list `include` of .gitlab-ci.yml:\n  - local: .gitlab/policy-a.yml" in (
        done.err
    )


@SYSTEMS
@pytest.mark.parametrize("has_policy", [True, False])
def test_a_job_that_is_there_stays_and_nothing_is_written(
    cli: Cli, tmp_path: Path, system: str, has_policy: bool
) -> None:
    if has_policy:
        cli("init")
    name = JOBS[system][0].format("")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    done = cli("init", "--ci", system)

    assert done.code == 2
    assert f"{name}" in done.err
    assert "nothing was written" in done.err
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / name).read_text() == "mine"


@SYSTEMS
@pytest.mark.parametrize("at_once", [True, False])
def test_folders_whose_names_are_alike_have_a_job_each(
    cli: Cli, tmp_path: Path, system: str, at_once: bool
) -> None:
    folders = (".", "a/b", "a-b", "a b")
    for nth, _ in enumerate(folders, 1):
        started(
            cli,
            tmp_path,
            *(f for f in folders[:nth] if not (tmp_path / f / "policy.yaml").exists()),
        )
        if nth == len(folders) or not at_once:
            assert cli("init", "--ci", system, cwd=tmp_path).code == 0

    again = cli("init", "--ci", system, cwd=tmp_path)

    names = (tmp_path / JOBS[system][0].format("")).parent.glob("policy*.yml")
    suffixes = [path.stem.removeprefix("policy") for path in names]
    jobs = [folder_of(the_job(tmp_path, system, suffix)) for suffix in suffixes]
    assert sorted(jobs) == sorted(folders)
    assert "-a-b" in suffixes
    assert again.code == 2
    assert "exist" in again.err
