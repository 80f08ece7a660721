"""`delibctl init --ci`: the job at the root of the repository, and nothing overwritten."""

import subprocess
from pathlib import Path

import pytest
from support.command import Cli
from support.project import ROOT
from support.repositories import git
from support.workflow_schemas import problems

from delibctl import __version__
from delibctl.source import read

JOBS = {
    "github": (".github/workflows/policy.yml", "github-actions.yml", "github-workflows"),
    "gitlab": (".gitlab-ci.yml", "gitlab-ci.yml", "gitlab-ci"),
}
SYSTEMS = pytest.mark.parametrize("system", JOBS)


@SYSTEMS
def test_a_new_policy_at_the_root_gets_the_job_of_the_examples(
    cli: Cli, tmp_path: Path, system: str
) -> None:
    git(tmp_path, "init", "-q")

    done = cli("init", "--ci", system)

    name, example, _ = JOBS[system]
    assert done.code == 0
    assert (tmp_path / name).read_text() == (ROOT / "examples" / example).read_text()
    assert (tmp_path / "policy.yaml").exists()
    assert done.out.endswith(f"wrote {name}\n")
    pins = f".{system}/delibctl.txt"
    assert done.err.endswith(
        f"commit it with {pins}, which pins what the job installs:\n"
        f"  echo delibctl=={__version__} | uv pip compile --generate-hashes - -o {pins}\n"
    )


@SYSTEMS
@pytest.mark.parametrize("folder", ["policies/a", 'it\'s "odd": $x', "a #b"])
def test_the_job_of_a_policy_in_a_folder_runs_there(
    cli: Cli, tmp_path: Path, system: str, folder: str
) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / folder).mkdir(parents=True)

    done = cli("init", "--ci", system, cwd=tmp_path / folder)

    name, _, schema = JOBS[system]
    job = read((tmp_path / name).read_bytes(), name).data
    assert done.code == 0, done.err
    assert problems(schema, job) == []
    if system == "github":
        judge = next(step for step in job["jobs"]["policy"]["steps"] if step.get("id") == "judge")
        assert judge["working-directory"] == folder
    else:
        cd = next(line for line in job["policy"]["script"] if line.startswith("cd "))
        went = subprocess.run(
            ["bash", "-c", f"{cd} && pwd"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert went.stdout.strip().endswith(f"/{folder}")


@SYSTEMS
def test_a_policy_that_is_there_gets_the_job_alone(cli: Cli, tmp_path: Path, system: str) -> None:
    cli("init")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    done = cli("init", "--ci", system)

    name, _, _ = JOBS[system]
    assert done.out == f"wrote {name}\n"
    assert {path: path.read_bytes() for path in before} == before


@SYSTEMS
@pytest.mark.parametrize("has_policy", [True, False])
def test_a_job_that_is_there_stays_and_nothing_is_written(
    cli: Cli, tmp_path: Path, system: str, has_policy: bool
) -> None:
    if has_policy:
        cli("init")
    name, _, _ = JOBS[system]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    done = cli("init", "--ci", system)

    assert done.code == 2
    assert f"{name}" in done.err
    assert "nothing was written" in done.err
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / name).read_text() == "mine"
