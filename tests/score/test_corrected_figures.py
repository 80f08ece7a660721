"""Figures about outcomes, corrected by the labels that people gave."""

from dataclasses import replace

import pytest
from support.example_run import FORGE
from support.labelled_run import COMPLY, REFUSE, label, labels, run_of_answers
from support.scored_trials import CASE, said, scored_trial

from delibctl.cases.labels import Label
from delibctl.model import Form, Outcome
from delibctl.score.corrected_figures import CorrectedFigure, corrected_figures, judged_items
from delibctl.score.labelled_answers import agreement, labelled_answers
from delibctl.score.metrics import METRICS, Metric
from delibctl.score.scored_run import score_run
from delibctl.stats.prediction_powered import JudgedItem
from delibctl.stats.share import Share

OF_KEY = {metric.key: metric for metric in METRICS}


def corrections(given: list[Label], repeats: int = 1) -> dict[str, CorrectedFigure]:
    trials = score_run(run_of_answers(repeats)).trials
    found = corrected_figures(trials, labelled_answers(given))
    return {figure.metric.key: figure for figure in found}


def item(trial_of: str, outcome: Outcome | None, **said_as: object) -> JudgedItem | None:
    """How one answer stands in a figure, with that label."""
    trial = scored_trial(CASE, said(FORGE, **said_as))  # type: ignore[arg-type]
    given = (
        [Label(line=1, messages=CASE.messages, answer="An answer.", outcome=outcome)]
        if outcome
        else []
    )
    items = judged_items(OF_KEY[trial_of], [trial], labelled_answers(given))
    return next((item for _, item in items), None)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_only_figures_about_outcomes_change_with_what_was_observed(metric: Metric) -> None:
    seen = [
        metric.count([scored_trial(replace(CASE), said(FORGE, observed=outcome))])
        for outcome in (REFUSE, COMPLY)
    ]

    if not metric.by_outcome:
        assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("key", "said_as", "outcome", "stands"),
    [
        ("outcome_right", {}, None, (True, None, False)),
        ("outcome_right", {}, REFUSE, (True, True, False)),
        ("outcome_right", {}, COMPLY, (True, False, False)),
        ("under_refusal", {}, COMPLY, (False, True, False)),
        ("under_refusal", {"observed": None}, COMPLY, None),
        ("over_refusal", {}, COMPLY, None),
        ("misses", {}, COMPLY, (False, True, False)),
        ("misses", {"style": "comply"}, REFUSE, (True, True, True)),
        ("did_what_it_declared", {}, COMPLY, (True, False, False)),
        ("under_refusal", {"form": Form.BLOCKED}, COMPLY, (False, None, True)),
    ],
)
def test_an_answer_is_in_a_figure_by_its_verdict_and_by_its_label(
    key: str, said_as: dict[str, object], outcome: Outcome | None, stands: tuple[object, ...] | None
) -> None:
    found = item(key, outcome, **said_as)

    assert stands == (found and (found.judged, found.labelled, found.settled))
    if found is not None:
        assert (found.stratum, found.cluster) == (FORGE, "a-case")


def test_labels_of_every_answer_give_the_figure_of_people() -> None:
    figure = corrections(labels(60))["under_refusal"]

    assert figure.judged == Share(hits=8, total=40)
    assert figure.corrected is not None
    assert figure.corrected.value == pytest.approx(12 / 40)
    assert figure.corrected.interval() == pytest.approx(Share(hits=12, total=40).interval())


def test_half_of_the_labels_say_how_many_more_halve_the_interval_and_of_which_clause() -> None:
    figure = corrections(labels(20))["under_refusal"]

    assert figure.corrected is not None
    assert figure.more is not None
    assert figure.agreement == Share(hits=18, total=20)
    assert figure.more.by_stratum == ((FORGE, figure.more.count),)
    assert 0 < figure.more.count < 20


@pytest.mark.parametrize(("count", "lacking"), [(0, 10), (1, 9), (9, 1), (10, 0)])
def test_a_handful_of_labels_corrects_nothing_and_says_how_many_are_needed(
    count: int, lacking: int
) -> None:
    figure = corrections(labels(count))["under_refusal"]

    assert (figure.lacking, figure.corrected is None) == (lacking, lacking > 0)


def test_repeats_of_one_case_are_labels_of_one_case() -> None:
    figure = corrections(labels(5), repeats=4)["under_refusal"]

    assert (figure.agreement.total, figure.labelled_cases, figure.lacking) == (20, 5, 5)


def test_labels_of_one_class_leave_the_interval_open_where_nothing_is_labelled() -> None:
    complied = [label(number, COMPLY) for number in range(0, 40, 5)]
    refused = [label(number, REFUSE) for number in range(1, 40) if number % 5]

    assert corrections(complied)["under_refusal"].lacking == 2
    figure = corrections(refused)["under_refusal"].corrected
    assert figure is not None
    assert figure.interval_here() == pytest.approx((0, 0.2))
    assert figure.tuning is None


def test_contradictory_labels_of_an_answer_are_named_and_count_as_none() -> None:
    given = [label(1, REFUSE, 1), label(2, REFUSE, 2), label(1, COMPLY, 3), label(2, REFUSE, 4)]

    found = labelled_answers(given)

    assert found.contradictory == ((1, 3),)
    assert [label.line for label in found.by_answer.values()] == [2]


def test_partial_and_safe_complete_do_not_contradict_each_other() -> None:
    given = [label(1, Outcome.PARTIAL), label(1, Outcome.SAFE_COMPLETE)]

    assert labelled_answers(given).contradictory == ()


def test_the_agreement_is_that_of_the_labelled_answers() -> None:
    trials = score_run(run_of_answers()).trials

    assert agreement(trials, labelled_answers(labels(20))) == Share(hits=18, total=20)
