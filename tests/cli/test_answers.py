"""`delibctl answers`: answers that are carried elsewhere, or kept in git."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import Cli, assert_ends
from support.run_files import keep, replied, run_of

from delibctl.edge.answers.lines import add_answers
from delibctl.model import Reply, Usage

REPLIES = [Reply(text=f"Answer {number}.", usage=Usage(input=100)) for number in range(6)]


@pytest.fixture
def exported(cli: Cli, tmp_path: Path) -> Path:
    """Six answers that are kept, exported."""
    keys = (f"{number:064x}" for number in range(6))
    add_answers(tmp_path / ".delibctl" / "answers.sqlite", zip(keys, REPLIES, strict=True))
    assert cli("answers", "export", "answers.jsonl").code == 0
    return tmp_path / "answers.jsonl"


def test_what_a_model_said_is_exported_and_not_asked_where_it_is_imported(
    cli: Cli, tmp_path: Path, support_bot: Path
) -> None:
    probe = ("probe", support_bot, "-m", "mock", "--kind", "tension")
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        server.read = 2500
        cli(*probe)
        count = len({str(request) for request in server.requests})
    exported = cli("answers", "export", "answers.jsonl")

    imported = cli("answers", "import", "answers.jsonl", "--state", "other")
    asked_nobody = cli(*probe, "--state", "other")
    again = cli("answers", "export", "--state", "other")

    assert exported.err == f"{count} answers exported\n"
    assert imported.out == f"{count} answers added, 0 unchanged, 0 replaced\n"
    assert_ends(asked_nobody, 0, "no network requests")
    lines = (tmp_path / "answers.jsonl").read_text()
    assert again.out == lines
    first = json.loads(lines.splitlines()[0])
    assert "Here is what you asked for." in first["reply"]["text"]
    assert first["reply"]["served"] == "mock-2026-01-01"
    assert first["reply"]["usage"]["input"] == 2500


@pytest.mark.parametrize("arguments", [(), ("-",)], ids=["no file", "a dash"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-16"])
def test_to_standard_output_the_bytes_are_those_of_the_file(
    cli: Cli, exported: Path, arguments: tuple[str, ...], encoding: str
) -> None:
    line = json.loads(exported.read_text().splitlines()[0])
    line["reply"]["text"] = "Können wir 你好 \u202e?"
    exported.write_text(json.dumps(line))
    cli("answers", "import", exported, "--replace")
    cli("answers", "export", exported)

    done = cli("answers", "export", *arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

    assert done.out == exported.read_text(encoding="utf-8")
    assert "Können wir 你好 \\u202e?" in done.out


def test_only_the_answers_of_a_run_are_exported_on_request(
    cli: Cli, exported: Path, tmp_path: Path
) -> None:
    run = run_of()
    used = [replace(reply, kept=True) for reply in (REPLIES[4], REPLIES[1])]
    keep(tmp_path / ".delibctl", 1, replied(run, *used))

    done = cli("answers", "export", "--run", "@last")

    lines = exported.read_text().splitlines(keepends=True)
    assert done.out == lines[1] + lines[4]
    assert_ends(cli("answers", "export", "--run", "@-2"), 2, "run '@-2' not found")


def test_an_answer_that_is_there_stays_unless_it_is_to_be_replaced(
    cli: Cli, exported: Path
) -> None:
    lines = exported.read_text().splitlines()
    other = json.loads(lines[0])
    other["reply"]["text"] = "Another answer."
    exported.write_text("\n".join([json.dumps(other), lines[1]]))

    kept = cli("answers", "import", exported)
    assert kept.out == "0 answers added, 2 unchanged, 0 replaced\n"
    assert "Another answer." not in cli("answers", "export").out

    replaced = cli("answers", "import", exported, "--replace")
    assert replaced.out == "0 answers added, 1 unchanged, 1 replaced\n"
    assert "Another answer." in cli("answers", "export").out


def test_branches_that_each_exported_are_merged_by_git(
    cli: Cli, exported: Path, tmp_path: Path
) -> None:
    lines = exported.read_text().splitlines(keepends=True)
    (tmp_path / ".gitattributes").write_text("answers.jsonl merge=union\n")

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    def commit(kept: list[str]) -> None:
        exported.write_text("".join(kept))
        git("add", "answers.jsonl", ".gitattributes")
        git("commit", "-qm", "answers")

    git("init", "-q", "-b", "main")
    commit(lines[1:3])
    git("checkout", "-qb", "topic")
    commit(lines[1:4])
    git("checkout", "-q", "main")
    commit(lines[:3] + lines[4:])
    git("merge", "-q", "--no-edit", "topic")

    assert cli("answers", "import", exported, "--state", "other").code == 0
    assert cli("answers", "export", "--state", "other").out == "".join(lines)


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        ("notes", "not an answer: JSON is malformed"),
        ("[]", "not an answer: Expected `object`, got `array`"),
        ('{"schema_version": 1, "key": "KEY"}', "missing required field `reply`"),
        ('{"schema_version": 1, "key": "x", "reply": {"text": "x"}}', "its key is not a SHA-256"),
        (
            '{"schema_version": 2, "key": "KEY", "reply": {"text": "x"}}',
            "its version is 2; this delibctl reads version 1",
        ),
        ('{"schema_version": 1, "key": "KEY", "reply": {"text": 1}}', "got `int`"),
        (
            '{"schema_version": 1, "key": "KEY", "reply": {"text": " "}}',
            "its reply contains no text",
        ),
        ("<<<<<<< HEAD", "a merge conflict of git\n  next: keep one line of each key"),
        ("[" * 100_000, "not an answer"),
        ("\udcff", "not an answer"),
    ],
    ids=[
        "no JSON",
        "another document",
        "without a reply",
        "without a key",
        "a later version",
        "a number for a text",
        "an empty reply",
        "a conflict",
        "nested without end",
        "not UTF-8",
    ],
)
def test_with_a_line_that_is_no_answer_nothing_is_imported(
    cli: Cli, exported: Path, tmp_path: Path, spoiled: str, why: str
) -> None:
    line = spoiled.replace("KEY", "0" * 64).encode(errors="surrogateescape")
    (tmp_path / "spoiled.jsonl").write_bytes(exported.read_bytes() + line + b"\n")
    number = len(exported.read_text().splitlines()) + 1

    done = cli("answers", "import", exported, "spoiled.jsonl", "--state", "other")

    assert_ends(done, 2, f"spoiled.jsonl:{number}: ", why)
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_not_there_is_a_usage_error(cli: Cli) -> None:
    assert_ends(cli("answers", "import", "answers.jsonl"), 2, "cannot read answers.jsonl")
    assert_ends(cli("answers", "import"), 2, "FILE")


def test_without_any_answer_the_command_that_makes_some_is_named(cli: Cli, tmp_path: Path) -> None:
    keep(tmp_path / ".delibctl", 1, run_of())

    assert_ends(
        cli("answers", "export"), 2, "no cached answers in", "delibctl probe PATH --model NAME"
    )


def test_an_answer_file_that_is_damaged_is_an_error(cli: Cli, exported: Path) -> None:
    database = exported.parent / ".delibctl" / "answers.sqlite"
    database.write_bytes(database.read_bytes()[:5000])

    assert_ends(cli("answers", "export"), 2, "is damaged or cut off")
