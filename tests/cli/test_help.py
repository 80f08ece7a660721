"""Every command has help with an example, and completion works."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.command import Cli, clean_environment

from delibctl import __version__

COMMANDS = [
    *(
        "init",
        "lint",
        "rule",
        "schema",
        "show",
        "rename",
        "try",
        "probe",
        "diff",
        "accept",
        "explain",
    ),
    *("runs", "runs prune", "answers", "answers export", "answers import", "doctor"),
]


def test_the_version_is_the_package_s(cli: Cli) -> None:
    assert cli("--version").out == f"delibctl {__version__}\n"


def test_help_lists_every_command(cli: Cli) -> None:
    done = cli("--help")

    assert done.code == 0
    names = [name for name in COMMANDS if " " not in name]
    assert [name for name in names if f"\n  {name} " not in done.out] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(cli: Cli, command: str) -> None:
    done = cli(*command.split(), "--help")

    assert done.code == 0
    assert f"Example: delibctl {command} " in " ".join(done.out.split())


def test_a_command_that_only_holds_others_lists_them(cli: Cli) -> None:
    done = cli("answers")

    assert (done.code, done.out) == (0, cli("answers", "--help").out)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("delibctl ex", ["explain"]), ("delibctl runs pr", ["prune"])],
    ids=["a command", "a command below a command"],
)
def test_completion_names_the_commands(typed: str, completed: list[str]) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("delibctl")],
        env=clean_environment(
            _DELIBCTL_COMPLETE="complete_bash",
            COMP_WORDS=typed,
            COMP_CWORD=str(len(typed.split()) - 1),
        ),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == completed


def test_completion_names_the_ids_of_the_policy(assistant: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("delibctl")],
        cwd=assistant,
        env=clean_environment(
            _DELIBCTL_COMPLETE="complete_bash",
            COMP_WORDS="delibctl accept --clause illicit.f",
            COMP_CWORD="3",
        ),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split()
    assert all(word.startswith("illicit.f") for word in done.stdout.split())


def test_without_a_command_there_is_help(cli: Cli) -> None:
    assert "Usage:" in cli().out + cli().err
