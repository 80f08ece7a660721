"""Commands whose standard streams or working folder are not what they should be."""

import sys
from pathlib import Path

import pytest
from support.shell import shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams of a POSIX shell")

#: Commands that write results and talk; each works in the folder of a policy.
COMMANDS = (
    "--help",
    "--version",
    "lint",
    "rule",
    "show",
    "coverage",
    "diff . .",
    "probe --model baseline",
    "schema",
    "doctor",
)
CLOSED = (
    "delibctl: standard output is closed, so the results would be lost\n"
    "  next: redirect it to a file or to /dev/null\n"
)
GONE = "delibctl: the working folder is gone"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_standard_output_is_an_error_before_the_command_begins(
    command: str, copied: Path
) -> None:
    done = shell(f"delibctl {command} >&-", copied)

    assert (done.code, done.out, done.err) == (2, "", CLOSED)
    assert not (copied / ".delibctl").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("redirect", [">/dev/full", "1</dev/null"])
def test_results_that_cannot_be_written_are_an_error(
    command: str, redirect: str, copied: Path
) -> None:
    done = shell(f"delibctl {command} {redirect}", copied)

    assert done.code == 2, done.err
    assert "delibctl: cannot write to standard output: " in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_messages_that_cannot_be_written_change_no_result(command: str, copied: Path) -> None:
    before = shell(f"delibctl {command}", copied)

    for redirect in ("2>&-", "2>/dev/full", "2> >(true)", "<&- 2>&-"):
        done = shell(f"delibctl {command} {redirect}", copied)
        assert done.code == before.code == 0, (redirect, done)
        if command != "doctor":  # it counts the runs
            assert done.out == before.out, redirect


def test_findings_are_findings_without_any_message(copied: Path) -> None:
    (copied / "policy.yaml").write_text("policy: [\n", encoding="utf-8")

    assert shell("delibctl lint >/dev/null 2>&-", copied).code == 1
    assert shell("delibctl lint nowhere.yaml 2>/dev/full", copied).code == 2
    assert shell("delibctl lint <&- >&- 2>&-", copied).code == 2


@pytest.mark.parametrize("command", ["try - --model baseline", "answers import -"])
def test_a_closed_standard_input_is_named(command: str, copied: Path) -> None:
    done = shell(f"delibctl {command} <&-", copied)

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "delibctl: cannot read standard input: it is closed\n"
        "  next: redirect a file into it, or name the file\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        *("lint", "lint ../policy.yaml", "show", "probe", "diff a b", "runs", "doctor", "init new"),
        *("coverage", "accept", "answers export", "import x.csv", "try hello", "generate"),
    ],
)
def test_a_working_folder_that_is_gone_is_named(command: str, copied: Path) -> None:
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; delibctl {command}", copied)

    assert done.code == 2
    assert done.err.startswith(GONE), done.err
    assert done.err.endswith("  next: change to a folder that exists\n")


@pytest.mark.parametrize("command", ["--version", "rule YML001", "schema"])
def test_what_needs_no_folder_works_without_one(command: str, copied: Path) -> None:
    gone = shell(f"mkdir gone; cd gone; rmdir ../gone; delibctl {command}", copied)

    assert (gone.code, gone.out) == (0, shell(f"delibctl {command}", copied).out)


@pytest.mark.parametrize("command", ["--help", "lint --help", "rule", "rule SEC702", "lint"])
def test_texts_are_there_without_docstrings(command: str, copied: Path) -> None:
    with_docstrings = shell(f"delibctl {command}", copied)

    without = shell(f"delibctl {command}", copied, PYTHONOPTIMIZE="2")

    assert without == with_docstrings
