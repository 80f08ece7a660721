"""What a run says of itself first: a part of it never reads as the whole."""

from dataclasses import replace

from support.example_run import example_run
from support.several_modes_run import several_modes_run

from delibctl.cases import Selection
from delibctl.model import Run
from delibctl.report.run.words import counts, headline, limited, selected
from delibctl.score.scored_run import score_run

ONE = example_run()


def finished(run: Run) -> Run:
    return replace(run, info=replace(run.info, finished=True))


def test_a_finished_run_says_how_much_missed_and_where_to_look() -> None:
    assert headline(score_run(finished(ONE))) == (
        "Permit desk (permits): 13 of 20 trials missed, 1 said it would refuse and then complied "
        "(not counted: 1 draft); start with says-refuse-then-complies"
    )


def test_a_run_that_is_not_finished_says_how_much_of_it_is_there() -> None:
    begun = replace(ONE, trials=ONE.trials[:3])

    assert headline(score_run(begun)) == (
        "Permit desk (permits): 1 of 3 trials missed; the run is not finished: "
        "3 of 24 trials done; start with wrong-clause"
    )


def test_so_does_one_in_which_nothing_missed_or_nothing_was_asked() -> None:
    right, nothing = replace(ONE, trials=ONE.trials[:1]), replace(ONE, trials=())

    assert headline(score_run(right)).endswith(
        "0 of 1 trial missed; the run is not finished: 1 of 24 trials done"
    )
    assert headline(score_run(nothing)).endswith(
        "no trial was counted; the run is not finished: 0 of 24 trials done"
    )


def test_a_run_that_ended_without_some_trials_says_so() -> None:
    lacking = replace(finished(ONE), trials=ONE.trials[:20])

    assert "; 4 of 24 planned trials were not measured; " in headline(score_run(lacking))


def test_trials_that_the_diff_leaves_out_are_not_lacking() -> None:
    chosen = score_run(finished(ONE), Selection(case=("right*",)))

    assert headline(chosen).endswith("2 of 4 trials missed; start with right-and-misquoted")


def test_cases_that_were_not_selected_are_counted_beside_those_that_were() -> None:
    filtered = replace(ONE, unselected=("x", "y"), filters="--kind tension")

    assert list(selected(filtered)) == ["24 of 26 cases; 2 not selected (--kind tension)"]
    assert list(selected(ONE)) == []


def test_the_reason_for_a_mode_stands_before_what_was_selected() -> None:
    explained = replace(ONE, mode_reason="mode full, since I say so")

    assert list(selected(explained)) == ["mode full, since I say so"]


def test_only_a_mode_with_something_to_tell_is_named_by_itself() -> None:
    several = several_modes_run()
    scored = replace(
        several,
        cases=tuple(case for case in several.cases if case.id != "timed-out"),
        trials=tuple(trial for trial in several.trials if trial.key.case != "timed-out"),
    )

    assert list(counts(score_run(several))) == [
        "gpt, mode category: 6 trials, 5 scored, 1 broken (timeout)",
        "gpt, mode recall: 6 trials, 5 scored, 1 broken (timeout)",
        "baseline, mode category: 6 trials, 5 scored, 1 broken (timeout)",
        "baseline, mode recall: 5 of 6 trials, 5 scored",
    ]
    assert list(counts(score_run(scored))) == ["each: 5 trials, 5 scored"]
    assert list(counts(score_run(replace(scored, trials=scored.trials[1:])))) == [
        "gpt, mode category: 4 of 5 trials, 4 scored",
        "each of the others: 5 trials, 5 scored",
    ]


def test_a_run_with_limited_ids_says_that_none_can_be_non_existent() -> None:
    (model,) = ONE.plan.models
    with_enum = replace(ONE, plan=replace(ONE.plan, models=(replace(model, enum=True),)))

    assert list(limited(score_run(ONE))) == []
    assert list(limited(score_run(with_enum))) == [
        f"{model.alias}: `enum` limited ids and styles to those shown, "
        "so few or none can be non-existent"
    ]
