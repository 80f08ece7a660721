"""No text of a policy, a model, a run or a file name reaches the output as anything but text."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import Cli, Done
from support.hostile import HOSTILE, TOGETHER, spoiled_run
from support.run_files import judged, keep

from delibctl.text.escape import visible

#: Colours, which only the format `rich` has; one of a text is no colour of ours.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: `markdown` puts one after each mention, so that hosts make no link of it.
_AFTER_MENTION = re.compile("(?<=[@#])\u200b")

OF_RUNS = (
    "diff {run}",
    "diff {run} --only all --limit 0",
    "diff {run} --format rich",
    "diff {run} --format markdown",
    "diff {run} --format json",
    "explain {case} --run {run}",
    "judge {run} --judge patterns",
    "runs",
    "runs --format rich",
    "runs --format json",
    "runs prune --keep 0 --dry-run",
    "coverage policy.yaml --run {run}",
    "coverage policy.yaml --run {run} --format rich",
)
OF_POLICIES = (
    *(
        f"lint {{policy}} --format {format}"
        for format in ("rich", "text", "json", "github", "gitlab", "junit", "markdown", "sarif")
    ),
    *(
        f"diff policy.yaml {{policy}} --format {format}"
        for format in ("rich", "text", "json", "markdown", "github", "junit", "sarif")
    ),
    "show {policy} --format json",
    "coverage {policy}",
    "coverage {policy} --format json",
    "probe {policy} --model baseline",
    "rename {policy} documents.explain documents.tell",
    "doctor",
)

TEXTS = [
    pytest.param("".join(TOGETHER.values()), id="all together"),
    *(
        pytest.param(text, id=name, marks=pytest.mark.slow)
        for name, text in {**TOGETHER, **HOSTILE}.items()
    ),
]
#: As a file can be named.
NAMES = [
    pytest.param(re.sub("[/\0]", "", str(text.values[0])), id=text.id, marks=text.marks)
    for text in TEXTS
]


def assert_harmless(done: Done, command: str) -> None:
    assert done.code != 3, done.err
    out = _COLOUR.sub("", done.out) if "rich" in command else done.out
    if "markdown" in command:
        out = _AFTER_MENTION.sub("", out)
    for stream in (out, done.err):
        shown = {character for character in stream if visible(character) != character}
        assert shown <= {"\n"}, (command, shown, stream)
        commands = re.findall(r"^\s*::|##\w*\[", stream, re.MULTILINE)
        assert "github" in command or not commands, (command, commands)


def lines_of(commands: tuple[str, ...], **names: str) -> Iterator[list[str]]:
    for command in commands:
        yield [word.format(**names) for word in command.split()]


@pytest.mark.parametrize("text", TEXTS)
def test_a_run_full_of_hostile_text_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    assert cli("init", ".").code == 0
    run = spoiled_run(text)
    path = keep(tmp_path / ".delibctl", 1, run).rename(tmp_path / ".delibctl" / "runs" / "x.sqlite")
    judged(path, run.trials[0], *run.trials[0].verdicts)

    for command in lines_of(OF_RUNS, run="x", case=run.trials[0].key.case.replace("\0", "")):
        done = cli(*command)
        assert_harmless(done, " ".join(command))
        if "json" in command:
            assert json.loads(done.out)


@pytest.mark.parametrize("text", TEXTS)
def test_a_policy_full_of_hostile_text_is_shown_as_text(
    text: str, cli: Cli, tmp_path: Path
) -> None:
    assert cli("init", ".").code == 0
    sound = (tmp_path / "policy.yaml").read_text(encoding="utf-8")
    quoted = json.dumps(f" {text}")[1:-1]
    hostile = re.sub(
        r"(?m)^( *(?:- )?(?:title|summary|guide): ).+$",
        lambda match: f'{match[1]}"Words{quoted}"',
        sound,
    )
    assert hostile != sound
    (tmp_path / "hostile.yaml").write_text(hostile, encoding="utf-8")

    for command in lines_of(OF_POLICIES, policy="hostile.yaml"):
        done = cli(*command)
        assert_harmless(done, " ".join(command))
        if command[-1] == "json" and done.out:
            assert json.loads(done.out)


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_file_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    assert cli("init", folder).code == 0
    path = folder / f"{text}.yaml"
    (folder / "policy.yaml").rename(path)

    for command in ("lint", "show", "probe --model baseline", "diff", "coverage", "explain"):
        done = cli(*command.split(), path)
        assert_harmless(done, command)
    assert_harmless(cli("init", folder / text), "init")
