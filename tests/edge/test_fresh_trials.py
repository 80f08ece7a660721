"""Fresh repeats in a run file: kept for one comparison, and never taken for trials of the plan."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.example_run import example_run
from support.run_files import keep

from delibctl.edge.run_file.fresh_trials import FreshTrialFile, FreshTrials, load_fresh_trials
from delibctl.edge.run_file.listing import run_entry, tally
from delibctl.edge.run_file.run_file import RunFile, load_run
from delibctl.errors import DelibctlError
from delibctl.model import Exchange, Reply, Trial, Usage

RUN = example_run()


def again(trial: Trial, repeat: int) -> Trial:
    return replace(trial, key=replace(trial.key, repeat=repeat))


@pytest.fixture
def runs(tmp_path: Path) -> list[Path]:
    """Three runs of one policy; their plans differ in its title."""
    return [
        keep(tmp_path, day, replace(RUN, policy=replace(RUN.policy, title=f"Title {day}")))
        for day in (1, 2, 3)
    ]


def stored(before: Path, after: Path, fresh: FreshTrials) -> None:
    with closing(RunFile.open(before)) as file:
        key = file.plan_key()
    with closing(FreshTrialFile.claim(after, key)) as kept:
        for trial in fresh.before:
            kept.store("before", trial)
        for trial in fresh.after:
            kept.store("after", trial)
        kept.set_looks(fresh.looks or 0)


def test_each_comparison_has_its_own_fresh_repeats(runs: list[Path]) -> None:
    first, second, newest = runs
    trials = sorted(RUN.trials, key=lambda trial: trial.key)
    one = FreshTrials(
        before=(again(trials[0], 2), again(trials[0], 3)), after=(again(trials[1], 2),), looks=2
    )
    other = FreshTrials(before=(again(trials[1], 4),), looks=1)

    stored(first, newest, one)
    stored(second, newest, other)

    assert load_fresh_trials(first, newest) == one
    assert load_fresh_trials(second, newest) == other
    assert load_fresh_trials(newest, first) == FreshTrials()


def test_fresh_repeats_are_no_trials_of_the_run(runs: list[Path]) -> None:
    before, _, after = runs
    run = load_run(after)

    stored(before, after, FreshTrials(after=(again(RUN.trials[0], 7),), looks=1))

    assert load_run(after) == run
    with closing(RunFile.open(after)) as file:
        assert file.trial_keys() == {trial.key for trial in RUN.trials}


def test_a_file_of_an_earlier_version_has_no_fresh_repeats_and_gets_a_table(
    runs: list[Path],
) -> None:
    before, _, after = runs
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("DROP TABLE fresh_trial")
    fresh = FreshTrials(before=(again(RUN.trials[0], 2),), looks=1)

    assert load_fresh_trials(before, after) == FreshTrials()
    stored(before, after, fresh)

    assert load_fresh_trials(before, after) == fresh


def test_a_damaged_repeat_is_named(runs: list[Path]) -> None:
    before, _, after = runs
    stored(before, after, FreshTrials(before=(again(RUN.trials[0], 2),), looks=0))
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("UPDATE fresh_trial SET state = 'good'")
        connection.commit()

    with pytest.raises(DelibctlError, match=r"fresh_trial, row 1 .*unknown state 'good'"):
        load_fresh_trials(before, after)


def test_a_repeat_is_stored_before_the_file_is_closed(runs: list[Path]) -> None:
    before, _, after = runs
    with closing(RunFile.open(before)) as file:
        key = file.plan_key()
    kept = FreshTrialFile.claim(after, key)
    kept.store("before", again(RUN.trials[0], 2))
    kept._connection.close()  # as if the process had been killed

    assert load_fresh_trials(before, after).before == (again(RUN.trials[0], 2),)


def test_the_costs_of_a_run_include_its_fresh_repeats(runs: list[Path]) -> None:
    before, _, after = runs
    reply = Reply(text="raw", usage=Usage(input=10, output=2, price=0.5))
    paid = replace(RUN.trials[0], exchanges=(Exchange(messages=(), reply=reply),))
    costs = tally(run_entry("@last", after)).spent

    stored(before, after, FreshTrials(before=(again(paid, 2),), after=(again(paid, 3),), looks=1))

    spent = tally(run_entry("@last", after)).spent
    assert (spent.asked, spent.price) == (costs.asked + 2, costs.price + 1.0)
