"""`delibctl diff BEFORE AFTER` of runs that cannot be compared: what is said, and the exit code."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli, Done
from support.compared_runs import BROKEN, NO_CLAUSE, RIGHT, asked, run_of
from support.example_run import POLICY
from support.project import SAMPLES
from support.run_files import store_run

_AGAIN = run_of([asked("a", RIGHT), asked("b", RIGHT)], started="2")
_RUNS = {
    "run": run_of([asked("a", RIGHT), asked("b", RIGHT)]),
    "again": _AGAIN,
    "worse": run_of([asked("a", NO_CLAUSE), asked("b", RIGHT)], started="2"),
    "shop": run_of([asked("a", RIGHT)], replace(POLICY, id="shop"), "2"),
    "other-cases": run_of([asked("x", RIGHT), asked("y", RIGHT)], started="2"),
    "unfinished": replace(_AGAIN, info=replace(_AGAIN.info, finished=False)),
    "broken": run_of([asked("a", BROKEN), asked("b", RIGHT)], started="2"),
}
#: Copies of the file `worse` with a change that delibctl never makes, or made long ago.
_SPOILED = {
    "format-99": "PRAGMA user_version=99",
    "format-0": "PRAGMA user_version=0",
    "format-minus-1": "PRAGMA user_version=-1",
    "foreign": "PRAGMA application_id=7",
    "early": "DROP TABLE fresh_trial",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each run, and with files that are none."""
    folder = tmp_path_factory.mktemp("runs")
    for name, run in _RUNS.items():
        store_run(folder / f"{name}.sqlite", run)
    for name, statement in _SPOILED.items():
        shutil.copy(folder / "worse.sqlite", folder / f"{name}.sqlite")
        with closing(sqlite3.connect(folder / f"{name}.sqlite")) as connection:
            connection.execute(statement)
    (folder / "empty.sqlite").touch()
    whole = (folder / "worse.sqlite").read_bytes()
    (folder / "cut.sqlite").write_bytes(whole[: len(whole) // 2])
    (folder / "notes.txt").write_text("not a run\n" * 500)
    (folder / "folder").mkdir()
    shutil.copytree(SAMPLES / "support_bot", folder / "policy")
    return folder


@pytest.fixture
def diff(cli: Cli, folder: Path) -> Callable[..., Done]:
    """Runs `delibctl diff` in the folder."""

    def run(*arguments: str) -> Done:
        return cli("diff", *arguments, "--format", "text", cwd=folder)

    return run


#: What stands in place of a run, what is wrong, and what to do.
NOT_COMPARED = {
    "other-cases.sqlite": (
        "the runs have no case in common: 2 cases before, 2 cases after, with other ids",
        "probe the same cases again, or name another run",
    ),
    "format-99.sqlite": (
        "format-99.sqlite is a run file of format 99; this delibctl reads up to 1",
        "upgrade delibctl: pip install --upgrade delibctl",
    ),
    "format-0.sqlite": (
        "format-0.sqlite is a run file of format 0, which delibctl never wrote",
        "restore the file, or probe again to make another",
    ),
    "format-minus-1.sqlite": (
        "format-minus-1.sqlite is a run file of format -1, which delibctl never wrote",
        "restore the file, or probe again to make another",
    ),
    "foreign.sqlite": (
        "foreign.sqlite is a SQLite file, but not a run file",
        "name another file",
    ),
    "cut.sqlite": (
        "the run file cut.sqlite is damaged or cut off (database disk image is malformed)",
        "restore it from a copy, or choose another run file",
    ),
    "empty.sqlite": (
        "empty.sqlite is not a run file or a policy, or it is incomplete",
        "name a run file, or leave the name out for the newest run",
    ),
    "notes.txt": (
        "notes.txt is not a run file or a policy, or it is incomplete",
        "name a run file, or leave the name out for the newest run",
    ),
    "folder": (
        "folder is a folder, not a run",
        "name a run file, or leave the name out for the newest run",
    ),
    "policy": (
        "policy is a policy, and the other argument is not",
        "name two policies; or for a run: delibctl probe policy, then delibctl diff",
    ),
    f"policy{os.sep}policy.yaml": (
        f"policy{os.sep}policy.yaml is a policy, and the other argument is not",
        f"name two policies; or for a run: delibctl probe policy{os.sep}policy.yaml, then "
        "delibctl diff",
    ),
}


@pytest.mark.parametrize("name", NOT_COMPARED)
def test_what_is_no_comparable_run_is_named_on_either_side(
    diff: Callable[..., Done], name: str
) -> None:
    what, next = NOT_COMPARED[name]

    for done in (diff("run.sqlite", name), diff(name, "run.sqlite")):
        assert done.code == 2
        assert done.out == ""
        assert done.err.split("delibctl: ", 1)[1] == f"{what}\n  next: {next}\n"


@pytest.mark.parametrize(
    ("before", "after", "first", "second"),
    [("run", "shop", "permits", "shop"), ("shop", "run", "shop", "permits")],
)
def test_runs_of_different_policies_are_named(
    diff: Callable[..., Done], before: str, after: str, first: str, second: str
) -> None:
    done = diff(f"{before}.sqlite", f"{after}.sqlite")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[1:] == [
        f"delibctl: these are runs of different policies: {first} before, {second} after",
        "  next: name two runs of one policy",
    ]


@pytest.mark.parametrize(
    ("before", "after", "side"), [("run", "broken", "later"), ("broken", "run", "earlier")]
)
def test_a_run_whose_trials_are_broken_is_not_to_be_trusted(
    diff: Callable[..., Done], before: str, after: str, side: str
) -> None:
    done = diff(f"{before}.sqlite", f"{after}.sqlite")

    assert done.code == 4
    assert " ".join(done.out.split()).startswith(
        f"Not to be trusted: mock gave no usable answer to 1 of 2 questions of the {side} run; "
        "make sure that the model answers, and probe again. "
    )
    assert "1 of 2 trials are broken or unreadable, at most 5.0% may be" in done.err


@pytest.mark.parametrize(("before", "after"), [("run", "unfinished"), ("unfinished", "run")])
def test_a_run_that_is_not_finished_decides_nothing(
    diff: Callable[..., Done], before: str, after: str
) -> None:
    done = diff(f"{before}.sqlite", f"{after}.sqlite")

    assert done.code == 5
    assert done.out.splitlines()[0] == (
        "Undecided: a run is not finished; finish it with the same probe, and compare again."
    )
    assert "a run is not finished, so only what was asked is compared" in done.err


def test_a_run_of_an_earlier_delibctl_is_compared_like_one_of_today(
    diff: Callable[..., Done],
) -> None:
    early, today = diff("run.sqlite", "early.sqlite"), diff("run.sqlite", "worse.sqlite")

    assert (early.code, early.out) == (today.code, today.out)
    assert early.out.startswith("Undecided: 1 of 2 cases of permits.forge got worse")
