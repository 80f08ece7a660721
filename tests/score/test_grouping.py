"""One run in groups: what the groups hold, and what disagreement says of a clause."""

import pytest
from support.example_run import COPY
from support.grouped_runs import a_case, grouped_run

from delibctl.model import Run
from delibctl.score.groups.clause_agreement import Defect, run_agreement
from delibctl.score.groups.grouping import GroupBy, group_run
from delibctl.score.scored_run import score_run

SPLIT, SAME = {"gpt": "rF", "claude": "cF"}, {"gpt": "rF", "claude": "rF"}
OTHER = {"gpt": "rF", "claude": "rC"}


def a_run() -> Run:
    cases = [
        a_case("both", categories=("permits", "secrets"), lang="de"),
        a_case("none", categories=()),
        a_case("copy", COPY),
    ]
    return grouped_run(
        {"both": SPLIT, "none": SAME, "copy": {"gpt": "!", "claude": "cC"}}, cases=cases
    )


@pytest.mark.parametrize("by", GroupBy)
def test_groups_cover_the_trials_of_the_run_and_overlap_only_by_category(by: GroupBy) -> None:
    scored = score_run(a_run())
    grouped = group_run(scored, by)

    held = [trial for group in grouped.groups for trial in group.trials]
    twice = sum(len(trial.case.categories) == 2 for trial in scored.trials)
    assert {trial.key for trial in held} == {trial.key for trial in scored.trials}
    assert len(held) == len(scored.trials) + (twice if by is GroupBy.CATEGORY else 0)
    assert grouped.whole.summary.figures["misses"].hits == sum(
        model.summary.figures["misses"].hits for model in scored.models
    )


@pytest.mark.parametrize(
    ("answers", "defects", "agreed"),
    [
        ([SPLIT] * 5, (Defect.UNDERSPECIFIED,), False),
        ([OTHER] * 5, (Defect.LACKS_PRECEDENCE,), False),
        ([SPLIT] * 4, (), False),
        ([SAME] * 11, (), False),
        ([SAME] * 12, (), True),
        ([{"gpt": "rF"}] * 12, (), False),
        ([{"gpt": "rF", "baseline": "cF"}] * 12, (), False),
    ],
    ids=["outcomes", "clauses", "too few", "open", "agree", "one model", "the baseline is none"],
)
def test_a_clause_is_marked_or_agreed_about_only_with_enough_cases_of_two_models(
    answers: list[dict[str, str]], defects: tuple[Defect, ...], agreed: bool
) -> None:
    run = grouped_run({f"case-{number}": of_case for number, of_case in enumerate(answers)})
    [agreement] = run_agreement(score_run(run)).clauses

    assert (agreement.defects, agreement.agreed) == (defects, agreed)


def test_judges_that_differ_about_the_same_answers_mark_a_clause_as_badly_worded() -> None:
    answers = {f"case-{number}": SAME for number in range(5)}
    judges = {"one": dict.fromkeys(answers, "+"), "two": dict.fromkeys(answers, "-")}
    [agreement] = run_agreement(score_run(grouped_run(answers, judges=judges))).clauses

    assert agreement.defects == (Defect.BADLY_WORDED,)
    assert agreement.contested == tuple(answers)
