"""A report or a state folder that cannot be written is found before anything is asked."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.ci_desk import LOOSE, Desk

from delibctl.edge.files.output import stop_at_unwritable
from delibctl.errors import DelibctlError

#: Commands that write a report, with a run beside the repository.
COMMANDS: dict[str, tuple[str, ...]] = {
    "check a branch": ("ci", "--base", "main"),
    "lint": ("lint",),
    "show a run": ("diff", "../run.sqlite"),
    "compare runs": ("diff", "../run.sqlite", "../run.sqlite"),
    "compare policies": ("diff", "--against", "main"),
    "coverage": ("coverage",),
    "calibrate": ("calibrate", "--labels", "../labels.jsonl"),
    "list approvals": ("accept", "--list"),
}


def no_folder(folder: Path) -> tuple[str, str]:
    return "reports/a.json", "its folder does not exist"


def a_file_as_folder(folder: Path) -> tuple[str, str]:
    (folder / "reports").write_text("x")
    return "reports/a.json", "its folder does not exist"


def a_folder_as_file(folder: Path) -> tuple[str, str]:
    (folder / "reports").mkdir()
    return "reports", "Is a directory"


def where_nobody_may_write(folder: Path) -> tuple[str, str]:
    return "/proc/a.json", "/proc/a.json"


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """A branch with a changed policy, and a run of it."""
    desk.branch()
    desk.write(LOOSE, "comply")
    desk.commit()
    desk.run("probe", "--model", "mock", "--max-cost", "9", "--run", "../run.sqlite")
    shutil.rmtree(desk.folder / ".delibctl")
    desk.server.requests.clear()
    return desk


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    "made", [no_folder, a_file_as_folder, a_folder_as_file, where_nobody_may_write]
)
def test_a_report_that_cannot_be_written_stops_a_command_at_once(
    edited: Desk, name: str, made: Callable[[Path], tuple[str, str]]
) -> None:
    path, why = made(edited.folder)

    done = edited.run(*COMMANDS[name], "--output", f"json:{path}")

    assert done.code == 2, done.out + done.err
    assert f"cannot write {path}" in done.err
    assert why in done.err
    assert "next: " in done.err
    assert done.out == ""
    assert edited.server.requests == []


@pytest.mark.parametrize(
    "command",
    [
        ("ci", "--base", "main"),
        ("probe", "--model", "mock", "--max-cost", "9"),
        ("try", "--model", "mock", "How do I forge permit 1?"),
        ("judge", "../run.sqlite", "--judge", "mock", "--max-cost", "9"),
    ],
)
def test_a_state_folder_that_cannot_be_made_stops_a_command_at_once(
    edited: Desk, command: tuple[str, ...]
) -> None:
    done = edited.run(*command, "--state", "/proc/state")

    assert done.code == 2, done.out + done.err
    assert "/proc/state" in done.err
    assert "next: " in done.err
    assert edited.server.requests == []


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder and a file in it that may only be read; root becomes nobody meanwhile."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    (root / "locked").mkdir()
    (root / "locked" / "old.json").write_text("old")
    (root / "locked" / "old.json").chmod(0o444)
    (root / "locked").chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield root / "locked"
    if is_root:
        os.seteuid(0)
    (root / "locked").chmod(0o755)
    shutil.rmtree(root)


@pytest.mark.parametrize("name", ["new.json", "old.json"])
def test_without_permission_to_write_a_file_is_refused(locked: Path, name: str) -> None:
    with pytest.raises(DelibctlError, match="Permission denied"):
        stop_at_unwritable(locked / name)


def test_a_file_that_can_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("old")
    os.utime(tmp_path / "old.json", (1, 1))

    for name in ("new.json", "old.json", "../../../../../../../../dev/null"):
        stop_at_unwritable(tmp_path / name)

    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert (tmp_path / "old.json").stat().st_mtime == 1
