"""What trials of a run have in common is worked out once; each is scored as if it were alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE, POLICY, example_run
from support.scored_trials import CASE, QUOTES, said

from delibctl.model import (
    Broken,
    Case,
    Deliberated,
    Exchange,
    Expected,
    Form,
    Judge,
    Message,
    Mode,
    ModelSpec,
    NotAskable,
    Outcome,
    Reply,
    RuleVerdict,
    Run,
    Status,
    Trial,
    TrialKey,
    Usage,
    Verdict,
)
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import Places, TrialScoring, score_trial

PATTERNS, MODEL = Judge(name="patterns"), Judge(name="m", model=ModelSpec(alias="m", name="o/m"))
REASONINGS = ("", f"I look. It is {FORGE}.", f"First {COPY}.\nThen [{FORGE}] decides: no.")
CITATIONS = [
    *((), (FORGE,), (COPY,), ("permits.x",), (FORGE.upper(),), (COPY, FORGE), (EXPLAIN, COPY)),
    *(((FORGE, QUOTES[FORGE]),), ((FORGE, "made up"),), ((COPY, QUOTES[FORGE]), FORGE)),
]
RESULTS = st.one_of(
    st.sampled_from([Broken(kind="timeout", message="late"), NotAskable(message="not held")]),
    st.builds(
        lambda cited, form, style, observed, reasoning: _reasoned(
            said(*cited, form=form, style=style, observed=observed), reasoning
        ),
        st.sampled_from(CITATIONS),
        st.sampled_from(Form),
        st.sampled_from([None, "hard-refusal", "Hard Refusal", "comply", "unheard-of"]),
        st.sampled_from([None, *Outcome]),
        st.sampled_from(REASONINGS),
    ),
)
CASES = st.builds(
    lambda id, expected, status: replace(CASE, id=id, expected=expected, status=status),
    st.sampled_from("ab"),
    st.sampled_from(
        [
            Expected(style="hard-refusal", clauses=(FORGE,)),
            Expected(style="comply", clauses=(EXPLAIN, COPY)),
            Expected(style="comply"),
            Expected(style="comply", either=(EXPLAIN, COPY)),
            Expected(
                style="comply", either=(EXPLAIN, FORGE), outcomes=(Outcome.COMPLY, Outcome.REFUSE)
            ),
        ]
    ),
    st.sampled_from([Status.ACCEPTED, Status.DRAFT]),
)
VERDICTS = st.lists(
    st.builds(
        Verdict,
        judge=st.just("m"),
        outcome=st.sampled_from([None, *Outcome]),
        correctness=st.sampled_from([1, 5]),
        helpfulness=st.just(4),
        rules=st.sampled_from(
            [
                (),
                *(
                    (RuleVerdict(rule=f"must: {rule}", kept=kept),)
                    for style in POLICY.styles.values()
                    for rule in style.must
                    for kept in (True, False)
                ),
            ]
        ),
        agrees=st.sampled_from([None, False]),
        raw=st.just("long"),
    ),
    max_size=1,
).map(tuple)
EXCHANGES = st.sampled_from(
    [
        (),
        (
            Exchange(
                messages=(Message(role="user", content="May I?"),),
                reply=Reply(text="no", reasoning="hm", usage=Usage(input=3, price=0.5)),
            ),
        ),
    ]
)
TRIALS = st.builds(
    lambda case, model, mode, result, verdicts, exchanges, leaked: (
        case,
        Trial(
            key=TrialKey(case=case.id, model=model, mode=mode),
            result=result,
            exchanges=exchanges,
            leaked=leaked,
            verdicts=verdicts,
        ),
    ),
    CASES,
    st.sampled_from("mn"),
    st.sampled_from(Mode),
    RESULTS,
    VERDICTS,
    EXCHANGES,
    st.booleans(),
)


def _reasoned(result: Deliberated, reasoning: str) -> Deliberated:
    deliberation = replace(result.deliberation, reasoning=reasoning, mentioned=(COPY,))
    return replace(result, deliberation=deliberation)


@given(
    st.lists(TRIALS, max_size=12),
    st.sampled_from([(), (PATTERNS,), (MODEL,), (PATTERNS, MODEL)]),
    st.booleans(),
)
def test_a_trial_is_scored_among_others_as_alone(
    trials: list[tuple[Case, Trial]], judges: tuple[Judge, ...], texts: bool
) -> None:
    scoring = TrialScoring(POLICY, judges, texts=texts)

    among = [scoring.score(case, trial) for case, trial in trials]

    assert among == [score_trial(c, trial, POLICY, judges, texts=texts) for c, trial in trials]
    whole = [score_trial(case, trial, POLICY, judges) for case, trial in trials]
    assert [replace(scored, trial=None) for scored in among] == [  # type: ignore[arg-type]
        replace(scored, trial=None)  # type: ignore[arg-type]
        for scored in whole
    ]
    assert texts or [scored.trial for scored in among] == [t.without_texts() for _, t in trials]


def _scored(places: Places, run: Run) -> list[ScoredTrial]:
    scoring = TrialScoring(run.policy, run.judges, places=places)
    return [scoring.score(run.cases_by_id[trial.key.case], trial) for trial in run.trials]


def _sentences(scored: ScoredTrial) -> list[int]:
    return [citation.sentences for citation in scored.cited]


@pytest.mark.parametrize(
    ("places", "looked_up"),
    [
        (Places.ALL, lambda trial: True),  # noqa: ARG005 - every trial
        (Places.MISSED, lambda trial: trial.missed),
        (Places.NONE, lambda trial: False),  # noqa: ARG005 - no trial
    ],
)
def test_places_in_the_reasoning_are_looked_up_for_the_trials_that_are_asked_for(
    places: Places, looked_up: object
) -> None:
    everywhere, some = _scored(Places.ALL, example_run()), _scored(places, example_run())

    assert callable(looked_up)
    assert any(map(_sentences, everywhere))
    assert [_sentences(trial) for trial in some] == [
        _sentences(trial) if looked_up(trial) else [0] * len(trial.cited) for trial in everywhere
    ]
