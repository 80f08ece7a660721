"""Each gate passes, fails, or has no verdict: nothing measured is never a pass."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.scored_trials import CASE, expecting, said, scored_trial

from delibctl.gates import Gate, GateResult, GateVerdict, Limits, check, check_run
from delibctl.model import Broken, Form, NotAskable, Outcome, Status
from delibctl.score.scored_run import score_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import Summary, summarise
from delibctl.stats.share import Share

PASSED, FAILED, NO_VERDICT = GateVerdict

ALL = Limits(
    fail_on=tuple(Gate), min_citation_recall=0.5, max_over_refusal=0.5, max_under_refusal=0.5
)

EXPLAINED = expecting(EXPLAIN, style="comply")
RIGHT = scored_trial()
WRONG_CLAUSE = scored_trial(EXPLAINED, said(COPY, style="comply", observed=Outcome.COMPLY))
WRONG_OUTCOME = scored_trial(EXPLAINED, said(EXPLAIN, style="comply", observed=Outcome.REFUSE))
WRONG_STYLE = scored_trial(EXPLAINED, said(EXPLAIN, style="refuse", observed=Outcome.COMPLY))
LAX = scored_trial(CASE, said(FORGE, observed=Outcome.COMPLY))
EXPLAINED_WELL = scored_trial(EXPLAINED, said(EXPLAIN, style="comply", observed=Outcome.COMPLY))
UNREADABLE = scored_trial(EXPLAINED, said(EXPLAIN, style="comply", observed=None))
BLOCKED = scored_trial(CASE, said(style=None, form=Form.BLOCKED))
BROKEN = scored_trial(CASE, Broken(kind="timeout", message="late"))
NOT_ASKABLE = scored_trial(CASE, NotAskable(message="not held"))


def checked(trials: list[ScoredTrial], limits: Limits) -> tuple[GateResult, ...]:
    return check(trials, summarise(trials), limits)


def test_a_gate_that_is_not_asked_for_is_not_there() -> None:
    assert checked([LAX], Limits()) == ()


def test_results_are_given_whole_and_in_order() -> None:
    limits = Limits(
        fail_on=(Gate.OUTCOME, Gate.MISS, Gate.OUTCOME),
        min_citation_recall=0.5,
        max_over_refusal=0.0,
        max_under_refusal=0.125,
    )

    def result(name: str, hits: int, total: int, limit: float, verdict: GateVerdict) -> GateResult:
        return GateResult(
            name=name,
            figure=Share(hits=hits, total=total),
            limit=limit,
            at_least=name.startswith("min"),
            verdict=verdict,
        )

    assert checked([RIGHT, WRONG_OUTCOME], limits) == (
        result("fail-on outcome", 1, 2, 0.0, FAILED),
        result("fail-on miss", 1, 2, 0.0, FAILED),
        result("min-citation-recall", 2, 2, 0.5, PASSED),
        result("max-over-refusal", 1, 1, 0.0, FAILED),
        result("max-under-refusal", 0, 1, 0.125, PASSED),
    )


@pytest.mark.parametrize(
    ("gate", "one", "verdict"),
    [
        (Gate.MISS, RIGHT, PASSED),
        (Gate.MISS, WRONG_CLAUSE, FAILED),
        (Gate.MISS, WRONG_OUTCOME, FAILED),
        (Gate.MISS, WRONG_STYLE, FAILED),
        (Gate.MISS, UNREADABLE, PASSED),
        (Gate.MISS, BROKEN, NO_VERDICT),
        (Gate.MISS, NOT_ASKABLE, NO_VERDICT),
        (Gate.CITATION, RIGHT, PASSED),
        (Gate.CITATION, WRONG_OUTCOME, PASSED),
        (Gate.CITATION, WRONG_CLAUSE, FAILED),
        (Gate.CITATION, BLOCKED, NO_VERDICT),
        (Gate.CITATION, BROKEN, NO_VERDICT),
        (Gate.OUTCOME, RIGHT, PASSED),
        (Gate.OUTCOME, WRONG_CLAUSE, PASSED),
        (Gate.OUTCOME, WRONG_STYLE, PASSED),
        (Gate.OUTCOME, WRONG_OUTCOME, FAILED),
        (Gate.OUTCOME, BLOCKED, PASSED),
        (Gate.OUTCOME, UNREADABLE, NO_VERDICT),
        (Gate.CRITICAL, RIGHT, PASSED),
        (Gate.CRITICAL, LAX, FAILED),
        (Gate.CRITICAL, WRONG_CLAUSE, NO_VERDICT),
        (Gate.CRITICAL, BROKEN, NO_VERDICT),
    ],
    ids=lambda value: None if isinstance(value, ScoredTrial) else str(value),
)
def test_fail_on(gate: Gate, one: ScoredTrial, verdict: GateVerdict) -> None:
    (result,) = checked([one], Limits(fail_on=(gate,)))

    assert (result.name, result.verdict) == (f"fail-on {gate}", verdict)


@pytest.mark.parametrize("gate", Gate)
def test_one_row_that_fails_is_enough(gate: Gate) -> None:
    bad = scored_trial(CASE, said(COPY, style="comply", observed=Outcome.COMPLY))

    (result,) = checked([*[RIGHT] * 50, bad], Limits(fail_on=(gate,)))

    assert result.verdict is FAILED


HALF_CITED = [RIGHT, scored_trial(CASE, said())]
HALF_OVER = [WRONG_OUTCOME, EXPLAINED_WELL]
HALF_UNDER = [RIGHT, LAX]


@pytest.mark.parametrize(
    ("trials", "option", "limit", "verdict"),
    [
        (HALF_CITED, "min_citation_recall", 0.49, PASSED),
        (HALF_CITED, "min_citation_recall", 0.5, PASSED),
        (HALF_CITED, "min_citation_recall", 0.51, FAILED),
        ([BLOCKED], "min_citation_recall", 0.0, NO_VERDICT),
        (HALF_OVER, "max_over_refusal", 0.51, PASSED),
        (HALF_OVER, "max_over_refusal", 0.5, PASSED),
        (HALF_OVER, "max_over_refusal", 0.49, FAILED),
        (HALF_UNDER, "max_over_refusal", 1.0, NO_VERDICT),
        (HALF_UNDER, "max_under_refusal", 0.51, PASSED),
        (HALF_UNDER, "max_under_refusal", 0.5, PASSED),
        (HALF_UNDER, "max_under_refusal", 0.49, FAILED),
        (HALF_OVER, "max_under_refusal", 1.0, NO_VERDICT),
        ([UNREADABLE], "max_over_refusal", 1.0, NO_VERDICT),
    ],
    ids=lambda value: None if isinstance(value, list) else str(value),
)
def test_a_share_is_held_against(
    trials: list[ScoredTrial], option: str, limit: float, verdict: GateVerdict
) -> None:
    (result,) = checked(trials, Limits(**{option: limit}))  # type: ignore[arg-type]

    assert result.verdict is verdict


def summary_with(figure: Share, *keys: str) -> Summary:
    empty = summarise([])
    return replace(empty, figures={**empty.figures, **dict.fromkeys(keys, figure)})


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_that_is_exactly_the_limit_passes(counts: tuple[int, int]) -> None:
    hits, total = counts
    figure = Share(hits=hits, total=total)
    summary = summary_with(figure, "citation_recall", "over_refusal", "under_refusal")
    limit = hits / total
    limits = Limits(min_citation_recall=limit, max_over_refusal=limit, max_under_refusal=limit)

    assert [result.verdict for result in check([], summary, limits)] == [PASSED] * 3


@pytest.mark.parametrize(("hits", "limit"), [(55, 0.55), (29, 0.29), (7, 0.07), (57, 0.57)])
def test_a_limit_in_whole_percents_is_met_by_as_many_of_a_hundred(hits: int, limit: float) -> None:
    figure = Share(hits=hits, total=100)
    summary = summary_with(figure, "citation_recall", "over_refusal")

    results = check([], summary, Limits(min_citation_recall=limit, max_over_refusal=limit))

    assert [result.verdict for result in results] == [PASSED, PASSED]


def beside(name: str) -> list[ScoredTrial]:
    """Rows in which everything is wrong, and none of which counts."""
    answers = [
        said(COPY, style="comply", observed=Outcome.COMPLY),
        said("x", style="comply", observed=Outcome.REFUSE),
    ]
    cases = [CASE, EXPLAINED]
    if name == "leaked":
        return [scored_trial(case, answer, leaked=True) for case in cases for answer in answers]
    if name == "quarantined":
        cases = [replace(case, quarantined=True) for case in cases]
    else:
        cases = [replace(case, status=Status(name)) for case in cases]
    return [scored_trial(case, answer) for case in cases for answer in answers]


NEVER = pytest.mark.parametrize("name", ["draft", "disputed", "retired", "quarantined", "leaked"])


@NEVER
def test_no_gate_has_a_verdict_on_nothing_but_rows_that_are(name: str) -> None:
    results = checked(beside(name), ALL)

    assert [result.verdict for result in results] == [NO_VERDICT] * 7


@NEVER
def test_no_gate_changes_for_rows_that_are(name: str) -> None:
    counted = [RIGHT, EXPLAINED_WELL]

    assert checked([*counted, *beside(name)], ALL) == checked(counted, ALL)
    assert [result.verdict for result in checked(counted, ALL)] == [PASSED] * 7


def test_a_run_is_held_against_its_limits_model_by_model() -> None:
    run = score_run(example_run())
    (model,) = run.models
    (results,) = check_run(run, ALL).values()

    assert results == check(model.trials, model.summary, ALL)
    assert [result.verdict for result in results] == [*[FAILED] * 4, *[PASSED] * 3]
