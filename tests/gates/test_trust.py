"""What is broken or unreadable counts against trust; what nobody was asked for yet does not."""

from dataclasses import replace

import pytest
from support.calibrations import calibrated
from support.example_run import POLICY, example_run
from support.scored_trials import CASE, said

from delibctl.gates import Trust, trust_in_judges, trust_in_run
from delibctl.model import Broken, Judge, ModelSpec, Outcome, Trial, TrialKey, Verdict
from delibctl.score.scored_run import assemble_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import score_trial
from delibctl.stats.share import Share

JUDGE = Judge(name="judge", model=ModelSpec(alias="judge", name="openai/judge"))


@pytest.mark.parametrize(
    ("hits", "total", "limit", "trusted"),
    [
        (0, 0, 0.0, True),
        (0, 20, 0.0, True),
        (1, 20, 0.05, True),
        (2, 20, 0.05, False),
        (20, 20, 1.0, True),
        (1, 1, 0.99, False),
    ],
)
def test_trust_ends_above_the_limit(hits: int, total: int, limit: float, trusted: bool) -> None:
    trust = Trust(name="mock", unusable=Share(hits=hits, total=total), max_broken=limit)

    assert trust.trusted is trusted


def test_each_model_of_a_run_is_trusted_by_itself() -> None:
    run = assemble_run(example_run(), [])

    assert [trust.name for trust in trust_in_run(run, 0.05)] == [m.name for m in run.models]
    assert all(trust.trusted for trust in trust_in_run(run, 0.0))


def judged(*verdicts: Verdict, broken: bool = False) -> ScoredTrial:
    key = TrialKey(case=CASE.id, model="mock")
    result = Broken(kind="timeout", message="late") if broken else said()
    return score_trial(CASE, Trial(key=key, result=result, verdicts=verdicts), POLICY, [JUDGE])


READABLE = judged(Verdict(judge="judge", run=1, outcome=Outcome.REFUSE))
UNREADABLE = judged(Verdict(judge="judge", run=1, outcome=None))
NOT_ASKED = judged()
BROKEN = judged(broken=True)


@pytest.mark.parametrize(
    ("trial", "always", "after_a_limit"),
    [(READABLE, 0, 0), (UNREADABLE, 1, 1), (NOT_ASKED, 1, 0), (BROKEN, 1, 1)],
    ids=["readable", "unreadable", "not asked", "broken"],
)
def test_a_verdict_nobody_was_asked_for_counts_unless_a_limit_stopped_the_judges(
    trial: ScoredTrial, always: int, after_a_limit: int
) -> None:
    run = assemble_run(replace(example_run(), cases=(CASE,)), [trial])

    def unusable(stopped: bool) -> Share:
        (trust,) = trust_in_run(run, 0.05, judging_stopped=stopped)
        return trust.unusable

    assert unusable(stopped=False) == Share(hits=always, total=1)
    assert unusable(stopped=True) == Share(hits=after_a_limit, total=1)


@pytest.mark.parametrize(
    ("marks", "stopped", "expected"),
    [
        ("rrrr", False, [Share(hits=0, total=4)]),
        ("ruun", False, [Share(hits=3, total=4)]),
        ("ruun", True, [Share(hits=2, total=4)]),
        ("uuuu", False, []),
        ("nnnn", True, []),
    ],
    ids=["all readable", "some unreadable", "some not asked", "silent", "none asked"],
)
def test_a_judge_that_said_nothing_was_not_measured(
    marks: str, stopped: bool, expected: list[Share]
) -> None:
    trust = trust_in_judges([calibrated("judge", marks)], 0.05, judging_stopped=stopped)

    assert [figure.unusable for figure in trust] == expected
