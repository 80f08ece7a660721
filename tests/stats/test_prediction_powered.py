"""A share that few labels correct, and the interval that they allow."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from statistics import fmean, linear_regression

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.stats.prediction_powered import CorrectedShare, JudgedItem, prediction_powered
from delibctl.stats.share import Share

items = st.builds(
    JudgedItem,
    judged=st.booleans(),
    labelled=st.sampled_from((True, False, None)),
    stratum=st.sampled_from("abc"),
    cluster=st.integers(0, 20),
)


def corrected(answers: Sequence[JudgedItem]) -> CorrectedShare:
    share = prediction_powered(answers)
    assert share is not None
    return share


def width(answers: Sequence[JudgedItem]) -> float:
    low, high = corrected(answers).interval()
    return high - low


def width_here(answers: Sequence[JudgedItem]) -> float:
    low, high = corrected(answers).interval_here()
    return high - low


def answers(*, yes: str, no: str, unlabelled: tuple[int, int] = (0, 0)) -> list[JudgedItem]:
    """Answers where the judge says yes and no, with a label each, `+` or `-`, and without."""
    said = [(True, mark == "+") for mark in yes] + [(False, mark == "+") for mark in no]
    open_ = [(True, None)] * unlabelled[0] + [(False, None)] * unlabelled[1]
    return [
        JudgedItem(judged=judged, labelled=labelled, cluster=number)
        for number, (judged, labelled) in enumerate([*said, *open_])
    ]


def test_no_answer_has_no_share() -> None:
    assert prediction_powered([]) is None


def test_the_share_is_that_of_ppi_plus_plus_with_its_tuning() -> None:
    few = answers(yes="++++++--", no="+-------------", unlabelled=(70, 130))

    pairs = [(float(i.judged), float(i.labelled)) for i in few if i.labelled is not None]
    judged, labelled = zip(*pairs, strict=True)
    tuning = linear_regression(judged, labelled).slope  # the covariance over the judge's variance
    share = tuning * fmean(i.judged for i in few) + fmean(y - tuning * f for f, y in pairs)
    assert corrected(few).tuning == pytest.approx(tuning)
    assert corrected(few).value == pytest.approx(share)


@given(st.lists(items.filter(lambda item: item.labelled is not None), min_size=1))
def test_labels_of_all_answers_leave_the_judge_no_say(labelled: list[JudgedItem]) -> None:
    apart = [replace(item, cluster=number) for number, item in enumerate(labelled)]
    seen = Share(hits=sum(bool(item.labelled) for item in apart), total=len(apart))

    assert corrected(apart).value == pytest.approx(seen.value)
    assert corrected(apart).interval() == pytest.approx(seen.interval())
    assert width_here(apart) == 0


def test_without_labels_the_judge_is_repeated_and_nothing_is_certain() -> None:
    none = corrected(answers(yes="", no="", unlabelled=(3, 7)))

    assert (none.value, none.interval(), none.tuning) == (0.3, (0.0, 1.0), None)


def test_what_is_settled_needs_no_label() -> None:
    settled = [replace(item, settled=True) for item in answers(yes="", no="", unlabelled=(3, 7))]

    assert corrected(settled).interval() == pytest.approx(Share(hits=3, total=10).interval())


@given(st.lists(items, min_size=1))
def test_the_interval_lies_between_nothing_and_all_and_holds_the_share(
    drawn: list[JudgedItem],
) -> None:
    low, high = corrected(drawn).interval()

    assert 0 <= low <= corrected(drawn).value <= high <= 1


def test_labels_that_all_agree_leave_room_for_errors_not_seen_yet() -> None:
    low, high = corrected(answers(yes="+" * 5, no="-" * 15, unlabelled=(95, 285))).interval()

    assert low < 0.25 - 0.1
    assert high > 0.25 + 0.1


def test_a_stratum_with_more_labels_counts_for_no_more_than_its_size() -> None:
    rare = [replace(item, stratum="rare") for item in answers(yes="", no="+" * 10)]
    often = [replace(i, stratum="often") for i in answers(yes="", no="-" * 10, unlabelled=(0, 180))]

    assert corrected([*rare, *often]).value == pytest.approx(10 / 200)


def test_a_stratum_without_labels_is_taken_to_be_like_the_others() -> None:
    seen = [replace(item, stratum="seen") for item in answers(yes="", no="+---")]
    open_ = [replace(i, stratum="open") for i in answers(yes="", no="", unlabelled=(0, 96))]

    assert corrected([*seen, *open_]).value == pytest.approx(0.25)


def test_answers_of_one_case_that_are_alike_count_as_one() -> None:
    apart = answers(yes="++++----", no="----++--" * 2, unlabelled=(40, 80))
    repeated = [item for item in apart for _ in range(5)]

    assert width(repeated) == pytest.approx(width(apart), rel=0.1)


def test_the_interval_of_more_labels_is_the_one_that_they_bring() -> None:
    half = answers(yes="+" * 10, no="-" * 20, unlabelled=(100, 200))
    twice = answers(yes="+" * 20, no="-" * 40, unlabelled=(90, 180))
    more = {("", True): 10, ("", False): 20}

    assert corrected(half).interval_here(more) == pytest.approx(corrected(twice).interval_here())


@pytest.mark.parametrize("labels", [10, 30, 100])
def test_intervals_hold_the_share_of_all_labels_where_those_of_the_judge_do_not(
    labels: int,
) -> None:
    random, draws = Random(labels), 100
    truth, right = 0.1, {True: 0.95, False: 0.9}
    held = held_by_judge = 0
    for _ in range(draws):
        people = [random.random() < truth for _ in range(400)]
        judge = [said if random.random() < right[said] else not said for said in people]
        drawn = set(random.sample(range(400), labels))
        low, high = corrected(
            [
                JudgedItem(judged=f, labelled=y if i in drawn else None, cluster=i)
                for i, (y, f) in enumerate(zip(people, judge, strict=True))
            ]
        ).interval()
        held += low <= truth <= high
        naive = Share(hits=sum(judge), total=400).interval()
        assert naive is not None
        held_by_judge += naive[0] <= truth <= naive[1]

    assert held / draws >= 0.93
    assert held_by_judge / draws < 0.1
