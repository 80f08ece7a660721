"""Files that version 0.1.0 of November 2026 wrote are read by this one, and mean the same."""

import json
import shutil
from pathlib import Path

import pytest
from support.command import Cli, assert_ends
from support.project import ROOT

EARLIER = ROOT / "tests" / "earlier"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files: configuration, policy, run, answers, and the JSON of the run."""
    return Path(shutil.copytree(EARLIER, tmp_path / "earlier"))


def test_a_run_file_has_the_same_json(cli: Cli, folder: Path) -> None:
    done = cli("diff", "run.sqlite", "--format", "json", "--only", "all", cwd=folder)

    assert done.json() == json.loads((folder / "run.json").read_text())


def test_exported_answers_answer_every_question_of_the_earlier_probe(
    cli: Cli, folder: Path
) -> None:
    count = len((folder / "answers.jsonl").read_text().splitlines())
    options = ("--repeats", "2", "--mode", "category", "--mode", "recall", "--replay")

    imported = cli("answers", "import", "answers.jsonl", cwd=folder)
    probe = cli("probe", *options, cwd=folder)

    assert imported.out.startswith(f"{count} answers added")
    assert_ends(probe, 0, "no network requests")
    diff = cli("diff", "--format", "json", "--only", "all", cwd=folder)
    assert diff.json() == json.loads((folder / "run.json").read_text())


def test_the_configuration_is_read(cli: Cli, folder: Path) -> None:
    doctor = cli("doctor", "--format", "json", cwd=folder)

    checks = {check["name"]: check for check in doctor.json()["checks"]}
    assert checks["configuration"]["level"] == "ok"
    assert "at http://127.0.0.1:48123" in checks["model mock"]["text"]
    assert "$1 in and $2 out" in checks["model mock"]["text"]
