"""Laws of the comparison of any two runs of one policy."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.compared_runs import BROKEN, COMPLIED, NO_CLAUSE, RIGHT, asked, compared, run_of
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.scored_trials import said

from delibctl.compare.runs.change import CaseChange, ChangeKind, Obstacle
from delibctl.compare.runs.rates import rates_of
from delibctl.compare.runs.rows import HEADLINES, Folding, total
from delibctl.model import (
    Expected,
    Form,
    Kind,
    Message,
    NotAskable,
    Outcome,
    Policy,
    Reply,
    ReplyForm,
    Run,
    Status,
)
from delibctl.score.trial_scoring import score_trial

RESULTS = st.sampled_from(
    [
        *(RIGHT, NO_CLAUSE, COMPLIED, BROKEN, NotAskable(message="not held")),
        *(said(COPY), said("permits.x"), said(EXPLAIN, FORGE), said((FORGE, "made up"))),
        *(said(form=Form.BLOCKED, style=None), said(style=None, observed=None)),
        said(COPY, style="comply", observed=Outcome.OFF_TOPIC),
    ]
)
EXPECTED = st.sampled_from(
    [
        Expected(style="hard-refusal", clauses=(FORGE,)),
        Expected(style="comply", clauses=(FORGE,)),
        Expected(style="comply"),
        Expected(style="comply", either=(EXPLAIN, COPY)),
        Expected(
            style="comply", either=(EXPLAIN, FORGE), outcomes=(Outcome.COMPLY, Outcome.REFUSE)
        ),
    ]
)
REPLIES = st.builds(
    Reply,
    text=st.sampled_from("xy"),
    kept=st.booleans(),
    form=st.sampled_from([ReplyForm.PROMPT, ReplyForm.PROMPT, ReplyForm.JSON_SCHEMA]),
)
CASES = st.builds(
    asked,
    st.sampled_from("abcde"),
    RESULTS,
    RESULTS,
    expected=EXPECTED,
    messages=st.sampled_from("pppq").map(lambda text: (Message(role="user", content=text),)),
    kind=st.sampled_from(Kind),
    status=st.sampled_from([Status.ACCEPTED, Status.ACCEPTED, Status.DRAFT]),
    question=st.sampled_from("st"),
    reply=REPLIES,
)


def _policies() -> st.SearchStrategy[Policy]:
    """The policy, and those in which a clause has another text or is gone."""
    (category,) = POLICY.categories
    edited = [replace(category.clauses[2], text="Never."), category.clauses[2]]
    clauses = [(*category.clauses[:2], last) for last in edited]
    policies = [replace(POLICY, categories=(replace(category, clauses=c),)) for c in clauses]
    return st.sampled_from(policies)


def _runs(started: str) -> st.SearchStrategy[Run]:
    cases = st.lists(CASES, min_size=1, max_size=5, unique_by=lambda each: each.case.id)
    return st.builds(run_of, cases, _policies(), st.just(started))


_MIRRORED: dict[object, object] = {
    ChangeKind.REGRESSED: ChangeKind.IMPROVED,
    ChangeKind.APPEARED: ChangeKind.VANISHED,
    Obstacle.BROKEN_BEFORE: Obstacle.BROKEN_AFTER,
}
MIRRORED = {**_MIRRORED, **{b: a for a, b in _MIRRORED.items()}}
#: A case whose expectation changed follows or lags by what is after.
MOVED = {ChangeKind.FOLLOWED, ChangeKind.LAGGED}


def _told(change: CaseChange) -> tuple[object, ...]:
    kind = "moved" if change.kind in MOVED else change.kind
    return (
        *(change.case, kind, change.reason, change.relabelled, change.set_aside == ""),
        *(change.before and change.before.right, change.after and change.after.right),
    )


def _mirrored(change: CaseChange) -> tuple[object, ...]:
    case, kind, reason, relabelled, counts, before, after = _told(change)
    return (
        *(case, MIRRORED.get(kind, kind), MIRRORED.get(reason, reason)),
        *(relabelled, counts, after, before),
    )


@given(_runs("1"))
def test_a_run_is_the_same_as_itself(run: Run) -> None:
    model = compared(run, run)

    assert (model.changes, model.labels_changed) == ((), ())
    assert all(not pair.affected and pair.before == pair.after for pair in model.paired)
    assert model.before.figures == model.after.figures


@given(_runs("1"), _runs("2"))
def test_both_directions_mirror_each_other(before: Run, after: Run) -> None:
    there, back = compared(before, after), compared(after, before)

    assert Counter(map(_told, there.changes)) == Counter(map(_mirrored, back.changes))
    assert {c.case for c in there.labels_changed} == {c.case for c in back.labels_changed}
    assert there.untouched == back.untouched
    assert {(p.case, p.affected, repr(p.before), repr(p.after)) for p in there.paired} == {
        (p.case, p.affected, repr(p.after), repr(p.before)) for p in back.paired
    }
    assert (there.before.figures, there.after.figures) == (back.after.figures, back.before.figures)


@given(_runs("1"), _runs("2"))
def test_every_case_that_was_asked_has_one_place(before: Run, after: Run) -> None:
    model = compared(before, after)

    shown = [c for c in model.changes if not c.set_aside]
    assert sum(model.counts.values()) - model.counts.get(ChangeKind.SAME, 0) == len(shown)
    cases = {c.case for c in (*model.changes, *model.labels_changed)} | {
        pair.case for pair in model.paired
    }
    assert cases <= before.cases_by_id.keys() | after.cases_by_id.keys()


@given(_runs("1"))
def test_figures_of_rows_are_those_of_the_metrics(run: Run) -> None:
    cases = run.cases_by_id
    trials = [score_trial(cases[t.key.case], t, run.policy) for t in run.trials]
    counted = [trial for trial in trials if trial.counted]
    folding = Folding(run=run)

    figures = total(map(folding.row, trials))

    assert figures == {metric.key: metric.count(counted) for metric in HEADLINES}
    assert rates_of(trials)["citation_recall"] == figures["citation_recall"]  # type: ignore[index]
