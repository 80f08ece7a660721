"""Mode `recall`: which of the expected clauses a model asked to be shown."""

from dataclasses import replace

import pytest
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.scored_trials import CASE, expecting, said, scored_trial

from delibctl.model import Broken, Case, Form, Mode, Trial, TrialKey
from delibctl.report.run.verdict_words import asked_line, citation_line
from delibctl.score.recall import Recalled
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import summarise
from delibctl.score.trial_scoring import score_trial
from delibctl.stats.share import Share


def recall(
    case: Case = CASE,
    *cited: str,
    asked: tuple[str, ...] = (),
    given: tuple[str, ...] = (),
    form: Form = Form.STRUCTURED,
) -> ScoredTrial:
    """A trial in mode `recall`."""
    result = said(*cited, form=form)
    deliberation = replace(result.deliberation, requested=asked, given=given)
    key = TrialKey(case=case.id, model="mock", mode=Mode.RECALL)
    trial = Trial(key=key, result=replace(result, deliberation=deliberation))
    return score_trial(case, trial, POLICY)


EITHER = expecting(either=(EXPLAIN, COPY))


@pytest.mark.parametrize(
    ("case", "given", "lacking"),
    [
        (CASE, (FORGE,), ()),
        (CASE, (), (FORGE,)),
        (CASE, (COPY,), (FORGE,)),
        (expecting(FORGE, EXPLAIN), (FORGE,), (EXPLAIN,)),
        (EITHER, (COPY,), ()),
        (EITHER, (FORGE,), (EXPLAIN,)),
        (expecting(FORGE, also=(COPY,)), (FORGE,), ()),
        (expecting(style="comply"), (), ()),
    ],
)
def test_an_expected_clause_that_was_not_given_was_not_asked_for(
    case: Case, given: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    found = recall(case, asked=given, given=given).recalled

    assert found is not None
    assert found.not_asked_for == lacking


def test_each_id_stands_beside_the_clause_it_means() -> None:
    found = recall(asked=("permits.fake", "PERMITS.COPY", "permits.x"), given=(FORGE, COPY))

    assert found.recalled == Recalled(
        requested=(("permits.fake", FORGE), ("PERMITS.COPY", COPY), ("permits.x", None)),
        given=(FORGE, COPY),
        not_asked_for=(),
    )


def test_in_other_modes_and_without_an_answer_nothing_is_said_of_it() -> None:
    key = TrialKey(case=CASE.id, model="mock", mode=Mode.RECALL)
    broken = Trial(key=key, result=Broken(kind="timeout", message=""))

    assert scored_trial().recalled is None
    assert score_trial(CASE, broken, POLICY).recalled is None


def test_the_share_is_of_expected_clauses() -> None:
    trials = [
        recall(asked=(FORGE,), given=(FORGE,)),
        recall(expecting(FORGE, EXPLAIN, either=(COPY,)), asked=(EXPLAIN,), given=(EXPLAIN,)),
        recall(form=Form.BLOCKED),
        recall(expecting(style="comply")),
        scored_trial(),
    ]

    assert summarise(trials).figures["asked_for"] == Share(hits=2, total=4)
    assert summarise([scored_trial()]).figures["asked_for"] == Share(hits=0, total=0)


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (recall(CASE), "MISS  missing permits.forge (not asked for)"),
        (recall(CASE, asked=(FORGE,), given=(FORGE,)), "MISS  missing permits.forge"),
        (
            recall(CASE, COPY, asked=(COPY,), given=(COPY,)),
            "MISS  wrong: permits.copy instead of permits.forge (not asked for)",
        ),
        # Cited from memory: right, whether it was shown or not.
        (recall(CASE, FORGE), "ok"),
    ],
)
def test_a_miss_says_whether_the_clause_was_asked_for(found: ScoredTrial, line: str) -> None:
    assert citation_line(found) == line


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (recall(asked=(FORGE,), given=(FORGE,)), "for permits.forge; given permits.forge"),
        (recall(asked=("permits.x",)), "for permits.x (non-existent); given none"),
        (
            recall(asked=("permits.fake",), given=(FORGE,)),
            "for permits.forge (written permits.fake); given permits.forge",
        ),
        (recall(), "for no clause"),
        (recall(form=Form.BLOCKED), ""),
        (scored_trial(), ""),
    ],
)
def test_what_was_asked_for_is_told_beside_what_was_given(found: ScoredTrial, line: str) -> None:
    assert asked_line(found) == line


def test_of_a_sensitive_case_only_clauses_that_exist_are_named() -> None:
    found = recall(asked=("permits.fake", "a secret"), given=(FORGE,))

    assert asked_line(found, hidden=True) == (
        "for permits.forge, (not shown) (non-existent); given permits.forge"
    )
