"""No text of a policy, a model, a run or a file name reaches the output as anything but text."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from support.command import Cli, Done
from support.hostile import HOSTILE, TOGETHER, spoiled_run
from support.raw_server import http, raw_server
from support.repositories import git
from support.run_files import judged, keep
from support.shown_text import assert_well_formed, shows, written_in_ascii

from delibctl.text.escape import visible

#: Colours, which only the format `rich` has; one of a text is no colour of ours.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: `markdown` puts one after each mention, so that hosts make no link of it.
_AFTER_MENTION = re.compile("(?<=[@#])\u200b")

#: What an output shows of the text: all of it; its beginning, where there is little room; a part,
#: the words that changed; or nothing, since it has ids and counts.
ALL, BEGINNING, PART, NOTHING = "all", "beginning", "part", "nothing"

#: Commands with their exit code, and what they show of the text.
OF_RUNS = {
    "diff {run}": (4, ALL),
    "diff {run} --only all --limit 0": (4, ALL),
    "diff {run} --format rich": (4, ALL),
    "diff {run} --format markdown": (4, ALL),
    "diff {run} --format json": (4, ALL),
    "explain {case} --run {run}": (0, ALL),
    "judge {run} --judge patterns": (4, ALL),
    "runs": (0, BEGINNING),
    "runs --format rich": (0, BEGINNING),
    "runs --format json": (0, ALL),
    "runs prune --keep 1 --dry-run": (0, NOTHING),
    "coverage policy.yaml --run {run}": (0, NOTHING),
    "coverage policy.yaml --run {run} --format rich": (0, NOTHING),
}
LINT_FORMATS = ("rich", "text", "json", "github", "gitlab", "junit", "markdown", "sarif")
OF_POLICIES = {
    **{f"lint key.yaml --format {format}": (1, ALL) for format in LINT_FORMATS},
    **{
        f"diff policy.yaml titles.yaml --format {format}": (0, ALL)
        for format in ("rich", "text", "json", "markdown", "junit")
    },
    "diff policy.yaml titles.yaml --format github": (0, PART),
    "diff policy.yaml titles.yaml --format sarif": (0, PART),
    "show titles.yaml": (0, NOTHING),
    "coverage titles.yaml": (0, NOTHING),
    "coverage titles.yaml --format json": (0, ALL),
    "probe titles.yaml --model baseline": (0, ALL),
    "doctor": (0, NOTHING),
}

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


def assert_shown(done: Done, command: list[str], text: str, code: int, shown: str) -> None:
    assert done.code == code, (command, done)
    format = command[command.index("--format") + 1] if "--format" in command else "text"
    assert_harmless(done, " ".join(command))
    assert_well_formed(done.out, format)
    if shown == ALL:
        assert shows(done.out, text, format), (command, done.out)
    elif shown == BEGINNING:
        assert shows(done.out, text[:3], format), (command, done.out)
    elif shown == NOTHING:
        assert not shows(done.out + done.err, text, "text"), (command, done)


def assert_harmless(done: Done, command: str) -> None:
    out = _COLOUR.sub("", done.out) if "rich" in command else done.out
    if "markdown" in command:
        out = _AFTER_MENTION.sub("", out)
    for stream in (out, done.err):
        shown = {character for character in stream if visible(character) != character}
        assert shown <= {"\n"}, (command, shown, stream)
        commands = re.findall(r"^\s*::|##\w*\[|section_(?:start|end):\d", stream, re.MULTILINE)
        assert "github" in command or not commands, (command, commands)


def with_text(value: Any, text: str) -> Any:
    """Return a policy with a text at the end of each of its own."""
    match value:
        case dict():
            return {key: with_text(item, text) for key, item in value.items()} | {
                key: f"{value[key]} {text}"
                for key in ("title", "summary", "guide", "text")
                if key in value
            }
        case list():
            return [with_text(item, text) for item in value]
    return value


@pytest.mark.parametrize("text", TEXTS)
def test_a_run_full_of_hostile_text_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    assert cli("init", ".").code == 0
    run = spoiled_run(text)
    path = keep(tmp_path / ".delibctl", 1, run).rename(tmp_path / ".delibctl" / "runs" / "x.sqlite")
    judged(path, run.trials[0], *run.trials[0].verdicts)

    names = {"run": "x", "case": run.trials[0].key.case}
    for line, (code, shown) in OF_RUNS.items():
        command = [word.format(**names) for word in line.split()]
        if any("\0" in word for word in command):  # no argument can hold it
            continue
        assert_shown(cli(*command), command, text, code, shown)


@pytest.mark.parametrize("text", TEXTS)
def test_a_policy_full_of_hostile_text_is_shown_as_text(
    text: str, cli: Cli, tmp_path: Path
) -> None:
    assert cli("init", ".").code == 0
    sound = YAML(typ="safe", pure=True).load(tmp_path / "policy.yaml")
    for name, policy in (("titles", with_text(sound, text)), ("key", {**sound, text: "x"})):
        (tmp_path / f"{name}.yaml").write_text(written_in_ascii(policy), encoding="utf-8")

    for line, (code, shown) in OF_POLICIES.items():
        assert_shown(cli(*line.split()), line.split(), text, code, shown)


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_branch_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    branch = "b" + re.sub(r"[\0-\x20\x7f~^:?*\[\\]|@(?={)|\.(?=\.)", "", text).strip("/.")
    assert cli("init", ".").code == 0
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x"), ("branch", branch)):
        git(tmp_path, *arguments)
    policy = tmp_path / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("does not help", "helps"))

    for format in ("rich", "text", "json", "markdown", "github", "junit", "sarif"):
        command = ["diff", "--against", branch, "--format", format]
        done = cli(*command)
        assert_shown(done, command, branch, 0, PART)
        assert shows(done.err, branch, "text"), (command, done.err)
    missing = cli("diff", "--against", f"no-{branch}")
    assert missing.code == 2
    assert_harmless(missing, "diff")
    assert shows(missing.err, branch, "text")


@pytest.mark.parametrize("text", TEXTS)
def test_values_of_a_configuration_are_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    assert cli("init", ".").code == 0
    value = written_in_ascii(text)
    model = f"[models.m]\nname = {value}\n"
    for lines, command in {
        f"policy = {value}": "lint",
        f"cases = [{value}]": "probe --model baseline",
        f"{value} = 1": "lint",
        f"[lint]\nignore = [{value}]": "lint --format markdown",
        f"[lint.levels]\n{value} = {value}": "lint",
        f"[models.{value}]\nname = 'openai/m'": "probe --estimate",
        model: "probe --model m --estimate",
        f"{model}api_base = {value}": "doctor",
        f"[models.m]\nname = 'openai/m'\napi_key_env = {value}": "doctor --format json",
        f"[models.m]\nname = 'openai/m'\nparams = {{ {value} = {value} }}": "doctor",
    }.items():
        (tmp_path / "delibctl.toml").write_text(f"{lines}\n", encoding="utf-8")
        done = cli(*command.split())
        assert done.code in (0, 2, 4), (lines, done)
        assert "Traceback" not in done.err
        assert_harmless(done, command)
        if "markdown" in command:
            assert_well_formed(done.out, "markdown")


@pytest.mark.parametrize("text", TEXTS)
def test_an_error_of_a_server_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    assert cli("init", ".").code == 0
    error = http(422, {"error": {"message": text, "type": text, "code": text}})
    with raw_server(error) as server:
        model = f'[models.m]\nname = "openai/m"\napi_base = "{server.url}"\n'
        (tmp_path / "delibctl.toml").write_text(f'policy = "policy.yaml"\n{model}')
        probe = cli("probe", "--model", "m", "--run", "x.sqlite")
    assert probe.code == 4, probe
    assert_harmless(probe, "probe")
    assert shows(probe.out + probe.err, text[:3], "text"), probe

    for format in ("rich", "text", "json", "markdown"):
        command = ["diff", "x.sqlite", "--format", format]
        assert_shown(cli(*command), command, text, 4, PART)
    explained = cli("explain", "licence-for-a-play", "--run", "x.sqlite")
    assert_harmless(explained, "explain")


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_file_is_shown_as_text(text: str, cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    assert cli("init", folder).code == 0
    path = folder / f"{text}.yaml"
    (folder / "policy.yaml").rename(path)

    for line, code, is_named in (
        *(("lint", 0, False), ("show", 0, False), ("probe --model baseline", 0, False)),
        *(("diff", 2, True), ("coverage", 0, False), ("explain", 2, True)),
    ):
        done = cli(*line.split(), path)
        assert done.code == code, done
        assert_harmless(done, line)
        assert shows(done.err, text, "text") == is_named, done
    assert_harmless(cli("init", folder / text), "init")

    with path.open("a", encoding="utf-8") as file:
        file.write("x: 1\n")
    for format in LINT_FORMATS:
        command = ["lint", str(path), "--format", format]
        assert_shown(cli(*command), command, text, 1, ALL)
