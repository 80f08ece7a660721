"""What YAML can do to a reader: each hazard is one finding in its place, soon and in little memory.

The files stand in tests/hazards, and beside each what is to be found in it. Those that are too
large to keep are made here.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.command import COVERAGE, PATIENCE, Cli, Done, assert_ends, clean_environment
from support.project import ROOT

pytest.importorskip("resource", reason="the bounds of a process need POSIX")

HAZARDS = ROOT / "tests" / "hazards"
FILES = sorted(path for path in HAZARDS.iterdir() if path.suffix in (".yaml", ".jsonl"))
EXPECTED = ".expected.json"
#: Small files that make a reader work without end; an ordinary run measures no other small file.
MULTIPLYING = {"alias-bomb", "alias-cycle", "nested-3000-levels", "merge-key"}

SOUND = (HAZARDS / "sound.yaml").read_text()
#: The line below the last one of the sound policy.
NEXT_LINE = SOUND.count("\n") + 1
N = 100_000

#: Name, content, code, line.
LARGE = {
    "open brackets": ("policy.yaml", "[" * N, "YML006", 1),
    "open braces": ("policy.yaml", "{a: " * N, "YML006", 1),
    "dashes": ("policy.yaml", "- " * N, "YML006", 1),
    "question marks": ("policy.yaml", "? " * N, "YML006", 1),
    "brackets that are closed": ("policy.yaml", "[" * N + "]" * N, "YML006", 1),
    "braces that are closed": ("policy.yaml", "{a: " * N + "}" * N, "YML006", 1),
    "open brackets in a policy": (
        "policy.yaml",
        f"{SOUND}reserved: {'[' * N}",
        "YML006",
        NEXT_LINE,
    ),
    "open braces in a policy": (
        "policy.yaml",
        f"{SOUND}reserved: {'{a: ' * N}",
        "YML006",
        NEXT_LINE,
    ),
    "3000 levels by indentation": (
        "policy.yaml",
        "".join(f"{' ' * level}a:\n" for level in range(3000)),
        "YML006",
        51,
    ),
    "open brackets in JSON lines": ("cases.jsonl", "[" * N, "YML002", 1),
    "open braces in JSON lines": ("cases.jsonl", '{"a":' * N, "YML002", 1),
    "brackets that are closed in JSON lines": ("cases.jsonl", "[" * N + "]" * N, "YML002", 1),
    "braces that are closed in JSON lines": (
        "cases.jsonl",
        '{"a":' * N + "1" + "}" * N,
        "YML002",
        1,
    ),
    "open brackets in the second JSON line": (
        "cases.jsonl",
        '{"id": "a", "kind": "direct", "prompt": "A?", "category": ["b"], "style": "comply"}\n'
        + "[" * N,
        "YML002",
        2,
    ),
    "over ten million characters": ("policy.yaml", f"{SOUND}#{'x' * 10_000_000}", "YML006", 1),
    "a text of over a million characters": (
        "policy.yaml",
        f"{SOUND}        rationale: {'x' * 1_000_001}",
        "YML006",
        NEXT_LINE,
    ),
}


@dataclass(frozen=True)
class Measured:
    """How a command ended, and what it took: CPU seconds and bytes."""

    done: Done
    cpu: float
    rss: int


def measured(folder: Path, *arguments: object) -> Measured:
    """Run `delibctl` within the bounds of `measure.py`."""
    result = folder / "measured.json"
    process = subprocess.run(
        [
            *(sys.executable, "-I", "-S", HAZARDS / "measure.py", result),
            *(sys.executable, "-m", "delibctl", *map(str, arguments)),
        ],
        cwd=folder,
        # To measure coverage takes time and memory that are not those of the command.
        env={n: v for n, v in clean_environment().items() if n not in COVERAGE},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE,
    )
    took = json.loads(result.read_text())
    return Measured(Done(took["code"], process.stdout, process.stderr), took["cpu"], took["rss"])


@pytest.fixture(scope="module")
def starting(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The CPU seconds in which a command does nothing."""
    return measured(tmp_path_factory.mktemp("starting"), "--version").cpu


def _cpu(command: Measured) -> float:
    return command.cpu


def check_findings(done: Done, code: int, findings: list[list[Any]]) -> None:
    """Lint ended like that with just those findings, each of which says what to do."""
    assert_ends(done, code)
    found = done.json()["findings"]
    assert [[finding["code"], finding["line"]] for finding in found] == findings
    assert all(finding["message"] and finding["next"] for finding in found)


def check(path: Path, folder: Path, starting: float, code: int, findings: list[list[Any]]) -> None:
    """Lint finds just that in a file, takes a second more than nothing, and below 400 MB."""
    lint = measured(folder, "lint", path, "--format", "json")
    for _ in range(2):
        if lint.cpu >= starting + 1:
            # Other programs only ever add to it, so the quickest of three tries counts.
            lint = min(lint, measured(folder, "lint", path, "--format", "json"), key=_cpu)

    check_findings(lint.done, code, findings)
    assert lint.cpu < starting + 1
    assert lint.rss < 400_000_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_hazard_is_found_where_it_is(cli: Cli, path: Path, tmp_path: Path) -> None:
    expected = json.loads(path.with_name(path.stem + EXPECTED).read_text())
    alone = shutil.copy(path, tmp_path)  # lint also reports case files beside a policy

    done = cli("lint", alone, "--format", "json")

    check_findings(done, expected["exit"], expected["findings"])


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=() if path.stem in MULTIPLYING else pytest.mark.slow)
        for path in FILES
    ],
    ids=lambda path: path.name,
)
def test_a_hazard_is_found_within_a_second_and_in_little_memory(
    path: Path, tmp_path: Path, starting: float
) -> None:
    expected = json.loads(path.with_name(path.stem + EXPECTED).read_text())
    alone = Path(shutil.copy(path, tmp_path))

    check(alone, tmp_path, starting, expected["exit"], expected["findings"])


@pytest.mark.two_rows
@pytest.mark.parametrize(("name", "content", "code", "line"), LARGE.values(), ids=LARGE)
def test_a_large_hazard_is_found_within_a_second_and_in_little_memory(
    tmp_path: Path, starting: float, name: str, content: str, code: str, line: int
) -> None:
    (tmp_path / name).write_text(content)

    check(tmp_path / name, tmp_path, starting, 1, [[code, line]])


def test_what_is_expected_stands_beside_a_hazard() -> None:
    beside = {path.name.removesuffix(EXPECTED) for path in HAZARDS.glob(f"*{EXPECTED}")}

    assert sorted(beside) == sorted(path.stem for path in FILES)
