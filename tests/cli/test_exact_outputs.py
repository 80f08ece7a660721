"""Prompts, patches and cases are printed as they are, but no terminal or CI log can obey them."""

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support.command import Cli, Done
from support.shown_text import written_in_ascii

from delibctl.text.escape import inert, visible

#: A line for each service of CI that obeys lines, and characters that nobody sees.
OBEYED = """\
          ::error::owned
            ::add-mask::owned
          x ##[error]owned ##vso[task.complete result=Succeeded]
          x ##teamcity[buildStatus status='SUCCESS']
          section_start:1:owned
          a\u202eb\u2066c\u200bd\u00ade
"""
#: How a prompt shows these lines, outside of a log.
SHOWN = "\n".join(line.removeprefix(" " * 10) for line in OBEYED.split("\n"))
COMMAND = re.compile(r"^\s*::|##\w*\[|section_(?:start|end):\d", re.MULTILINE)
JOBS = [
    pytest.param({"GITHUB_ACTIONS": "true"}, id="GitHub"),
    *(
        pytest.param({name: value}, id=name, marks=pytest.mark.slow)
        for name, value in {
            "CI": "1",
            "GITLAB_CI": "true",
            "TF_BUILD": "True",
            "TEAMCITY_VERSION": "2024.1",
            "JENKINS_URL": "http://ci",
        }.items()
    ),
]
COMMANDS = {
    "show policy.yaml --category documents": 0,
    "show policy.yaml --mode full": 0,
    "show policy.yaml --mode recall --clause documents.forge --clause documents.explain": 0,
    "show policy.yaml --case licence-for-a-play": 0,
    "show policy.yaml --case licence-for-a-play --mode none": 0,
    "show policy.yaml --category documents --format json": 0,
    "lint policy.yaml --diff": 1,
    "rename documents.forge documents.forging --policy policy.yaml --diff": 0,
    "generate policy.yaml": 0,
}


@pytest.fixture
def spoiled(cli: Cli, tmp_path: Path) -> str:
    """A policy with such lines in the texts of its clauses and cases; its whole text."""
    cli("init", ".")
    policy, cases = tmp_path / "policy.yaml", tmp_path / "cases.yaml"
    text = re.sub(
        r"( +)text: >-\n( +The assistant .*)\n",
        rf"\1text: |\n\2\n{OBEYED}",
        policy.read_text(encoding="utf-8"),
    )
    policy.write_text(text, encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(cases)
    for case in data["cases"]:
        case["prompt"] += f"\n{SHOWN}"
    cases.write_text(written_in_ascii(data), encoding="utf-8")
    return text


def assert_inert(done: Done, line: str) -> None:
    for stream in (done.out, done.err):
        assert not COMMAND.search(stream), (line, stream)
        assert stream == visible(stream) == inert(stream), line


@pytest.mark.parametrize("job", JOBS)
def test_a_ci_job_prints_no_line_that_its_service_obeys(
    job: dict[str, str], cli: Cli, spoiled: str
) -> None:
    assert COMMAND.search(spoiled)
    for line, code in COMMANDS.items():
        done = cli(*line.split(), **job)

        assert done.code == code, (line, done)
        assert_inert(done, line)
        escaped = "note: characters that a terminal or a CI log could obey are escaped above"
        assert (escaped in done.err) == ("owned" in done.out and "json" not in line), (line, done)


def test_outside_of_a_log_a_prompt_and_a_patch_are_exact(
    cli: Cli, spoiled: str, tmp_path: Path
) -> None:
    shown = cli("show", "policy.yaml", "--category", "documents")
    as_json = cli("show", "policy.yaml", "--category", "documents", "--format", "json", CI="true")
    patch = cli("lint", "policy.yaml", "--diff")

    assert SHOWN in shown.out
    assert json.loads(as_json.out)[0]["content"] + "\n" == shown.out
    assert "-          a\u202eb\u2066c\u200bd" in patch.out
    assert spoiled == (tmp_path / "policy.yaml").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_command_line_is_told_in_visible_text(cli: Cli) -> None:
    for arguments in (["lint", "--x\n::error::owned\u202e"], ["\x9b31m\n##[error]\u2066"]):
        done = cli(*arguments)

        assert done.code == 2
        assert_inert(done, str(arguments))
