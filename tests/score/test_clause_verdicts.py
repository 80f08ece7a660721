"""What models that judge say of each clause, counted over the answers of a run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.judged_run import MARKS, Votes, judge, judged_run

from delibctl.cases.labels import Label
from delibctl.judge.names import PATTERNS
from delibctl.model import Category, Compliance, Judge, Outcome, Run
from delibctl.score.clause_verdicts import ClauseFigures, clause_figures
from delibctl.score.labelled_answers import labelled_answers
from delibctl.score.scored_run import score_run
from delibctl.stats.share import Share

ONE, TWICE = (judge("one"),), (judge("one", runs=2),)
BOTH = (judge("one"), judge("two"))


def figures(run: Run) -> tuple[ClauseFigures, ...] | None:
    return clause_figures(score_run(run).trials, run.policy, run.judges)


def of_clause(
    clause: str, marks: str = "", *, contested: int = 0, not_judged: int = 0
) -> ClauseFigures:
    """The figures of a clause, with a mark for each verdict."""
    verdicts = {MARKS[mark]: marks.count(mark) for mark in marks}
    return ClauseFigures(
        clause=clause, verdicts=verdicts, contested=contested, not_judged=not_judged
    )


@pytest.mark.parametrize(
    ("judges", "votes", "expected"),
    [
        pytest.param(ONE, [{FORGE: "+"}], of_clause(FORGE, "+"), id="compliant"),
        pytest.param(ONE, [{FORGE: "-"}], of_clause(FORGE, "-"), id="non-compliant"),
        pytest.param(ONE, [{FORGE: "?"}], of_clause(FORGE, "?"), id="ambiguous"),
        pytest.param(ONE, [{FORGE: "o"}], of_clause(FORGE, "o"), id="not applicable"),
        pytest.param(ONE, [{}], of_clause(FORGE, not_judged=1), id="nothing of the clause"),
        pytest.param(ONE, [None], of_clause(FORGE, not_judged=1), id="unreadable"),
        pytest.param(ONE, [], of_clause(FORGE, not_judged=1), id="not asked yet"),
        pytest.param(
            ONE, [{FORGE: "+"}, {FORGE: "-"}], of_clause(FORGE, "+"), id="a vote that is too many"
        ),
        pytest.param(
            TWICE, [{FORGE: "+"}, {FORGE: "-"}], of_clause(FORGE, "-"), id="the stricter vote"
        ),
        pytest.param(
            TWICE, [{FORGE: "?"}, {FORGE: "+"}], of_clause(FORGE, "?"), id="ambiguous is stricter"
        ),
        pytest.param(
            TWICE, [{FORGE: "o"}, {FORGE: "+"}], of_clause(FORGE, "+"), id="not applicable is lax"
        ),
        pytest.param(TWICE, [None, {FORGE: "+"}], of_clause(FORGE, "+"), id="the readable vote"),
    ],
)
def test_an_answer_counts_once_for_a_clause_with_the_strictest_vote(
    judges: tuple[Judge, ...],
    votes: Sequence[Mapping[str, str] | None],
    expected: ClauseFigures,
) -> None:
    run = judged_run(judges, {"right": {"one": votes}})

    assert figures(run) == (expected,)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("+", "+", of_clause(FORGE, "+")),
        ("+", "-", of_clause(FORGE, "-", contested=1)),
        ("?", "+", of_clause(FORGE, "?", contested=1)),
        ("o", "+", of_clause(FORGE, "+", contested=1)),
        ("+", None, of_clause(FORGE, "+")),
        (None, None, of_clause(FORGE, not_judged=1)),
    ],
)
def test_of_several_judges_the_strictest_counts_and_their_differences_are_counted(
    first: str | None, second: str | None, expected: ClauseFigures
) -> None:
    votes = {
        name: [None if mark is None else {FORGE: mark}]
        for name, mark in (("one", first), ("two", second))
    }

    assert figures(judged_run(BOTH, {"right": votes})) == (expected,)


def test_labels_of_people_stand_beside_the_verdict_that_counts() -> None:
    run = judged_run(
        BOTH,
        {
            "right": {"one": [{FORGE: "+", COPY: "o"}], "two": [{FORGE: "-"}]},
            "misquoted": {"one": [{FORGE: "+"}], "two": [None]},
            "former-id": {"one": [{}], "two": [{}]},
            "wrong-clause": {"one": [{FORGE: "?"}], "two": []},
        },
    )
    answers = {trial.case.id: trial for trial in score_run(run).trials}
    people = {
        "right": {FORGE: "-", COPY: "+"},
        "misquoted": {FORGE: "-"},
        "former-id": {FORGE: "+"},
    }
    labels = labelled_answers(
        Label(
            line=line,
            messages=answers[case].case.messages,
            answer="An answer.",
            outcome=Outcome.REFUSE,
            clauses=tuple((id, MARKS[mark]) for id, mark in marks.items()),
        )
        for line, (case, marks) in enumerate(people.items(), 1)
    )

    found = clause_figures(score_run(run).trials, run.policy, run.judges, labels)

    assert found is not None
    assert {figure.clause: figure.agreement for figure in found} == {
        FORGE: Share(hits=1, total=2),
        COPY: Share(hits=0, total=1),
    }


def test_a_clause_that_a_case_does_not_name_counts_only_where_it_was_judged() -> None:
    run = judged_run(
        ONE,
        {
            "right": {"one": [{FORGE: "+", COPY: "o"}]},
            "wrong-clause": {"one": [{FORGE: "-"}]},
            "one-of-two": {"one": [{COPY: "+"}]},
        },
    )

    assert figures(run) == (
        of_clause(FORGE, "+-"),
        of_clause(COPY, "o+"),
        of_clause(EXPLAIN, not_judged=1),
    )


def test_the_clauses_that_are_most_often_broken_come_first() -> None:
    run = judged_run(
        ONE,
        {
            "right": {"one": [{EXPLAIN: "?", COPY: "-", FORGE: "-"}]},
            "misquoted": {"one": [{EXPLAIN: "+", COPY: "-", FORGE: "-"}]},
            "former-id": {"one": [{EXPLAIN: "+", COPY: "+", FORGE: "-"}]},
        },
    )

    found = figures(run)

    assert found is not None
    assert [figure.clause for figure in found] == [FORGE, COPY, EXPLAIN]
    assert [figure.compliant for figure in found] == [
        Share(hits=0, total=3),
        Share(hits=1, total=3),
        Share(hits=2, total=2),
    ]


def test_a_clause_that_the_judge_was_not_shown_does_not_count() -> None:
    run = judged_run(ONE, {"right": {"one": [{FORGE: "+", EXPLAIN: "-"}]}})
    permits = run.policy.categories[0]
    parts = (
        replace(permits, clauses=permits.clauses[2:]),
        Category(id="other", title="Other", summary="All the rest.", clauses=permits.clauses[:2]),
    )

    assert figures(replace(run, policy=replace(run.policy, categories=parts))) == (
        of_clause(FORGE, "+"),
    )


NOT_COUNTED: dict[str, Votes] = {
    "a draft": {"a-draft": {"one": [{FORGE: "-"}]}},
    "an answer of the provider's filter": {"blocked-by-the-provider": {}},
    "a broken trial": {"timed-out": {}},
}


@pytest.mark.parametrize("name", NOT_COUNTED)
def test_what_counts_in_no_figure_counts_for_no_clause(name: str) -> None:
    assert figures(judged_run(ONE, NOT_COUNTED[name])) == ()


@pytest.mark.parametrize("judges", [(), (Judge(name=PATTERNS),)])
def test_without_a_model_that_judges_there_are_no_figures(judges: tuple[Judge, ...]) -> None:
    assert figures(replace(example_run(), judges=judges)) is None


def test_the_verdicts_have_an_order_from_strict_to_lax() -> None:
    assert sorted(Compliance, key=lambda name: -name.strictness) == [
        Compliance.NON_COMPLIANT,
        Compliance.AMBIGUOUS,
        Compliance.COMPLIANT,
        Compliance.NOT_APPLICABLE,
    ]
