"""Mutated files for every reader: each ends in results, findings or an error that says what to do.

`-m slow` tries 10,000 of them. A failure names its reader and number; `mutation(reader, number)`
writes the same file again.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from fuzz.left_out import left_out, left_out_of_policy
from fuzz.mutations import mutate_database, mutated
from fuzz.running import TooLong, run
from support.command import Cli, Done
from support.run_files import judged, keep, run_of

from delibctl.model import Outcome, Verdict

SEEDS = Path(__file__).parent / "seeds"
#: Files of each reader in an ordinary run, and with `-m slow`.
FEW, MANY = 4, 720


@dataclass(frozen=True)
class Reader:
    """A file that is mutated, where the command finds it, and the commands that read it."""

    file: str
    commands: tuple[str, ...]
    to: str = ""


READERS = {
    "policy": Reader(
        "policy.yaml",
        (
            *(
                "lint",
                "lint --format json",
                "lint --format sarif",
                "show",
                "coverage",
                "lint --fix",
            ),
            *("diff sound policy.yaml", "diff policy.yaml sound --format markdown", "generate"),
            *("probe --model baseline", "lint --diff", "rename permits.explain permits.tell"),
        ),
    ),
    "fragment": Reader("shared/tone.yaml", ("lint", "diff sound .", "show", "lint --fix")),
    "cases": Reader(
        "cases.yaml", ("lint", "probe --model baseline", "coverage", "lint --fix", "generate")
    ),
    "cases as lines": Reader(
        "cases.jsonl",
        ("lint . --cases cases.jsonl", "probe --model baseline --cases cases.jsonl"),
    ),
    "configuration": Reader(
        "delibctl.toml", ("lint", "doctor --format json", "probe --model small --estimate", "show")
    ),
    "configuration of a project": Reader("pyproject.toml", ("lint", "show", "doctor")),
    "approvals": Reader(
        "changes.yaml",
        ("diff sound . --fail-on unapproved", "accept --list"),
        to="accepted/desk/changes.yaml",
    ),
    "waivers": Reader("waivers.yaml", ("diff sound . --waivers waivers.yaml",)),
    "answers as lines": Reader("answers.jsonl", ("answers import answers.jsonl",)),
    "labels as lines": Reader(
        "labels.jsonl",
        ("calibrate --labels labels.jsonl", "calibrate --labels labels.jsonl --format json"),
    ),
    "labels in a table": Reader(
        "labels.csv",
        ("calibrate --labels labels.csv", "calibrate --labels labels.csv --label no=refuse"),
    ),
    "table": Reader(
        "table.csv",
        (
            "import table.csv --column prompt=prompt --policy policy.yaml",
            "import table.csv --output new.yaml",
        ),
    ),
    "table with tabs": Reader("table.tsv", ("import table.tsv --column prompt=prompt",)),
    "conversations": Reader("conversations.json", ("import conversations.json",)),
    "rows as lines": Reader("rows.jsonl", ("import rows.jsonl --column prompt=prompt",)),
    "test suite": Reader(
        "promptfoo.yaml", ("import promptfoo.yaml", "import promptfoo.yaml --output new.yaml")
    ),
    "guidelines": Reader(
        "guidelines.md",
        ("import guidelines.md --default-style refuse", "init new --from guidelines.md"),
    ),
    "run file": Reader(
        "run.sqlite",
        (
            *("diff run.sqlite", "diff run.sqlite --format json", "explain right --run run.sqlite"),
            *("coverage --run run.sqlite", "rescore run.sqlite --cases cases.yaml"),
            *("judge run.sqlite --judge patterns", "probe --model baseline --run run.sqlite"),
            "diff run.sqlite --format markdown",
        ),
    ),
    "run of a state folder": Reader(
        "run.sqlite",
        (
            *(
                "runs",
                "runs --format json",
                "runs prune --keep 1 --yes",
                "runs prune --answers --yes",
                "coverage",
            ),
            *("probe --model baseline --wrong", "diff", "explain right", "rescore --list"),
            "runs --no-misses",
        ),
        to=".delibctl/runs/spoiled.sqlite",
    ),
    "cached answers": Reader(
        "answers.sqlite",
        (
            *("answers export", "answers import answers.jsonl --replace", "probe --model baseline"),
            *("runs prune --answers --yes", "probe --model small --replay"),
        ),
        to=".delibctl/answers.sqlite",
    ),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sound files for every reader."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(SEEDS, folder, dirs_exist_ok=True)
    shutil.copytree(SEEDS, folder / "sound")
    example = run_of()
    keep(folder, 1, example).rename(folder / "run.sqlite")
    verdict = Verdict(judge="critic", outcome=Outcome.REFUSE, correctness=3, helpfulness=2)
    judged(folder / "run.sqlite", example.trials[0], verdict)
    assert run(["answers", "import", "answers.jsonl"], folder).code == 0
    (folder / ".delibctl" / "answers.sqlite").rename(folder / "answers.sqlite")
    shutil.rmtree(folder / ".delibctl")
    return folder


def mutation(name: str, number: int, sound: Path, folder: Path) -> list[str]:
    """Make a folder with one mutated file, and return the command that reads it."""
    reader, random = READERS[name], Random(f"{name} {number}")
    shutil.copytree(sound, folder, dirs_exist_ok=True)
    for path in ("pyproject.toml", "delibctl.toml"):
        if "configuration" in name and path != reader.file:
            (folder / path).unlink()
    target = folder / (reader.to or reader.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    if reader.to:
        (folder / reader.file).rename(target)
    if target.suffix == ".sqlite":
        mutate_database(target, random)
    else:
        target.write_bytes(mutated(target.read_bytes(), random))
    return random.choice(reader.commands).split()


def problem(done: Done) -> str:
    """Return what is wrong with the end of a command; "" if nothing is."""
    if done.code not in (0, 1, 2, 4, 5):
        return f"exit {done.code}"
    if "Traceback" in done.err:
        return "a traceback"
    said = (done.out + done.err).strip()
    return "exit 2 without a message" if done.code == 2 and not said else ""


def unread(name: str, command: list[str], done: Done, folder: Path) -> str:
    """Return why the mutated file counts as left out; "" if it was read or named."""
    reader = READERS[name]
    if command[:2] == ["runs", "prune"]:  # reads little of what it keeps
        return ""
    of_policy = name in ("policy", "fragment", "cases", "cases as lines")
    return (left_out_of_policy if of_policy else left_out)(reader.to or reader.file, done, folder)


def check(name: str, numbers: range, sound: Path, tmp_path: Path) -> None:
    failures = []
    for number in numbers:
        folder = tmp_path / "mutated"
        command = mutation(name, number, sound, folder)
        try:
            done = run(command, folder)
            if wrong := problem(done) or unread(name, command, done, folder):
                failures.append(f"{number}: {wrong}: {' '.join(command)}\n{done.err[-1500:]}")
        except TooLong:
            failures.append(f"{number}: too long: {' '.join(command)}")
        shutil.rmtree(folder)
    assert not failures, "\n".join([f"{name}: {len(failures)} failures", *failures[:5]])


def test_the_seeds_are_sound(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sound"
    shutil.copytree(sound, folder)

    for reader in READERS.values():
        target = folder / (reader.to or reader.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy(folder / reader.file, target)
        for command in reader.commands:
            done = run(command.split(), folder)
            assert not problem(done), (command, done)
            assert "Usage:" not in done.out + done.err, (command, done)
            assert "no policy found" not in done.err, (command, done)


@pytest.mark.parametrize("name", READERS)
def test_a_mutated_file_is_read_or_refused(name: str, sound: Path, tmp_path: Path) -> None:
    check(name, range(FEW), sound, tmp_path)


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_nothing_can_read_is_named(name: str, sound: Path, tmp_path: Path) -> None:
    reader = READERS[name]
    for number, command in enumerate(reader.commands):
        folder = tmp_path / str(number)
        mutation(name, 0, sound, folder)
        (folder / (reader.to or reader.file)).write_bytes(b"delibctl \xff\x00 {[")

        done = run(command.split(), folder)

        assert not problem(done), (command, done)
        assert not unread(name, command.split(), done, folder), (command, done)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", READERS)
def test_many_mutated_files_are_read_or_refused(
    name: str, part: int, sound: Path, tmp_path: Path
) -> None:
    check(name, range(part * MANY // 4, (part + 1) * MANY // 4), sound, tmp_path)


@pytest.mark.parametrize("name", ["policy", "table", "run file"])
def test_a_process_ends_like_the_command(name: str, sound: Path, tmp_path: Path, cli: Cli) -> None:
    folder = tmp_path / "mutated"
    command = mutation(name, 1, sound, folder)

    done = cli(*command, cwd=folder, new=True)

    assert not problem(done), done
