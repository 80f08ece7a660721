"""The shape of the package is checked, and the check can fail."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
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
    assert "5 kept, 0 broken" in done.stdout


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


@pytest.mark.two_rows
@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        (
            "api/workspace.py",
            "import delibctl.cli.output",
            "delibctl.api is not allowed to import delibctl.cli",
        ),
        (
            "library/asking.py",
            "import delibctl.reward",
            "delibctl.library is not allowed to import delibctl.reward",
        ),
        (
            "cli/output.py",
            "import delibctl.library.asking",
            "delibctl.cli is not allowed to import delibctl.library",
        ),
        (
            "reward/core.py",
            "import starlette",
            "delibctl.reward.core is not allowed to import starlette",
        ),
        (
            "score/summary.py",
            "import delibctl.gates",
            "delibctl.score is not allowed to import delibctl.gates",
        ),
        (
            "run/budget.py",
            "import delibctl.edge.clock",
            "delibctl.run is not allowed to import delibctl.edge",
        ),
        (
            "edge/settings.py",
            "import litellm",
            "delibctl.edge.settings is not allowed to import litellm",
        ),
        (
            "api/listener.py",
            "import litellm",
            "delibctl.api.listener is not allowed to import litellm",
        ),
        (
            "api/listener.py",
            "from rich.progress import Progress",
            "delibctl.api.listener is not allowed to import rich",
        ),
        (
            "report/run/rich.py",
            "import typer",
            "delibctl.report.run.rich is not allowed to import typer",
        ),
    ],
    ids=lambda value: value,
)
def test_an_import_that_a_contract_forbids_is_found(
    tmp_path: Path, file: str, line: str, broken: str
) -> None:
    package = copy_of_the_project(tmp_path)
    with (package / file).open("a") as module:
        module.write(f"\n{line}\n")

    done = import_contract(tmp_path)

    assert done.returncode == 1
    assert broken in " ".join(done.stdout.split())


#: Calls and attributes by which a module would print, exit, or look around by itself.
FORBIDDEN = {
    *("print", "input", "sys.exit", "sys.stdout", "sys.stderr", "sys.stdin", "os.environ"),
    *("os.getenv", "os.getcwd", "Path.cwd", "datetime.now", "datetime.today", "date.today"),
    *("time.time", "time.monotonic", "time.sleep", "Path.home"),
}


def reads_of_the_process(source: str) -> set[str]:
    """The forbidden names that a module uses."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=_), attr=name):
                left = f"{node.value.id}." if isinstance(node, ast.Attribute) else ""  # type: ignore[attr-defined]
                names.add(f"{left}{name}")
    return names & FORBIDDEN


def test_workflows_print_nothing_and_look_at_nothing_but_their_workspace() -> None:
    modules = sorted((ROOT / "delibctl" / "api").rglob("*.py"))

    assert len(modules) > 30
    assert {str(m): used for m in modules if (used := reads_of_the_process(m.read_text()))} == {}


@pytest.mark.parametrize("line", ["print(1)", "x = Path.cwd()", "y = os.environ['A']"])
def test_a_workflow_that_does_is_found(line: str) -> None:
    assert len(reads_of_the_process(line)) == 1


def test_a_new_module_must_be_given_a_room(tmp_path: Path) -> None:
    package = copy_of_the_project(tmp_path)
    (package / "utils.py").write_text('"""A room nobody planned."""\n')

    done = import_contract(tmp_path)

    assert done.returncode == 1
    assert "utils" in done.stdout


def test_paths_are_resolved_in_a_way_that_no_loop_of_links_breaks() -> None:
    calls = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "delibctl").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(".resolve")
        and not node.args
    ]

    assert calls == [], "use real_path"


def test_tests_of_outside_programs_are_in_the_folder_that_continuous_integration_runs() -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if "mark." + "consumer" in path.read_text(encoding="utf-8")
    ]

    assert "-m consumer tests/consumers " in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert marked
    assert [path for path in marked if not path.startswith("tests/consumers/")] == []
