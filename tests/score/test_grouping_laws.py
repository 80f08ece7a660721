"""Laws of a run in groups: what must not matter does not, and nothing is lost or counted twice."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE
from support.grouped_runs import CLAUSES, OUTCOMES, a_case, grouped_run

from delibctl.model import Case, Kind, Mode, Run
from delibctl.score.groups.clause_agreement import run_agreement
from delibctl.score.groups.disagreement import Disagreement
from delibctl.score.groups.grouping import GroupBy, TrialGroup, group_run
from delibctl.score.scored_run import score_run

Answers = Mapping[str, Mapping[str, str]]

MODELS = ("gpt", "claude", "mistral")
WORDS = st.sampled_from(
    [f"{outcome}{clause}" for outcome in OUTCOMES for clause in ("", *CLAUSES)] + ["!", "-"]
)
CASES: st.SearchStrategy[Case] = st.builds(
    a_case,
    st.uuids().map(str),
    st.sampled_from((FORGE, COPY, EXPLAIN)),
    kind=st.sampled_from(Kind),
    lang=st.sampled_from(("en", "de")),
    categories=st.sampled_from(((), ("permits",), ("permits", "secrets"))),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[Case], dict[str, dict[str, str]], dict[str, str]]:
    """Cases, what three models did with them in up to three repeats, and marks of two judges."""
    cases = draw(st.lists(CASES, min_size=1, max_size=8, unique_by=lambda case: case.id))
    repeats = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
    answers = {case.id: {model: draw(repeats) for model in MODELS} for case in cases}
    marks = {case.id: draw(st.text("+-x", min_size=3, max_size=3)) for case in cases}
    return cases, answers, marks


def said(run: Run) -> dict[str, object]:
    """What is said of each clause, and of all of them under an empty name."""
    found = run_agreement(score_run(run))
    return {
        agreement.clause: (
            *map(figures, (agreement.outcome, agreement.citation, agreement.judges)),
            agreement.defects,
            agreement.agreed,
            agreement.rivals,
            {of_case.case.id for of_case in agreement.differing},
            {of_case.case.id for of_case in agreement.splits},
            {of_case.case.id for of_case in agreement.against_label},
        )
        for agreement in (*found.clauses, found.whole)
    }


def figures(found: Disagreement) -> tuple[object, ...]:
    """The counts, and alpha without the last digits, in which sums of another order differ."""
    alpha = None if found.alpha is None else round(found.alpha, 9)
    return found.differ, found.compared, found.cases, alpha, found.standing


@given(asked(), st.permutations(MODELS))
def test_the_order_of_models_cases_and_judges_does_not_matter(
    drawn: tuple[list[Case], Answers, dict[str, str]], models: list[str]
) -> None:
    cases, answers, marks = drawn
    judges = {"one": marks, "two": dict.fromkeys(marks, "+++")}
    run = grouped_run(answers, cases=cases, judges=judges)
    other = {id: {model: answers[id][model] for model in models} for id in reversed(list(answers))}
    again = grouped_run(other, cases=cases, judges=dict(reversed(judges.items())))

    assert said(again) == said(run)


@given(asked())
def test_the_same_answers_once_more_say_nothing_new_of_models(
    drawn: tuple[list[Case], Answers, dict[str, str]],
) -> None:
    cases, answers, _ = drawn
    twice = {
        id: {model: f"{words} {words}" for model, words in of_case.items()}
        for id, of_case in answers.items()
    }

    assert said(grouped_run(twice, cases=cases)) == said(grouped_run(answers, cases=cases))


@given(asked(), st.sampled_from(GroupBy))
def test_groups_add_up_to_the_run(
    drawn: tuple[list[Case], Answers, dict[str, str]], by: GroupBy
) -> None:
    cases, answers, _ = drawn
    scored = score_run(grouped_run(answers, cases=cases, modes=(Mode.CATEGORY, Mode.FULL)))
    grouped = group_run(scored, by)

    # A trial of a case in two categories is in two groups.
    twice = [t for t in scored.trials if by is GroupBy.CATEGORY and len(t.case.categories) == 2]
    sums = sum(map(totals, grouped.groups), Counter[str]())
    if not twice:
        assert sums == totals(grouped.whole)
    assert len(twice) == sums["trials"] - len(scored.trials)
    of_models = sum((shares(m.summary.figures) for m in scored.models), Counter[str]())
    assert shares(grouped.whole.summary.figures) == of_models


def totals(group: TrialGroup) -> Counter[str]:
    """The counts of a group, and the hits and totals of its figures."""
    summary = group.summary
    return Counter(summary.counts) + shares(summary.figures)


def shares(figures: Mapping[str, object]) -> Counter[str]:
    """The hits and totals of figures."""
    return Counter(
        {
            f"{name} {part}": getattr(share, part)
            for name, share in figures.items()
            for part in ("hits", "total")
        }
    )
