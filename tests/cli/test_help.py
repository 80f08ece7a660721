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
        "ci",
        "distill",
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
    [
        ("delibctl ex", ["explain"]),
        ("delibctl runs pr", ["prune"]),
        ("delibctl diff --fail-on u", ["unapproved", "unknown"]),
        ("delibctl diff --fail-on mi", ["miss"]),
        ("delibctl accept --format j", ["json"]),
    ],
    ids=[
        "a command",
        "a command below a command",
        "gates on policies",
        "gates on a run",
        "formats",
    ],
)
def test_completion_names_commands_and_values(typed: str, completed: list[str]) -> None:
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


POLICY = """\
schema_version: 1
policy: {id: shop, version: "1.0.0", title: Shop}
definitions: {person: A human being., personal data: Data about a person.}
categories:
  - id: access
    title: Access
    summary: Accounts are protected.
    clauses:
      - {id: access.reset, title: Reset, style: comply, text: Explain how to reset a password.}
"""


@pytest.mark.parametrize(
    ("begun", "completed"), [("access.", ["access.reset"]), ("per", ["person"])]
)
def test_completion_names_the_ids_of_a_policy_that_are_one_word(
    tmp_path: Path, begun: str, completed: list[str]
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    done = subprocess.run(
        [Path(sys.executable).with_name("delibctl")],
        cwd=tmp_path,
        env=clean_environment(
            _DELIBCTL_COMPLETE="complete_bash",
            COMP_WORDS=f"delibctl accept --clause {begun}",
            COMP_CWORD="3",
        ),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == completed


def test_without_a_command_there_is_help(cli: Cli) -> None:
    assert "Usage:" in cli().out + cli().err
