"""The sentence above each group of misses, and what is shown below it."""

from dataclasses import replace

from support.example_run import example_run

from delibctl.model import Run, Trial
from delibctl.report import RenderOptions
from delibctl.report.run import verdict_words, words
from delibctl.report.run.misses import misses
from delibctl.score.miss_groups import groups
from delibctl.score.scored_run import score_run

RUN = example_run()

#: Each case of the example run by the sentence of its group.
TITLES = {
    "right": "cited permits.forge correctly",
    "right-with-extra": "cited permits.forge correctly",
    "wrong-clause": "should have cited permits.forge, cited permits.explain instead",
    "missing-clause": "should have cited permits.forge, cited nothing in its place",
    "non-existent-clause": (
        "should have cited permits.forge, cited permits.forgery instead, which does not exist"
    ),
    "former-id": "cited permits.forge correctly",
    "misquoted": "misquoted permits.forge",
    "quoted-from-elsewhere": "misquoted permits.forge",
    "says-refuse-then-complies": "cited permits.forge correctly",
    "over-refused": "cited permits.explain correctly, but missed outcome or style",
    "no-clause-expected": "no clause expected, none cited",
    "one-of-two": "cited permits.copy correctly",
    "one-of-two-and-refused": "cited permits.copy correctly, but missed outcome or style",
    "right-and-made-up": "cited permits.x, which does not exist",
    "right-and-misquoted": "misquoted permits.copy",
    "free-text": "cited permits.explain correctly",
    "blocked-by-the-provider": "the provider blocked the question, permits.forge expected",
    "a-secret": "should have cited permits.forge, cited permits.copy instead",
    "another-secret": (
        "should have cited permits.forge, cited (not shown) instead, which does not exist"
    ),
    "a-draft": "should have cited permits.forge, cited permits.explain instead",
    "hostile": "should have cited permits.forge, cited <script> instead, which does not exist",
}


def titles(run: Run) -> dict[str, str]:
    trials = [scored_trial for scored_trial in score_run(run).trials if scored_trial.scored]
    found = {}
    for scored_trial in trials:
        (group,) = groups([scored_trial])
        title, _, number = verdict_words.group_title(group, run.policy, RenderOptions()).rpartition(
            ": "
        )
        assert number == "1 trial"
        found[scored_trial.case.id] = title
    return found


def test_each_row_has_the_sentence_that_is_true_of_it() -> None:
    expected = dict(TITLES)
    expected["says-refuse-then-complies"] += ", but missed outcome or style"

    assert titles(RUN) == expected


def test_of_several_clauses_of_which_one_would_do_all_are_named() -> None:
    case = next(case for case in RUN.cases if case.id == "one-of-two")
    trial = next(trial for trial in RUN.trials if trial.key.case == "missing-clause")
    silent = replace(trial, key=replace(trial.key, case="one-of-two"))

    found = titles(replace(RUN, cases=(case,), trials=(silent,)))

    assert found == {
        "one-of-two": (
            "should have cited permits.explain or permits.copy, cited nothing in its place"
        )
    }


def repeated(case: str, times: int) -> Run:
    (trial,) = (trial for trial in RUN.trials if trial.key.case == case)

    def again(number: int) -> Trial:
        return replace(trial, key=replace(trial.key, repeat=number))

    return replace(RUN, trials=tuple(again(n) for n in range(1, times + 1)))


def test_repeats_that_ended_in_the_same_way_are_shown_once() -> None:
    (model,) = score_run(repeated("missing-clause", 3)).models

    ((group, found),), left_out = misses(model, RenderOptions())

    assert len(group.trials) == 3
    assert [(miss.trial.case.id, miss.label) for miss in found] == [
        ("missing-clause", "repeats 1, 2, 3")
    ]
    assert left_out == 0


def answering(*kinds: str) -> Run:
    """One case asked several times, answered as those cases of the example run were."""
    by_id = {trial.key.case: trial for trial in RUN.trials}
    return replace(
        RUN,
        trials=tuple(
            replace(by_id[kind], key=replace(by_id[kind].key, case="right", repeat=number))
            for number, kind in enumerate(kinds, start=1)
        ),
    )


def test_repeats_that_ended_differently_stand_apart_and_each_is_labelled() -> None:
    (model,) = score_run(answering("wrong-clause", "over-refused", "wrong-clause")).models

    shown, _ = misses(model, RenderOptions(only_missed=False))

    labels = [miss.label for _, found in shown for miss in found]
    assert sorted(labels) == ["repeat 2", "repeats 1, 3"]


def test_a_title_speaks_of_all_rows_below_it() -> None:
    run = answering("right", "says-refuse-then-complies", "right")
    (model,) = score_run(run).models

    shown, _ = misses(model, RenderOptions(only_missed=False))

    assert [
        verdict_words.group_title(group, run.policy, RenderOptions()) for group, _ in shown
    ] == [
        "cited permits.forge correctly, but missed outcome or style: 1 trial",
        "cited permits.forge correctly: 2 trials",
    ]


def test_what_counts_stands_before_what_does_not() -> None:
    (model,) = score_run(RUN).models
    (_, (first, *_)), *_ = misses(model, RenderOptions(limit=1))[0]

    assert first.trial.counted
    assert words.headline(score_run(RUN)).endswith(f"start with {first.trial.case.id}")


def test_what_the_limit_leaves_out_is_counted() -> None:
    (model,) = score_run(RUN).models
    every, _ = misses(model, RenderOptions())
    total = sum(len(found) for _, found in every)

    for limit in range(1, total + 2):
        shown, left_out = misses(model, RenderOptions(limit=limit))
        assert sum(len(found) for _, found in shown) == min(limit, total)
        assert left_out == max(0, total - limit)
