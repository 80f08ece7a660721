"""Which trials become records, and the first reason against each of the others."""

from dataclasses import replace

import pytest
from support.example_run import example_run
from support.judged_run import judge, judged_run, vote

from delibctl.distill.case_origins import CaseOrigin
from delibctl.distill.dropped import Dropped
from delibctl.distill.hold_out import Assignment
from delibctl.distill.judged import Thresholds
from delibctl.distill.keep import Keeping
from delibctl.distill.record import Record
from delibctl.distill.shown_text import PolicyText
from delibctl.model import Judge, Run, Verdict
from delibctl.score.scored_run import score_run

JUDGE = judge("j", runs=2)


def sorted_trials(run: Run, judges: tuple[Judge, ...] = (), **changes: object) -> dict[str, str]:
    """What became of each case: `kept`, or the reason with its detail."""
    keeping = Keeping(
        policy=run.policy,
        known={case.id: CaseOrigin(case=case, file="cases.yaml") for case in run.cases},
        assigned=dict.fromkeys([case.id for case in run.cases], Assignment.TRAIN),
        judges=judges,
        thresholds=Thresholds(),
        policy_text=PolicyText(run.policy),
    )
    keeping = replace(keeping, **changes)  # type: ignore[arg-type]
    scored = score_run(replace(run, judges=judges)).trials
    return {trial.key.case: _shown(keeping.sort(trial)) for trial in scored}


def _shown(found: Record | Dropped) -> str:
    if isinstance(found, Record):
        return "kept"
    name = found.reason.name.lower()
    return f"{name}: {found.detail}" if found.detail else name


def test_each_way_in_which_a_trial_can_go_wrong_has_its_reason() -> None:
    assert sorted_trials(example_run()) == {
        "right": "kept",
        "right-with-extra": "kept",
        "wrong-clause": "citation: permits.explain",
        "missing-clause": "citation",
        "non-existent-clause": "citation: permits.forgery",
        "former-id": "former: permits.fake",
        "misquoted": "citation: permits.forge",
        "quoted-from-elsewhere": "citation: permits.forge",
        "says-refuse-then-complies": "outcome: comply",
        "over-refused": "outcome: refuse",
        "no-clause-expected": "kept",
        "one-of-two": "kept",
        "one-of-two-and-refused": "outcome: refuse",
        "right-and-made-up": "citation: permits.forge, permits.x",
        "right-and-misquoted": "citation: permits.forge, permits.copy",
        "free-text": "layout",
        "blocked-by-the-provider": "broken: the provider's filter answered",
        "a-secret": "citation: permits.copy, top.secret",
        "another-secret": "citation: top.secret.two",
        "a-broken-secret": "broken: bad request",
        "a-draft": "citation: permits.explain",
        "hostile": "citation: <script>",
        "timed-out": "broken: timeout",
        "not-held": "broken: not askable",
    }


def judged(*verdicts: Verdict) -> str:
    run = judged_run([JUDGE], {"right": {}})
    trials = tuple(replace(trial, verdicts=verdicts) for trial in run.trials)
    return sorted_trials(replace(run, trials=trials), (JUDGE,))["right"]


def voted(run: int, **changes: object) -> Verdict:
    return replace(vote("j", run, {"permits.forge": "+"}), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        pytest.param({}, "kept", id="both good"),
        pytest.param({"correctness": 3}, "correctness: 3 of 5", id="one low in correctness"),
        pytest.param({"helpfulness": 1}, "helpfulness: 1 of 5", id="one low in helpfulness"),
        pytest.param({"helpfulness": None}, "unjudged", id="one without a rating"),
        pytest.param({"outcome": None}, "unjudged: j", id="one unreadable"),
        pytest.param(
            {"clauses": vote("j", 2, {"permits.forge": "-"}).clauses},
            "violation: permits.forge",
            id="one sees a clause violated",
        ),
    ],
)
def test_the_lowest_vote_counts_on_each_axis(second: dict[str, object], found: str) -> None:
    assert judged(voted(1), voted(2, **second)) == found
    assert judged(voted(1, **second), voted(2)) == found


def test_a_vote_that_is_missing_is_no_consent() -> None:
    assert judged(voted(1)) == "unjudged: j"


def test_a_case_that_is_gone_reworded_or_not_to_be_trained_on_is_left_out() -> None:
    run = judged_run([], {"right": {}})
    [case] = run.cases
    other = replace(case, messages=(replace(case.messages[0], content="Another question?"),))

    def found(origin: CaseOrigin | None, assignment: Assignment = Assignment.TRAIN) -> str:
        known = {} if origin is None else {"right": origin}
        return sorted_trials(run, known=known, assigned={"right": assignment})["right"]

    present = CaseOrigin(case=case, file="cases.yaml")
    assert found(None) == "gone"
    assert found(replace(present, case=other)) == "reworded"
    in_quarantine = replace(present, case=replace(case, quarantined=True))
    assert found(in_quarantine) == "not_accepted: quarantined"
    assert found(present, Assignment.TEST) == "test"
    assert found(present, Assignment.TEST_FAMILY) == "test_family"
    assert found(present, Assignment.UNASSIGNED) == "unassigned"
    assert found(present) == "kept"
