"""What a run in groups says was not measured, and that this is never called agreement."""

from dataclasses import replace

import pytest
from support.example_run import COPY
from support.grouped_runs import a_case, grouped_run

from delibctl.model import Expected, Mode, Run
from delibctl.report.groups import agreement_words, words
from delibctl.score.groups.clause_agreement import run_agreement
from delibctl.score.groups.grouping import GroupBy, group_run
from delibctl.score.scored_run import score_run

MANY = [f"case-{number}" for number in range(12)]
NO_JUDGE = "no model judged, so the wording was not measured: judge with two or more"
FEW = "1 clause with too few cases: nothing is said with fewer than 5 that two models answered"


def all_alike(**of_models: str) -> dict[str, dict[str, str]]:
    """Twelve cases about one clause that models answer so."""
    return dict.fromkeys(MANY, of_models)


def judged_alike(*judges: str) -> Run:
    marks = {name: dict.fromkeys(MANY, "+") for name in judges}
    return grouped_run(all_alike(gpt="rF", claude="rF"), judges=marks)


ONE_MODEL = (
    "only one model was asked, so agreement between models was not measured: probe with two or "
    "more; the baseline is none"
)
NOT_SHARED = "no case was answered by two models, so agreement between models was not measured"

#: A run, the notes on it, and what is said of its clause.
RUNS: dict[str, tuple[Run, tuple[str, ...], str]] = {
    "all agree": (grouped_run(all_alike(gpt="rF", claude="rF")), (NO_JUDGE,), "agree"),
    "all agree against the label": (
        grouped_run(all_alike(gpt="cF", claude="cF")),
        (NO_JUDGE,),
        "agree, but in 12 against the label",
    ),
    "one model": (grouped_run(all_alike(gpt="rF")), (ONE_MODEL, NO_JUDGE), "cannot be said"),
    "one model and the baseline": (
        grouped_run(all_alike(gpt="rF", baseline="rF")),
        (ONE_MODEL, NO_JUDGE),
        "cannot be said",
    ),
    "the other model is broken": (
        grouped_run(all_alike(gpt="rF", claude="!")),
        (NOT_SHARED, NO_JUDGE),
        "cannot be said",
    ),
    "models answered other cases": (
        grouped_run(all_alike(gpt="rF", claude="-") | {"another": {"gpt": "-", "claude": "rF"}}),
        (NOT_SHARED, NO_JUDGE),
        "cannot be said",
    ),
    "mode none beside another": (
        grouped_run(all_alike(gpt="rF", claude="rF"), modes=(Mode.CATEGORY, Mode.NONE)),
        ("mode none is left out: no model was shown the clauses there", NO_JUDGE),
        "agree",
    ),
    "no outcome": (
        grouped_run(all_alike(gpt="?F", claude="?F")),
        (
            "no case has an outcome of two models, so agreement in outcome was not measured",
            NO_JUDGE,
        ),
        "cannot be said",
    ),
    "no clause cited": (
        grouped_run(all_alike(gpt="r", claude="r")),
        ("no case has two models that cite a clause, so precedence was not measured", NO_JUDGE),
        "open",
    ),
    "few cases": (
        grouped_run({"a-case": {"gpt": "rF", "claude": "rF"}}),
        (FEW, NO_JUDGE),
        "too few cases",
    ),
    "repeats without a majority": (
        grouped_run(all_alike(gpt="rF cF", claude="rF rF")),
        (
            "no case has an outcome of two models, so agreement in outcome was not measured",
            "12 times no outcome was that of more than half of the answers of a model to a case; "
            "these are not compared",
            NO_JUDGE,
        ),
        "cannot be said",
    ),
    "one judge": (
        judged_alike("one"),
        ("only one model judged, so the wording was not measured: judge with two or more",),
        "agree",
    ),
    "two judges": (judged_alike("one", "two"), (), "agree"),
}


@pytest.mark.parametrize("name", RUNS)
def test_what_was_not_measured_is_said_and_is_no_agreement(name: str) -> None:
    run, notes, verdict = RUNS[name]
    agreement = run_agreement(score_run(run))

    assert tuple(agreement_words.notes(agreement, run)) == notes
    assert [agreement_words.verdict(found) for found in agreement.clauses] == [verdict]


def test_the_notes_say_what_rows_leave_out_and_count_twice() -> None:
    cases = [
        a_case("both", categories=("permits", "secrets")),
        a_case("copy", COPY),
        a_case("none", categories=(), expected=Expected(style="comply")),
    ]
    answers = {
        "both": {"gpt": "rF", "claude": "rF"},
        "copy": {"gpt": "!", "claude": "sC"},
        "none": {"gpt": "c", "claude": "-"},
    }
    grouped = group_run(score_run(grouped_run(answers, cases=cases)), GroupBy.CATEGORY)

    assert [group.name for group in grouped.groups] == ["permits", "(no category)", "secrets"]
    assert list(words.notes(grouped)) == [
        "each row has the trials of all models: gpt, claude",
        "2 trials in several categories; each counts in all of them, so the rows add up to more "
        "than all",
        "permits: 3 of 4 trials counted; 1 broken (timeout)",
    ]


@pytest.mark.parametrize(
    ("english", "german", "said"),
    [
        (
            "rF",
            "cF",
            "de misses more than the others: 100.0 % (12 of 12) against 0.0 % (0 of 12)",
        ),
        (
            "rF cF",
            "rF cF",
            "no group clearly misses more than the others; the most is de with 50.0 % (12 of 24)",
        ),
        ("rF", "rF", "none of 24 trials missed"),
        ("rF", "!", "only en has trials that count, so nothing is compared"),
        ("!", "!", "no trial was counted"),
    ],
)
def test_the_first_line_names_the_group_that_clearly_misses_more(
    english: str, german: str, said: str
) -> None:
    cases = [a_case(f"de-{name}", lang="de") for name in MANY]
    answers = {name: {"gpt": english} for name in MANY} | {
        case.id: {"gpt": german} for case in cases
    }
    run = grouped_run(answers, cases=cases)
    run = replace(run, info=replace(run.info, finished=True))

    first = words.headline(group_run(score_run(run), GroupBy.LANG))
    assert first == f"Permit desk (permits), by lang: {said}"
