"""The shape of the package is checked, and the check can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

from support.command import clean_environment
from support.project import ROOT


def import_contract(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contract of a copy of the project."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=clean_environment(PYTHONPATH=str(folder)),
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_project(folder: Path) -> Path:
    shutil.copytree(
        ROOT / "delibctl", folder / "delibctl", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder / "delibctl"


def test_imports_go_one_way(tmp_path: Path) -> None:
    copy_of_the_project(tmp_path)

    done = import_contract(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout


def test_an_import_upward_is_found(tmp_path: Path) -> None:
    package = copy_of_the_project(tmp_path)
    with (package / "model" / "place.py").open("a") as file:
        file.write("\nfrom delibctl.cli.app import app as app\n")

    done = import_contract(tmp_path)

    assert done.returncode == 1
    assert "delibctl.model is not allowed to import delibctl.cli" in done.stdout


def test_rooms_beside_each_other_do_not_import_each_other(tmp_path: Path) -> None:
    package = copy_of_the_project(tmp_path)
    with (package / "judge" / "patterns.py").open("a") as file:
        file.write("\nfrom delibctl.cases import select as select\n")

    done = import_contract(tmp_path)

    assert done.returncode == 1
    assert "delibctl.judge is not allowed to import delibctl.cases" in done.stdout


def test_a_new_module_must_be_given_a_room(tmp_path: Path) -> None:
    package = copy_of_the_project(tmp_path)
    (package / "utils.py").write_text('"""A room nobody planned."""\n')

    done = import_contract(tmp_path)

    assert done.returncode == 1
    assert "utils" in done.stdout
