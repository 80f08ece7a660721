"""A long run is read and scored by two processes, with the result of one."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.run_files import keep, run_of

import delibctl
from delibctl.api.runs.read_scored import Scoring, by_two
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.workers.forked import Forked, can_fork
from delibctl.errors import DelibctlError
from delibctl.model import Run
from delibctl.score.scored_run import assemble_run, score_run
from delibctl.score.scored_trial import ScoredTrial

pytestmark = pytest.mark.skipif(not can_fork(), reason="one processor, or no fork")

#: Damage to one trial or text; each is told by whoever meets it first.
DAMAGE = (
    "UPDATE trial SET result = '{' WHERE rowid = 1",
    "UPDATE trial SET result = '{' WHERE rowid = (SELECT max(rowid) FROM trial)",
    "UPDATE trial SET state = 'fine'",
    "UPDATE trial SET \"case\" = CAST(x'ff' AS TEXT) WHERE rowid = 4",
    'UPDATE trial SET repeat = 9 WHERE "case" = (SELECT max("case") FROM trial)',
    'UPDATE trial SET model = 7 WHERE "case" = (SELECT min("case") FROM trial)',
    "DELETE FROM text",
    "UPDATE text SET content = content || '.'",
    'DELETE FROM trial WHERE "case" = (SELECT max("case") FROM trial)',
)


def scoring(run: Run) -> Scoring:
    aliases = frozenset(model.alias for model in run.plan.models)
    return Scoring(run=run, cases=run.cases_by_id, aliases=aliases, texts=False)


def by_one(file: RunFile, run: Run) -> list[ScoredTrial]:
    return list(scoring(run).scored(file.planned_trials(run)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return keep(tmp_path, 1, run_of())


def test_two_processes_score_a_run_as_one_does(path: Path) -> None:
    with closing(RunFile.open(path)) as file:
        run = file.without_trials()
        by_both = by_two(file, scoring(run))
        whole = file.load()

        assert by_both == by_one(file, run)
    one, both = score_run(whole), assemble_run(run, by_both)
    assert [(m.summary, m.usage, m.planned) for m in both.models] == [
        (m.summary, m.usage, m.planned) for m in one.models
    ]


@pytest.mark.parametrize("damage", DAMAGE)
def test_two_processes_name_the_damage_that_one_names(damage: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute(damage)
        database.commit()
    with closing(RunFile.open(path)) as file:
        run = file.without_trials()
        with pytest.raises(DelibctlError) as one:
            by_one(file, run)
        with pytest.raises(DelibctlError) as two:
            by_two(file, scoring(run))

    assert str(two.value) == str(one.value)


def two_runs(folder: Path, repeats: int) -> tuple[Path, Path]:
    """Two runs of other answers, as if so many repeats were planned."""
    run = run_of()
    run = replace(run, plan=replace(run.plan, repeats=repeats))
    results = [trial.result for trial in run.trials]
    pairs = zip(run.trials, [*results[1:], results[0]], strict=True)
    other = replace(run, trials=tuple(replace(trial, result=result) for trial, result in pairs))
    return keep(folder, 1, run), keep(folder, 2, other)


def test_two_processes_compare_two_runs_as_one_does(tmp_path: Path) -> None:
    one, two = (
        delibctl.diff_runs(*two_runs(tmp_path / str(repeats), repeats)) for repeats in (1, 1_000)
    )

    assert one.changed
    assert [(m.changes, m.counts, m.paired) for m in two.models] == [
        (m.changes, m.counts, m.paired) for m in one.models
    ]


@pytest.mark.parametrize("damaged", [(0,), (1,), (0, 1)])
def test_of_two_damaged_runs_the_first_is_named(damaged: tuple[int, ...], tmp_path: Path) -> None:
    paths = two_runs(tmp_path, 1_000)
    for number in damaged:
        with closing(sqlite3.connect(paths[number])) as database:
            database.execute(DAMAGE[0])
            database.commit()

    with pytest.raises(DelibctlError) as raised:
        delibctl.diff_runs(*paths)

    assert raised.value.what.startswith(f"the run file {paths[damaged[0]]} is damaged at table")


def test_a_second_process_that_fails_leaves_its_part_to_the_first() -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with Forked(failing) as other:
        assert other.written() is None


def test_a_second_process_is_gone_when_the_first_stops(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        (tmp_path / "process").write_text(str(os.getpid()))
        (tmp_path / "started").touch()
        while True:
            yield b""

    def interrupted() -> None:
        with Forked(endless):
            while not (tmp_path / "started").exists():
                pass
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "process").read_text()), 0)
