"""Files that version 0.1.0 of November 2026 wrote are read by this one, and mean the same."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli, assert_ends
from support.project import ROOT

EARLIER = ROOT / "tests" / "earlier"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files: configuration, policy, run, answers, and the JSON of the run."""
    return Path(shutil.copytree(EARLIER, tmp_path / "earlier"))


def of_earlier_keys(now: Any, earlier: Any) -> Any:
    """Return JSON without the keys that an earlier version did not write; readers ignore them."""
    if isinstance(now, dict) and isinstance(earlier, dict):
        return {k: of_earlier_keys(now[k], earlier[k]) for k in now if k in earlier}
    if isinstance(now, list) and isinstance(earlier, list) and len(now) == len(earlier):
        return [of_earlier_keys(*pair) for pair in zip(now, earlier, strict=True)]
    return now


def without_reasons(value: Any) -> Any:
    """Return JSON without the reasons that judges gave."""
    if isinstance(value, dict):
        return {key: without_reasons(part) for key, part in value.items() if key != "why"}
    return [without_reasons(part) for part in value] if isinstance(value, list) else value


def test_a_run_file_has_the_same_json_but_for_new_keys(cli: Cli, folder: Path) -> None:
    earlier = json.loads((folder / "run.json").read_text())

    done = cli("diff", "run.sqlite", "--format", "json", "--only", "all", cwd=folder)

    assert of_earlier_keys(done.json(), earlier) == earlier


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
    # The judge sees the same, and may name other words that show it.
    earlier = without_reasons(json.loads((folder / "run.json").read_text()))
    assert of_earlier_keys(without_reasons(diff.json()), earlier) == earlier


def test_the_configuration_is_read(cli: Cli, folder: Path) -> None:
    doctor = cli("doctor", "--format", "json", cwd=folder)

    checks = {check["name"]: check for check in doctor.json()["checks"]}
    assert checks["configuration"]["level"] == "ok"
    assert "at http://127.0.0.1:48123" in checks["model mock"]["text"]
    assert "$1 in and $2 out" in checks["model mock"]["text"]
