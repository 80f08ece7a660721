"""`delibctl.diff_runs`: which runs can be compared, and what is said about the others."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.compared_runs import BROKEN, NO_CLAUSE, RIGHT, asked, run_of
from support.example_run import FORGE, POLICY
from support.run_files import store_run
from support.scored_trials import said

import delibctl
from delibctl.compare.runs.change import ChangeKind, Obstacle
from delibctl.errors import DelibctlError
from delibctl.model import Deliberated, Judge, Mode, ModelSpec, Outcome, Run, Verdict
from delibctl.stats.share import Share


def compared(folder: Path, before: Run, after: Run) -> delibctl.RunComparison:
    """The comparison of two runs that are written to files."""
    return delibctl.diff_runs(
        store_run(folder / "before.sqlite", before),
        store_run(folder / "after.sqlite", after),
        workspace=delibctl.open_workspace(folder),
    )


BEFORE = run_of([asked("a", RIGHT), asked("b", RIGHT)])
AFTER = run_of([asked("a", NO_CLAUSE), asked("b", RIGHT)], started="2")


def test_a_change_has_the_reasoning_and_the_answer_of_both_sides(tmp_path: Path) -> None:
    before = run_of([asked("a", said(FORGE, reasoning="It is forging."))])
    after = run_of([asked("a", said(reasoning="It is a copy."))], started="2")

    (change,) = compared(tmp_path, before, after).models[0].changes

    assert change.before is not None
    assert change.after is not None
    assert (change.before.reasoning, change.after.reasoning) == (
        "It is forging.",
        "It is a copy.",
    )
    assert change.after.answer == "An answer."


def test_the_runs_are_there_without_their_trials(tmp_path: Path) -> None:
    comparison = compared(tmp_path, BEFORE, AFTER)

    assert (comparison.before.trials, comparison.after.trials) == ((), ())
    assert comparison.finished
    assert comparison.changed
    assert (comparison.notes, comparison.policy_changes) == ((), 0)


def _of_model(alias: str) -> Run:
    model = ModelSpec(alias=alias, name=f"openai/{alias}")
    trials = tuple(replace(t, key=replace(t.key, model=alias)) for t in AFTER.trials)
    return replace(AFTER, plan=replace(AFTER.plan, models=(model,)), trials=trials)


def _in_mode(mode: Mode) -> Run:
    trials = tuple(replace(t, key=replace(t.key, mode=mode)) for t in AFTER.trials)
    return replace(AFTER, plan=replace(AFTER.plan, modes=(mode,)), trials=trials)


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (
            replace(AFTER, policy=replace(POLICY, id="parking")),
            "these are runs of different policies: permits before, parking after. "
            "Next: name two runs of one policy",
        ),
        (
            run_of([asked("c", RIGHT)]),
            "the runs have no case in common: 2 cases before, 1 case after, with other ids. "
            "Next: probe the same cases again, or name another run",
        ),
        (
            _of_model("other"),
            "the runs have no model in common: mock before, other after. "
            "Next: probe the same model again, under the same alias",
        ),
        (
            _in_mode(Mode.FULL),
            "the runs have no mode in common: category before, full after. "
            "Next: probe again in the same mode",
        ),
    ],
    ids=["policies", "cases", "models", "modes"],
)
def test_runs_that_have_nothing_in_common_are_an_error(
    tmp_path: Path, after: Run, message: str
) -> None:
    with pytest.raises(DelibctlError) as error:
        compared(tmp_path, BEFORE, after)

    assert f"{error.value.what}. Next: {error.value.next}" == message


def _interrupted(run: Run) -> Run:
    return replace(run, trials=run.trials[:1], info=replace(run.info, finished=False))


def _with_model(run: Run, **changes: object) -> Run:
    (model,) = run.plan.models
    changed = replace(model, **changes)  # type: ignore[arg-type]
    return replace(run, plan=replace(run.plan, models=(changed,)))


def _with_another(run: Run) -> Run:
    another = ModelSpec(alias="another", name="openai/another")
    return replace(run, plan=replace(run.plan, models=(*run.plan.models, another)))


def _without_b(run: Run) -> Run:
    return replace(run, cases=run.cases[:1], trials=run.trials[:1], unselected=("b",))


@pytest.mark.parametrize(
    ("edit", "note"),
    [
        (_interrupted, "the run after is not finished: only what was asked is compared"),
        (
            lambda run: _with_model(run, name="openai/newer"),
            "mock is openai/newer now, and was openai/mock",
        ),
        (
            lambda run: _with_model(run, temperature=0.5, seed=7),
            "mock has other settings than before: temperature, seed",
        ),
        (_with_another, "model another not compared: only the run after has it"),
        (
            lambda run: replace(run, plan=replace(run.plan, template=2)),
            "the prompts are of template 1 before and 2 after, so no answer is compared",
        ),
        (
            _without_b,
            "1 case not compared: retired in the run after",
        ),
        (
            lambda run: replace(_without_b(run), filters="--case a"),
            "1 case not compared: left out by the filters of the run after, or retired in it",
        ),
    ],
    ids=["interrupted", "model", "settings", "models", "template", "retired", "filters"],
)
def test_what_is_not_compared_or_other_than_before_is_said(
    tmp_path: Path, edit: Callable[[Run], Run], note: str
) -> None:
    assert compared(tmp_path, BEFORE, edit(AFTER)).notes == (note,)


def test_broken_trials_of_a_side_are_counted(tmp_path: Path) -> None:
    after = run_of([asked("a", BROKEN), asked("b", RIGHT)], started="2")

    (model,) = compared(tmp_path, BEFORE, after).models

    assert model.after.unusable == Share(hits=1, total=2)
    assert model.before.unusable == Share(hits=0, total=2)


def _seen(run: Run, outcome: Outcome, version: str) -> Run:
    """The run as another version of the judge `patterns` saw it."""
    trials = []
    for trial in run.trials:
        assert isinstance(trial.result, Deliberated)
        observation = replace(trial.result.observation, outcome=outcome)
        trials.append(replace(trial, result=replace(trial.result, observation=observation)))
    return replace(run, trials=tuple(trials), info=replace(run.info, delibctl=version))


def test_another_version_of_the_judge_is_no_regression(tmp_path: Path) -> None:
    before = _seen(run_of([asked("a", RIGHT)]), Outcome.REFUSE, "0.0.9")
    after = _seen(run_of([asked("a", RIGHT)], started="2"), Outcome.COMPLY, "0.1.0")

    comparison = compared(tmp_path, before, after)

    assert comparison.models[0].changes == ()
    assert comparison.notes == (
        "the runs were judged by delibctl 0.0.9 and 0.1.0: `patterns` of delibctl "
        f"{delibctl.__version__} judged the answers of both again",
    )


def _judged(run: Run, *judges: Judge) -> Run:
    trials = tuple(
        replace(
            trial,
            verdicts=tuple(
                Verdict(judge=judge.name, outcome=Outcome.REFUSE, correctness=5, helpfulness=5)
                for judge in judges
            ),
        )
        for trial in run.trials
    )
    return replace(run, judges=judges, trials=trials)


GRADER = Judge(name="grader", model=ModelSpec(alias="grader", name="openai/grader"))


def test_models_that_judge_are_the_same_on_both_sides_or_nothing_is_compared(
    tmp_path: Path,
) -> None:
    comparison = compared(tmp_path, BEFORE, _judged(AFTER, GRADER))

    assert comparison.notes == (
        "the judges differ (patterns before, grader after), so outcomes cannot be compared; let "
        "the same judges vote on both runs",
    )
    reasons = [change.reason for change in comparison.models[0].changes]
    assert reasons == [Obstacle.JUDGES, Obstacle.JUDGES]


def test_the_same_model_as_a_judge_is_comparable(tmp_path: Path) -> None:
    comparison = compared(tmp_path, _judged(BEFORE, GRADER), _judged(AFTER, GRADER))

    assert comparison.notes == ()
    assert comparison.models[0].counts == {ChangeKind.REGRESSED: 1, ChangeKind.SAME: 1}


def test_a_fitted_judge_that_is_gone_leaves_outcomes_incomparable(tmp_path: Path) -> None:
    one, other = (Judge(name="fitted", fit=fit) for fit in ("x", "y"))

    comparison = compared(tmp_path, _judged(BEFORE, one), _judged(AFTER, other))

    assert comparison.notes == (
        "fitted cannot judge both runs again, so outcomes cannot be compared: there is no fitted "
        "judge for the policy permits: fitted/permits.json does not exist",
    )
    assert {change.reason for change in comparison.models[0].changes} == {Obstacle.JUDGES}


def test_filters_and_models_select_what_is_compared(tmp_path: Path) -> None:
    paths = (
        store_run(tmp_path / "before.sqlite", BEFORE),
        store_run(tmp_path / "after.sqlite", AFTER),
    )
    workspace = delibctl.open_workspace(tmp_path)

    only_b = delibctl.diff_runs(
        *paths, models="mock", filters=delibctl.Filters(case=["b"]), workspace=workspace
    )

    assert only_b.models[0].counts == {ChangeKind.SAME: 1}
    with pytest.raises(DelibctlError, match="unknown model 'mok'"):
        delibctl.diff_runs(*paths, models="mok", workspace=workspace)


def test_a_run_file_of_a_later_format_says_what_to_upgrade(tmp_path: Path) -> None:
    path = store_run(tmp_path / "before.sqlite", BEFORE)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")

    with pytest.raises(DelibctlError, match="is a run file of format 99; this delibctl reads up"):
        delibctl.diff_runs(
            path,
            store_run(tmp_path / "after.sqlite", AFTER),
            workspace=delibctl.open_workspace(tmp_path),
        )
