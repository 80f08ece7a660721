"""Schemas, samples and starter files are found from a wheel and from an editable install alike."""

import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.command import clean_environment
from support.project import ROOT


def environment_with(tmp_path: Path, *install: str) -> Path:
    """A new virtual environment with delibctl installed in it; dependencies are borrowed."""
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    purelib = next(folder.glob("lib/python*/site-packages"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    borrowed = sysconfig.get_paths()["purelib"]
    environment = clean_environment(PYTHONPATH=borrowed, PIP_NO_INDEX="1")
    subprocess.run(
        [*pip, "--no-deps", "--no-build-isolation", *install], env=environment, check=True
    )
    (purelib / "borrowed.pth").write_text(borrowed + "\n")
    return python


#: All that a build reads. A clone may hold much more, such as the environment of the tests.
BUILT_FROM = (
    "delibctl",
    "examples",
    "policy_schema",
    "sample_policies",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)


def copy_of_the_project(folder: Path) -> Path:
    """Copy what a build reads."""
    copy = folder / "project"
    copy.mkdir(parents=True)
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", ".delibctl")
            )
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.mark.parametrize("editable", [False, True], ids=["wheel", "editable"])
def test_an_install_finds_its_data_files(tmp_path: Path, editable: bool) -> None:
    project = copy_of_the_project(tmp_path / "a clone with spaces")
    python = environment_with(tmp_path, *(["--editable"] if editable else []), str(project))
    program = (
        "import delibctl; from delibctl.source.packaged import folder, schema_bytes\n"
        "print(delibctl.__file__)\n"
        "print(len(schema_bytes('policy')), (folder('sample_policies') / 'assistant').is_dir())\n"
    )

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [str(python), *arguments],
            cwd=tmp_path,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    where, found = run("-c", program).splitlines()
    assert Path(where).is_relative_to(project if editable else tmp_path / "venv")
    assert found == f"{(ROOT / 'policy_schema' / 'policy.schema.json').stat().st_size} True"
    assert "wrote p/policy.schema.json" in run("-m", "delibctl", "init", "p")
    assert "no findings" in run("-m", "delibctl", "lint", "p")
    script = subprocess.run(
        [str(python.with_name("delibctl")), "--version"],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert script.stdout == "delibctl 0.1.0\n"


def tracked_files() -> list[str]:
    """Return the files of the clone that git tracks."""
    if not (ROOT / ".git").exists():
        pytest.skip("these are not the files of a clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    return [name for name in listed.split("\0") if (ROOT / name).is_file()]


@pytest.mark.parametrize("environment", ["venv", ".venv"])
def test_the_sdist_holds_what_git_tracks_and_no_environment_inside_the_clone(
    tmp_path: Path, environment: str
) -> None:
    names = tracked_files()
    clone = tmp_path / "a clone with spaces"
    for name in (*names, f"{environment}/lib/module.py", ".delibctl/run.sqlite"):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_bytes((ROOT / name).read_bytes() if name in names else b"")

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path],
        cwd=clone,
        env=clean_environment(),
        check=True,
    )

    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        packed = {name.partition("/")[2] for name in sdist.getnames()}
    assert packed == {*names, "PKG-INFO"}


def requirements_of(package: str) -> list[Requirement]:
    """Return what an installed package requires here; nothing for one of another platform."""
    try:
        stated = [Requirement(line) for line in requires(package) or ()]
    except PackageNotFoundError:
        return []
    return [each for each in stated if each.marker is None or each.marker.evaluate({"extra": ""})]


LOCK_FILES = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCK_FILES, ids=lambda lock: lock.name)
def test_a_lock_file_pins_a_package_with_the_extras_that_others_ask_of_it(lock: Path) -> None:
    """Before version 23.3, pip takes the newest release of `a[extra]` where only `a` is pinned."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]
    pinned = [Requirement(line.rstrip(" \\")) for line in lines if not line.startswith(" ")]
    extras = {canonicalize_name(each.name): each.extras for each in pinned}

    asked = {
        (canonicalize_name(each.name), extra)
        for name in extras
        for each in requirements_of(name)
        for extra in each.extras
    }

    assert ("httpx", "http2") in asked
    assert {(name, extra) for name, extra in asked if extra not in extras[name]} == set()


def test_no_test_walks_the_whole_clone() -> None:
    """An environment inside the clone would be walked with it."""
    walks = re.compile(r"ROOT\.(rglob|walk)|ROOT\.glob\(.\*\*|(copytree|walk)\(\s*ROOT\s*[,)]")
    sources = [*(ROOT / "tests").rglob("*.py"), ROOT / "docs" / "generate.py"]

    assert [path for path in sources if walks.search(path.read_text(encoding="utf-8"))] == []
