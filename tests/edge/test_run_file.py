"""The run file: what is kept is what comes back."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.example_run import example_run

from delibctl.edge.run_file.plan_key import plan_key
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import is_run_file
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Run


def kept(path: Path, run: Run, *, finished: bool = True) -> Path:
    """Write a run, trial by trial."""
    file = RunFile.create(path, replace(run, trials=()))
    for trial in run.trials:
        file.store(trial)
    if finished:
        file.finish()
    file.close()
    return path


def test_a_run_that_is_kept_comes_back_whole(tmp_path: Path) -> None:
    run = example_run()

    file = RunFile.open(kept(tmp_path / "run.sqlite", run))
    back = file.load()
    file.close()

    by_key = sorted(run.trials, key=lambda trial: trial.key)
    assert back == replace(run, trials=tuple(by_key), info=replace(run.info, finished=True))


def test_a_closed_run_is_a_single_file(tmp_path: Path) -> None:
    kept(tmp_path / "run.sqlite", example_run())

    assert [path.name for path in tmp_path.iterdir()] == ["run.sqlite"]
    assert is_run_file(tmp_path / "run.sqlite")


def test_the_same_plan_continues_and_another_does_not(tmp_path: Path) -> None:
    run = example_run()
    path = kept(tmp_path / "run.sqlite", run, finished=False)

    same = RunFile.create(path, replace(run, trials=()))
    assert same.trial_keys() == {trial.key for trial in run.trials}
    same.close()
    with pytest.raises(DelibctlError, match="another plan"):
        RunFile.create(path, replace(run, plan=replace(run.plan, repeats=2)))


def test_what_decides_a_plan_is_policy_cases_and_options(tmp_path: Path) -> None:
    run = example_run()
    key = plan_key(run.policy, run.cases, run.plan)

    others = [
        plan_key(replace(run.policy, title="Other"), run.cases, run.plan),
        plan_key(run.policy, run.cases[1:], run.plan),
        plan_key(run.policy, run.cases, replace(run.plan, judge="other")),
    ]
    assert len({key, *others}) == 4
    assert key == plan_key(run.policy, run.cases, run.plan)
    assert key == plan_key(replace(run.policy, owner="Ada"), run.cases, run.plan)


@pytest.mark.parametrize("reason", ["", "mode full, since it tells less"])
def test_the_reason_for_a_mode_is_kept_beside_the_plan(tmp_path: Path, reason: str) -> None:
    path = kept(tmp_path / "run.sqlite", replace(example_run(), mode_reason=reason))

    with closing(RunFile.open(path)) as file:
        assert file.load().mode_reason == reason


def test_a_policy_that_is_shown_in_every_trial_is_kept_once(tmp_path: Path) -> None:
    run = example_run()
    long = "policy text " * 20_000
    exchange = run.trials[0].exchanges[0]
    message = replace(exchange.messages[0], content=long)
    shown = replace(exchange, messages=(message,))
    trials = tuple(replace(trial, exchanges=(shown,)) for trial in run.trials)

    path = kept(tmp_path / "run.sqlite", replace(run, trials=trials))

    assert len(long) < path.stat().st_size < 2 * len(long)


def test_the_newest_unfinished_run_of_a_plan_is_found(tmp_path: Path) -> None:
    run = example_run()
    state = StateFolder(tmp_path)
    key = plan_key(run.policy, run.cases, run.plan)
    assert state.unfinished_run(key) is None
    kept(state.new_run("2026-01-01T00:00:00Z", "permits"), run)
    assert state.unfinished_run(key) is None
    path = kept(state.new_run("2026-01-01T00:00:00Z", "permits"), run, finished=False)

    assert state.unfinished_run(key) == path
    assert state.unfinished_run("another plan") is None


def test_runs_are_named_by_start_and_policy_and_found_by_name(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    first = kept(state.new_run("2026-01-01T00:00:00Z", "permits"), example_run())
    second = kept(state.new_run("2026-01-02T00:00:00Z", "permits"), example_run())

    assert first.name == "20260101T000000Z-permits.sqlite"
    assert state.find(None) == state.find("@last") == state.find("@-1") == second
    assert state.find("@-2") == state.find("20260101T000000Z-permits") == first
    with pytest.raises(DelibctlError, match="run '@-3' not found"):
        state.find("@-3")
