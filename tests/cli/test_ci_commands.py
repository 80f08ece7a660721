"""Each command that `delibctl ci` names stands in backticks, and the command line takes it."""

from pathlib import Path

import pytest
from support.ci_elsewhere import A2, AT_ROOT, B2, CONFIGURED, IN_A, TWO, A, B, checked
from support.ci_results import TELLING
from support.command import Cli
from support.named_commands import commands_in_words, commands_of, parse
from support.project import ROOT

from delibctl.report import RenderOptions
from delibctl.report.ci import comment, rich


def assert_takes_all(text: str) -> list[str]:
    """Every command is code, and is parsed; returns them."""
    assert commands_in_words(text) == []
    commands = commands_of(text)
    for command in commands:
        parse(command)
    return commands


@pytest.mark.parametrize("name", TELLING)
def test_commands_of_each_way_to_end(name: str) -> None:
    result = TELLING[name]()

    for text in (comment.render(result, RenderOptions()), rich.render(result, RenderOptions())):
        assert text
        assert bool(assert_takes_all(text)) is (name in ("loosened", "broken", "drifted", "new"))


def test_commands_of_the_comments_in_the_docs() -> None:
    text = (ROOT / "docs/comments.md").read_text()

    assert len(assert_takes_all(text)) > 8


#: What a branch edits beside its own policy, and where the check runs.
BESIDE: dict[str, tuple[dict[str, str], dict[str, str | None], str]] = {
    "no configuration at the root": (IN_A, {"a/policy.yaml": A2}, "."),
    "not named": (
        {"delibctl.toml": "policy = 'a'\n", "a/policy.yaml": A, "b/policy.yaml": B},
        {"b/policy.yaml": B2},
        ".",
    ),
    "of nobody": ({**IN_A, "b/policy.yaml": B}, {"b/policy.yaml": B2}, "a"),
    "another configuration": (IN_A, {"a/delibctl.toml": "repeats = 2\n"}, "."),
    "a new configuration": (
        {"a/policy.yaml": A},
        {"a/policy.yaml": A2, "a/delibctl.toml": CONFIGURED},
        ".",
    ),
    "what another accepted": (IN_A, {"a/accepted/a/changes.yaml": "approvals: []\n"}, "."),
    "a sibling": (TWO, {"b/policy.yaml": B2}, "a"),
    "a folder with a space": (
        {**AT_ROOT, "a b/delibctl.toml": CONFIGURED, "a b/policy.yaml": A},
        {"a b/policy.yaml": A2},
        ".",
    ),
    "a folder with a `": (
        {**AT_ROOT, "a`b/delibctl.toml": CONFIGURED, "a`b/policy.yaml": A},
        {"a`b/policy.yaml": A2},
        ".",
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_commands_for_what_a_check_does_not_judge(cli: Cli, tmp_path: Path, name: str) -> None:
    base, branch, folder = BESIDE[name]

    root = tmp_path / "made"
    root.mkdir()
    screen = checked(cli, root, base, branch, folder).out
    written = "--format", "markdown", "--state", tmp_path / "state", "--base", "main"
    markdown = cli("ci", *written, cwd=root / folder, CI="true").out

    # On a screen nothing tells a backtick of a name from one around code.
    told = commands_of(markdown) if "`" in name else assert_takes_all(screen)
    assert bool(told) is (name != "not named")
    # There is no comment where a sibling alone changed.
    assert set(assert_takes_all(markdown)) == (set(told) if markdown else set())
    assert bool(markdown) is (name != "a sibling")
    assert "\\&\\&" not in markdown


def job(folder: str) -> dict[str, str]:
    """The job of a folder, as `init --ci` writes it."""
    return {".github/workflows/policy.yml": f"env:\n  FOLDER: {folder} # of the configuration\n"}


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ({}, True),
        (job('"a"'), False),
        (job('"b"'), True),
        (job("."), True),
        ({".gitlab/policy-a.yml": job('"a"')[".github/workflows/policy.yml"]}, False),
        ({"notes/policy.yml": job('"a"')[".github/workflows/policy.yml"]}, True),
    ],
)
def test_a_branch_that_brings_the_job_is_not_told_to_write_it(
    cli: Cli, tmp_path: Path, added: dict[str, str], told: bool
) -> None:
    edits: dict[str, str | None] = {"a/policy.yaml": A2, "a/delibctl.toml": CONFIGURED, **added}

    done = checked(cli, tmp_path, {"a/policy.yaml": A}, edits)

    assert "to which the policies of a belong after the merge" in done.out
    assert ("a job of their own then: `cd a && delibctl init --ci github`" in done.out) is told


@pytest.mark.parametrize(
    "command",
    [
        "delibctl accept --reasons TEXT",
        "delibctl ci --head HEAD",
        "delibctl nothing",
        "delibctl init --ci elsewhere",
        "delibctl diff --against",
    ],
)
def test_a_command_that_does_not_exist_would_be_noticed(command: str) -> None:
    with pytest.raises(Exception, match=r"."):
        parse(command)


@pytest.mark.parametrize(
    "text", ["run delibctl accept", "(git fetch --unshallow may help)", "cd a && ls", "`a` && b"]
)
def test_a_command_among_words_would_be_noticed(text: str) -> None:
    assert commands_in_words(text)
