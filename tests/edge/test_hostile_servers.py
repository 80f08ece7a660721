"""What a server puts into fields that nobody needs: it costs no answer, and is printed nowhere."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.command import clean_environment
from support.hostile_fields import KEY, failing_answers
from support.situations import TEXT

#: What people set to see more, for this program or for another one.
TALKATIVE = {
    "LITELLM_LOG": "DEBUG",
    "LITELLM_PRINT_STANDARD_LOGGING_PAYLOAD": "1",
    "LITELLM_DETAILED_TIMING": "true",
    "LITELLM_DISABLE_REDACT_SECRETS": "true",
    "JSON_LOGS": "true",
    "OPENAI_LOG": "debug",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONWARNINGS": "always",
}
TESTS = Path(__file__).parents[1]


#: Each of so many odd answers; the number of fields is no multiple of it, so all shapes come up.
STEPS = [pytest.param(1, marks=pytest.mark.slow), 5]


@pytest.fixture(scope="module", params=STEPS)
def asked(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[str, dict[str, list[str]], list[str]]:
    """What a process printed, what came of its questions, and the files that it left."""
    folder = tmp_path_factory.mktemp("asked")
    found = tmp_path_factory.mktemp("found") / "outcomes.json"
    done = subprocess.run(
        [sys.executable, "-m", "support.hostile_fields", str(found), str(request.param)],
        cwd=folder,
        env=clean_environment(PYTHONPATH=str(TESTS), HOME=str(folder), **TALKATIVE),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    files = [str(path) for path in folder.rglob("*") if path.is_file()]
    return done.stdout + done.stderr, json.loads(found.read_text(encoding="utf-8")), files


def test_nothing_is_printed_and_no_file_is_left(asked: Any) -> None:
    printed, _, files = asked

    assert (printed, files) == ("", [])


def test_no_odd_field_costs_the_answer(asked: Any) -> None:
    _, outcomes, _ = asked

    failing = tuple(f"{label}, " for label in failing_answers())
    lost = {
        label: outcome
        for label, outcome in outcomes.items()
        if not label.startswith(failing) and outcome != ["answer", TEXT]
    }
    assert lost == {}


def test_the_words_of_a_failure_are_short_and_on_one_line_and_hold_no_key(asked: Any) -> None:
    _, outcomes, _ = asked

    for label, (kind, message) in outcomes.items():
        assert KEY not in message, label
        if kind != "answer":
            assert "\n" not in message, label
            assert len(message) <= 420, label
