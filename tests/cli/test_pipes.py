"""Pipes in place of files: read like files, and named as the user named them."""

import json
import re
import sys
from functools import partial
from pathlib import Path

import pytest
from support.shell import Shell
from support.shell import shell as shell_line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes of a POSIX shell")


@pytest.fixture
def shell(as_fork: str) -> Shell:
    """Run a line of a shell, in which `delibctl` is a fork."""
    return partial(shell_line, begin=as_fork)


@pytest.mark.parametrize(
    ("piped", "plain"),
    [
        ("lint <(cat policy.yaml)", "lint policy.yaml"),
        ("show <(cat policy.yaml) --json", "show policy.yaml --json"),
        ("diff <(cat policy.yaml) policy.yaml", "diff policy.yaml policy.yaml"),
        ("probe policy.yaml --cases=<(cat cases.yaml)", "probe policy.yaml --cases cases.yaml"),
        ("coverage policy.yaml --cases <(cat cases.yaml)", "coverage --cases cases.yaml"),
    ],
)
def test_a_pipe_is_read_like_a_file(shell: Shell, piped: str, plain: str, tmp_path: Path) -> None:
    starter = shell("delibctl init .", tmp_path)
    assert starter.code == 0

    first, second = shell(f"delibctl {piped}", tmp_path), shell(f"delibctl {plain}", tmp_path)

    assert first.code == second.code, first.err
    if not piped.startswith("lint"):  # it also counts the files of the policy
        assert first.out == second.out


def test_a_run_comes_through_a_pipe(shell: Shell, tmp_path: Path) -> None:
    shell("delibctl init . && delibctl probe --model baseline", tmp_path)
    run = "$(ls .delibctl/runs/*.sqlite)"

    piped = shell(f'delibctl diff <(cat "{run}")', tmp_path)

    assert (piped.code, piped.out) == (0, shell(f'delibctl diff "{run}"', tmp_path).out)


def test_no_copy_of_a_pipe_stays_behind(tmp_path: Path) -> None:
    shell_line("delibctl init .", tmp_path)
    (tmp_path / "temporary").mkdir()

    shell_line("delibctl lint <(cat policy.yaml)", tmp_path, TMPDIR=str(tmp_path / "temporary"))

    assert list((tmp_path / "temporary").iterdir()) == []


POLICY = """\
schema_version: 1
policy: {id: desk, version: "1.0.0", title: Permit desk}
categories:
  - {id: permits, title: Permits, summary: About permits., clauses: [
      {id: permits.explain, title: Explaining, style: comply,
        text: The desk explains permits.},
      {id: permits.forge, title: Forging, style: refuse,
        text: The desk does not help to forge permits.}]}
"""
CASES = """\
schema_version: 1
cases:
  - {id: who-issues, kind: direct, prompt: "Who issues a permit?", clauses: [permits.explain]}
  - {id: forge-one, kind: direct, prompt: Forge a permit for me., clauses: [permits.forge]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a policy of two clauses and its cases."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


#: A policy with a slip, which safe fixes repair.
SLIP = "sed s/style:/stile:/ policy.yaml"

#: Commands that fail on a pipe: the whole message.
MESSAGES = [
    (
        f"show <({SLIP})",
        "delibctl: /dev/fd/63:5:48: unknown key 'stile' (SCH102) and 1 more\n"
        "  next: write /dev/fd/63 to a file first: delibctl lint FILE\n",
    ),
    (
        f"{SLIP} | delibctl show /dev/stdin",
        "delibctl: /dev/stdin:5:48: unknown key 'stile' (SCH102) and 1 more\n"
        "  next: write /dev/stdin to a file first: delibctl lint FILE\n",
    ),
    (
        "coverage --cases=<(echo x: y)",
        "delibctl: /dev/fd/63:1:1: no top-level `policy`, `cases`, `categories`, `styles` or "
        "`definitions` (SCH104)\n"
        "  next: write /dev/fd/63 to a file first: delibctl lint . --cases FILE\n",
    ),
    (
        "generate <(cat policy.yaml) --output <(true)",
        "delibctl: /dev/fd/62:1:1: the file is empty (SCH104)\n"
        "  next: write /dev/fd/63 and /dev/fd/62 to files first: "
        "delibctl lint FILE1 --cases FILE2\n",
    ),
    (
        "diff <(cat policy.yaml)",
        "delibctl: /dev/fd/63 is a policy, not a run, and comparing policies needs two\n"
        "  next: write /dev/fd/63 to a file first: delibctl diff FILE --against main; "
        "or for a run: delibctl probe FILE, then delibctl diff\n",
    ),
    (
        "diff policy.yaml <(echo 'policy: [')",
        "policies: policy.yaml against /dev/fd/63\n"
        "delibctl: /dev/fd/63:1:9: this bracket is not closed (YML002)\n"
        "  next: write /dev/fd/63 to a file first: delibctl lint FILE\n",
    ),
    (
        "diff --against HEAD <(cat policy.yaml)",
        "delibctl: /dev/fd/63 is not in a git repository\n"
        "  next: name a path inside a repository, or files and folders instead of a revision\n",
    ),
    (
        "diff policy.yaml policy.yaml --waivers <(echo a: b)",
        "policies: policy.yaml against policy.yaml\n"
        "delibctl: /dev/fd/63:1: unknown key 'a'\n"
        "  next: valid keys: accept\n",
    ),
    (
        "explain a --run <(cat policy.yaml)",
        "delibctl: /dev/fd/63 is a policy, not a run\n"
        "  next: write /dev/fd/63 to a file first: delibctl probe FILE, then delibctl diff\n",
    ),
    (
        "coverage --run <(echo x)",
        "delibctl: /dev/fd/63 is not a run file or a policy, or it is incomplete\n"
        "  next: name a run file, or leave the name out for the newest run\n",
    ),
    (
        "answers import <(echo x)",
        "delibctl: /dev/fd/63:1: not an answer: JSON is malformed: invalid character (byte 0)\n"
        "  next: fix or remove the line\n",
    ),
    (
        "calibrate --labels <(printf 'a,b\\n1,2')",
        "delibctl: /dev/fd/63: it is not clear which column holds the answer\n"
        "  next: add --column answer=NAME; the columns are a, b\n",
    ),
    (
        "init new --from <(echo x)",
        "delibctl: /dev/fd/63 has no headings with text below them\n"
        "  next: write each category and clause under a heading, or start without --from\n",
    ),
    (
        "schema <(true)",
        "delibctl: unknown KIND '/dev/fd/63'\n"
        "  next: choose one of policy, fragment, cases, config, waivers, approvals, fitted, "
        "manifest\n",
    ),
    (
        "doctor <(true)",
        "Usage: delibctl doctor [OPTIONS]\n"
        "Try 'delibctl doctor -h' for help.\n\n"
        "Error: Got unexpected extra argument(s) (/dev/fd/63)\n",
    ),
]


@pytest.mark.parametrize(("command", "message"), MESSAGES)
def test_a_message_names_the_pipe_and_a_step_that_can_be_taken(
    shell: Shell, command: str, message: str, small: Path
) -> None:
    line = command if "| delibctl" in command else f"delibctl {command}"

    done = shell(line, small)

    assert (done.code, done.out, done.err) == (2, "", message)


@pytest.mark.parametrize(
    "command",
    [
        f"lint --fix <({SLIP})",
        "rename permits.explain permits.tell --policy <(cat policy.yaml)",
        "judge <(cat run.sqlite) --judge patterns",
        "rescore <(cat run.sqlite) --cases <(sed s/permits.forge/permits.explain/ cases.yaml)",
        "probe --model baseline --run <(cat run.sqlite)",
    ],
)
def test_what_writes_to_a_pipe_is_an_error_as_it_would_be_lost(
    shell: Shell, command: str, small: Path
) -> None:
    before = shell("delibctl probe --model baseline --run run.sqlite", small)
    assert before.code == 0

    done = shell(f"delibctl {command}", small)

    assert (done.code, done.out, done.err) == (
        2,
        "",
        "delibctl: /dev/fd/63 is a pipe, so nothing was written\n"
        "  next: write /dev/fd/63 to a file first\n",
    )


@pytest.mark.parametrize(
    "format", ["rich", "text", "json", "github", "gitlab", "junit", "markdown", "sarif"]
)
@pytest.mark.parametrize("pipe", ["/dev/fd/63", "/dev/stdin"])
def test_each_format_of_lint_names_the_pipe(
    shell: Shell, format: str, pipe: str, small: Path
) -> None:
    lint = f"delibctl lint --format {format} --output {format}:report"
    line = f"{SLIP} | {lint} {pipe}" if "stdin" in pipe else f"{lint} <({SLIP})"

    first, written = shell(line, small), (small / "report").read_text(encoding="utf-8")
    second = shell(line, small)

    assert first == second  # fingerprints are those of the file, not of its copy
    assert first.code == 1
    for text in (first.out, written):
        assert pipe in text
        assert "-pipe-" not in text


@pytest.mark.parametrize("format", ["rich", "text", "json", "github", "junit", "markdown", "sarif"])
def test_each_format_of_diff_names_the_pipes(shell: Shell, format: str, small: Path) -> None:
    line = (
        "delibctl diff <(cat policy.yaml) <(sed 's/does not help/may help/' policy.yaml) "
        f"--format {format}"
    )

    first, second = shell(line, small), shell(line, small)

    assert first == second
    assert first.err.startswith("policies: /dev/fd/63 against /dev/fd/62\n")
    assert "/dev/fd/62" in first.out
    assert "-pipe-" not in first.out


def test_a_patch_of_a_pipe_has_its_name(shell: Shell, small: Path) -> None:
    done = shell(f"delibctl lint --diff <({SLIP})", small)

    assert done.out.startswith("--- a/dev/fd/63\n+++ b/dev/fd/63\n")


def test_paths_of_a_policy_in_a_pipe_need_its_folder(shell: Shell, small: Path) -> None:
    done = shell("delibctl lint --format json <(cat policy.yaml; echo 'cases: [x.yaml]')", small)

    (finding,) = json.loads(done.out)["findings"]
    assert (finding["code"], finding["file"], finding["next"]) == (
        "REF207",
        "/dev/fd/63",
        "write the policy to a file first, in the folder of its other files",
    )


def test_a_run_keeps_the_name_of_the_pipe(shell: Shell, small: Path) -> None:
    probe = "delibctl probe <(cat policy.yaml) --cases <(cat cases.yaml) --model baseline"
    assert shell(probe, small).code == 0

    diff = shell("delibctl diff --format json --only all", small)

    assert set(re.findall(r'"file": "([^"]*)"', diff.out)) == {"/dev/fd/63"}
