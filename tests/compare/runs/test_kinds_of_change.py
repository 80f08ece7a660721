"""What becomes of a case between two runs."""

from dataclasses import replace

import pytest
from support.compared_runs import (
    BROKEN,
    COMPLIED,
    NO_CLAUSE,
    RIGHT,
    Asked,
    Result,
    asked,
    change_between,
    compared,
    kind_between,
    run_of,
)
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.scored_trials import said

from delibctl.compare.runs.change import ChangeKind, Obstacle
from delibctl.model import (
    Expected,
    Form,
    Message,
    ModelSpec,
    NotAskable,
    Outcome,
    Policy,
    Reply,
    ReplyForm,
    Status,
)
from delibctl.stats.share import Share

NOT_HELD = NotAskable(message="the prompt does not hold it")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([RIGHT], [RIGHT], ChangeKind.SAME),
        ([RIGHT], [said(FORGE, COPY)], ChangeKind.SAME),
        ([RIGHT], [NO_CLAUSE], ChangeKind.REGRESSED),
        ([NO_CLAUSE], [RIGHT], ChangeKind.IMPROVED),
        ([NO_CLAUSE], [NO_CLAUSE], ChangeKind.SAME),
        ([NO_CLAUSE], [COMPLIED], ChangeKind.CHANGED),
        ([said(COPY)], [said(EXPLAIN)], ChangeKind.CHANGED),
        ([RIGHT, RIGHT, NO_CLAUSE], [NO_CLAUSE, RIGHT, RIGHT], ChangeKind.SAME),
        ([RIGHT, RIGHT, RIGHT], [RIGHT, NO_CLAUSE, RIGHT], ChangeKind.REGRESSED),
        ([RIGHT, NO_CLAUSE], [RIGHT, COMPLIED], ChangeKind.CHANGED),
        ([RIGHT, RIGHT], [RIGHT], ChangeKind.SAME),
        ([RIGHT, BROKEN], [RIGHT, RIGHT], ChangeKind.SAME),
    ],
)
def test_each_side_is_held_against_its_expectation(
    before: list[Result], after: list[Result], kind: ChangeKind
) -> None:
    assert kind_between(asked("a", *before), asked("a", *after)) is kind


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (asked("a", BROKEN), asked("a", RIGHT), Obstacle.BROKEN_BEFORE),
        (asked("a", RIGHT, RIGHT), asked("a", BROKEN, BROKEN), Obstacle.BROKEN_AFTER),
        (asked("a", BROKEN), asked("a", BROKEN), Obstacle.BROKEN),
        (asked("a", NOT_HELD), asked("a", RIGHT), Obstacle.NOT_ASKABLE),
        (
            asked("a", RIGHT),
            asked("a", RIGHT, messages=(Message(role="user", content="Must I?"),)),
            Obstacle.REWORDED,
        ),
        (
            asked("a", RIGHT),
            asked("a", RIGHT, reply=Reply(text="raw", form=ReplyForm.JSON_SCHEMA)),
            Obstacle.REPLY_FORMAT,
        ),
    ],
)
def test_answers_that_cannot_be_compared_say_why(
    before: Asked, after: Asked, reason: Obstacle
) -> None:
    change = change_between(before, after)

    assert change is not None
    assert (change.kind, change.reason, change.paired) == (
        *(ChangeKind.INCOMPARABLE, reason, None),
    )


def test_another_template_and_other_judges_leave_nothing_to_compare() -> None:
    one = asked("a", RIGHT)

    by_template = compared(run_of([one]), run_of([one], started="2", template=2))
    by_judges = compared(run_of([one]), run_of([one], started="2"), other_judges=True)

    reasons = [model.changes[0].reason for model in (by_template, by_judges)]
    assert reasons == [Obstacle.TEMPLATE, Obstacle.JUDGES]


def test_a_schema_of_other_ids_is_another_reply_format() -> None:
    one = asked("a", RIGHT, reply=Reply(text="raw", form=ReplyForm.JSON_SCHEMA))
    model = ModelSpec(alias="mock", name="openai/mock", enum=True)

    compared_model = compared(run_of([one]), run_of([one], started="2", model=model))

    assert compared_model.changes[0].reason is Obstacle.REPLY_FORMAT
    assert compared_model.settings == ("enum",)


def test_cases_of_one_run_alone_appear_and_vanish() -> None:
    before = run_of([asked("old", RIGHT), asked("both", RIGHT)])
    after = run_of([asked("both", RIGHT), asked("new", NO_CLAUSE)], started="2")

    changes = compared(before, after).changes

    assert [(c.case, c.kind) for c in changes] == [
        ("new", ChangeKind.APPEARED),
        ("old", ChangeKind.VANISHED),
    ]


def test_what_a_filter_left_out_or_an_interrupted_run_did_not_ask_has_not_vanished() -> None:
    whole = run_of([asked("a", RIGHT), asked("b", RIGHT), asked("c", RIGHT)])
    part = replace(run_of([asked("a", RIGHT), asked("b")], started="2"), unselected=("c",))

    model = compared(whole, part)

    assert (model.changes, model.after.not_asked) == ((), 1)


def restyled(id: str, style: str) -> Policy:
    """The policy with another style of a clause."""
    (category,) = POLICY.categories
    clauses = tuple(
        replace(clause, style=style) if clause.id == id else clause for clause in category.clauses
    )
    return replace(POLICY, categories=(replace(category, clauses=clauses),))


@pytest.mark.parametrize(
    ("results", "kind"),
    [
        ([COMPLIED], ChangeKind.FOLLOWED),
        ([RIGHT], ChangeKind.LAGGED),
        ([COMPLIED, COMPLIED, RIGHT], ChangeKind.FOLLOWED),
        ([COMPLIED, RIGHT], ChangeKind.LAGGED),
    ],
)
def test_a_model_follows_a_changed_clause_or_lags(results: list[Result], kind: ChangeKind) -> None:
    now = Expected(style="comply", clauses=(FORGE,))
    before = run_of([asked("a", *[RIGHT] * len(results))])
    after = run_of([asked("a", *results, expected=now)], restyled(FORGE, "comply"), "2")

    (change,) = compared(before, after).changes

    assert (change.kind, change.relabelled, change.paired) == (kind, False, None)


@pytest.mark.parametrize(("result", "passing"), [(COMPLIED, 1), (RIGHT, 0)])
def test_a_label_that_changed_alone_is_listed_with_what_passes_only_by_it(
    result: Result, passing: int
) -> None:
    before = run_of([asked("a", result)])
    now = Expected(style="comply", clauses=(FORGE,))
    after = run_of([asked("a", result, expected=now)], started="2")

    model = compared(before, after)

    assert [change.case for change in model.labels_changed] == ["a"]
    assert (model.changes, model.counts, model.paired) == ((), {}, ())
    assert model.pass_by_label == passing


def test_a_renamed_clause_changes_no_expectation_and_no_citation() -> None:
    (category,) = POLICY.categories
    renamed = tuple(
        replace(clause, id="permits.falsify", renamed_from=(FORGE,))
        if clause.id == FORGE
        # The exclusion follows the name.
        else replace(
            clause, excludes=tuple(replace(e, to="permits.falsify") for e in clause.excludes)
        )
        for clause in category.clauses
    )
    policy = replace(POLICY, categories=(replace(category, clauses=renamed),))
    now = Expected(style="hard-refusal", clauses=("permits.falsify",))
    wrong = said(COPY, style="comply", observed=Outcome.COMPLY)
    before = run_of([asked("right", RIGHT), asked("wrong", wrong)])
    after = run_of(
        [
            asked("right", said("permits.falsify"), expected=now),
            asked("wrong", wrong, expected=now),
        ],
        policy,
        "2",
    )

    model = compared(before, after)

    assert (model.changes, model.labels_changed) == ((), ())
    assert [pair.clause for pair in model.paired] == ["permits.falsify"] * 2


def test_the_same_stored_answer_to_the_same_question_is_untouched() -> None:
    stored, fresh = Reply(text="raw", kept=True), Reply(text="raw")
    before = run_of([asked("kept", RIGHT), asked("anew", RIGHT), asked("edited", RIGHT)])
    after = run_of(
        [
            asked("kept", RIGHT, reply=stored),
            asked("anew", RIGHT, reply=fresh),
            asked("edited", RIGHT, reply=stored, question="another policy"),
        ],
        started="2",
    )

    model = compared(before, after)

    affected = {pair.case: pair.affected for pair in model.paired}
    assert affected == {"kept": False, "anew": True, "edited": True}
    assert model.untouched == 1


def test_a_case_that_counts_in_no_figure_is_shown_and_kept_out_of_the_test() -> None:
    before = asked("a", RIGHT)
    after = asked("a", NO_CLAUSE, status=Status.DISPUTED)

    model = compared(run_of([before]), run_of([after], started="2"))

    assert [(c.kind, c.set_aside) for c in model.changes] == [(ChangeKind.REGRESSED, "disputed")]
    assert (model.counts, model.paired) == ({}, ())


def test_a_change_tells_both_sides_by_a_telling_answer() -> None:
    before = asked("a", NO_CLAUSE, RIGHT, RIGHT)
    after = asked("a", RIGHT, COMPLIED, COMPLIED)

    change = change_between(before, after)

    assert change is not None
    assert change.before is not None
    assert change.after is not None
    assert change.before.trial is not None
    assert change.after.trial is not None
    assert (change.before.right, change.after.right) == (
        Share(hits=2, total=3),
        Share(hits=1, total=3),
    )
    assert (change.before.trial.repeat, change.after.trial.repeat) == (2, 2)
    assert (change.before.outcome, change.after.outcome) == (Outcome.REFUSE, Outcome.COMPLY)
    assert change.after.declared == "comply"
    assert change.after.text == POLICY.clause_by_id[FORGE].text


def test_the_filter_of_a_provider_is_no_reply_format() -> None:
    blocked = said(form=Form.BLOCKED, style=None)
    schema = Reply(text="raw", form=ReplyForm.JSON_SCHEMA, blocked=True)

    assert kind_between(asked("a", RIGHT), asked("a", blocked, reply=schema)) is ChangeKind.SAME
