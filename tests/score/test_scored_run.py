"""A run against its own cases: what is there of each model and mode, and what should be."""

from dataclasses import replace

from support.example_run import example_run
from support.several_modes_run import several_modes_run

from delibctl.cases import Selection
from delibctl.model import Kind
from delibctl.score.scored_run import score_run

ONE, SEVERAL = example_run(), several_modes_run()


def test_a_model_stands_there_once_for_each_mode() -> None:
    assert [model.name for model in score_run(SEVERAL).models] == [
        "gpt, mode category",
        "gpt, mode recall",
        "baseline, mode category",
        "baseline, mode recall",
    ]


def test_a_model_in_one_mode_is_named_by_its_alias() -> None:
    assert [model.name for model in score_run(ONE).models] == ["mock"]


def test_planned_are_cases_times_models_times_modes_times_repeats() -> None:
    thrice = replace(SEVERAL, plan=replace(SEVERAL.plan, repeats=3))

    assert score_run(thrice).planned == 6 * 2 * 2 * 3
    assert {model.planned for model in score_run(thrice).models} == {6 * 3}


def test_of_selected_cases_only_those_are_planned() -> None:
    diff = score_run(SEVERAL, Selection(kind=(Kind.JAILBREAK,)))

    assert (len(diff.trials), diff.planned) == (4, 4)


def test_a_sample_is_of_the_cases_whether_their_trials_are_there_or_not() -> None:
    half = replace(ONE, trials=ONE.trials[::2])

    sampled = [score_run(run, Selection(sample=12, seed=3)) for run in (ONE, half)]

    whole, rest = ({scored_trial.case.id for scored_trial in diff.trials} for diff in sampled)
    assert rest < whole
    assert [diff.planned for diff in sampled] == [12, 12]
