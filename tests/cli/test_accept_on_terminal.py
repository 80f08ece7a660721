"""`delibctl accept` on a terminal: its questions, and what is kept of the answers."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli.test_accept import FILE, GATE, edit, laxer, repository_in
from cli.test_accept_run import PAID, accepted, desk, rows
from cli.test_probe_decide import LOOSE, Desk
from support.command import Cli, assert_ends, clean_environment

__all__ = ["accepted", "desk"]

fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))


def typed(folder: Path, arguments: tuple[str, ...], answers: list[str]) -> tuple[int, str]:
    """Exit code and stderr of a command on a terminal, where a person types after each prompt."""
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "delibctl", *arguments],
        cwd=folder,
        env=clean_environment(),
        stdin=inner,
        stdout=subprocess.DEVNULL,
        stderr=inner,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(inner)
    shown, remaining = b"", list(answers)
    with contextlib.suppress(OSError):  # Linux raises EIO at the end.
        while chunk := os.read(terminal, 4096):
            shown += chunk
            if remaining and shown.endswith((b"[y/N] ", b"reason: ")):
                os.write(terminal, remaining.pop(0).encode())
    os.close(terminal)
    return process.wait(), shown.decode().replace("\r\n", "\n")


@pytest.fixture
def two_changes(tmp_path: Path) -> Path:
    repository = repository_in(tmp_path)
    edit(repository, lambda text: laxer(laxer(text), "late"))
    return repository


INTERACTIVE = ("accept", "--against", "main")


def test_questions_are_numbered_and_an_empty_reason_is_asked_again(
    cli: Cli, two_changes: Path
) -> None:
    code, err = typed(two_changes, INTERACTIVE, ["y\n", "n\n", "\n", "Open to all.\n"])

    assert (code, err) == (
        0,
        "1 of 2: approve clause refunds.how? [y/N] y\n"
        "2 of 2: approve clause refunds.late? [y/N] n\n"
        "reason: \n"
        "write why the change is intended\n"
        "reason: Open to all.\n"
        "approved clause refunds.how\n"
        "1 changed part still needs an approval, so the gate `unapproved` still fails\n"
        f"next: commit {FILE}\n",
    )
    assert "reason: Open to all.\n" in (two_changes / FILE).read_text()
    assert_ends(cli(*GATE), 1, "FAILED on 1 change")


def test_a_reason_that_stays_empty_approves_nothing(two_changes: Path) -> None:
    code, err = typed(two_changes, INTERACTIVE, ["y\n", "n\n", "\n", "\n", "\n"])

    assert code == 2
    assert "the reason is empty; nothing was approved\n  next: add --reason TEXT\n" in err
    assert not (two_changes / FILE).exists()


@pytest.mark.parametrize("answers", [["\x03"], ["y\n", "y\n", "\x03"]], ids=["at once", "late"])
def test_an_interruption_says_that_nothing_was_written(
    two_changes: Path, answers: list[str]
) -> None:
    code, err = typed(two_changes, INTERACTIVE, answers)

    assert code == 130
    assert err.endswith("\nnothing was written\ndelibctl: interrupted\n")
    assert not (two_changes / FILE).exists()


def test_a_review_asks_for_each_row_and_keeps_what_was_agreed(desk: Desk) -> None:
    desk.write(LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    before = rows(desk)

    code, err = typed(
        desk.folder,
        ("accept", "--review"),
        ["y\n", "n\n", "y\n", "n\n", "The first and the third.\n"],
    )

    assert code == 0, err
    assert [line for line in err.splitlines() if " of 4: " in line] == [
        f"{number + 1} of 4: accept forge-{number}? [y/N] {said}"
        for number, said in enumerate("ynyn")
    ]
    assert "accepted 2 rows in 1 file" in err
    after = rows(desk)
    assert [row["case"] for row in after if row not in before] == ["forge-0", "forge-2"]
    assert {row["reason"] for row in after} == {"It is right.", "The first and the third."}


@pytest.mark.parametrize("typing", [["n\n"] * 4, ["y\n", "\x03"]], ids=["no", "interrupted"])
def test_a_review_without_a_yes_or_an_end_writes_nothing(desk: Desk, typing: list[str]) -> None:
    desk.write(LOOSE)
    assert_ends(desk.probe(*PAID), 0, "")
    before = rows(desk)

    code, err = typed(desk.folder, ("accept", "--review"), typing)

    ends = {0: "nothing was accepted\n", 130: "nothing was written\ndelibctl: interrupted\n"}
    assert code == (130 if "\x03" in typing else 0)
    assert err.endswith(ends[code])
    assert rows(desk) == before
