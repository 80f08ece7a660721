"""A judge beside the verdicts of people on single clauses: the figures, and the report."""

import json
from textwrap import dedent

import pytest
from support.judged_run import MARKS

from delibctl.cases.labels import Label
from delibctl.model import Message, Outcome
from delibctl.report import RenderOptions, calibration_report
from delibctl.score.calibration import Calibration, Calibrations, JudgedAnswer, calibration
from delibctl.stats.agreement import kappa
from delibctl.stats.share import Share


def calibrated(*answers: tuple[dict[str, str], dict[str, str] | None]) -> Calibration:
    """A judge held against labels; each answer has the labels of people, and its verdicts."""
    judged = [
        JudgedAnswer(
            labelled=Label(
                line=line,
                messages=(Message(role="user", content=f"Question {line}?"),),
                answer="No.",
                outcome=Outcome.REFUSE,
                clauses=tuple((id, MARKS[mark]) for id, mark in labels.items()),
            ),
            seen=Outcome.REFUSE,
            clauses=None if seen is None else {id: MARKS[mark] for id, mark in seen.items()},
        )
        for line, (labels, seen) in enumerate(answers, 1)
    ]
    return calibration("one", judged, "sees the answer alone, 1 vote")


FOUR = calibrated(
    ({"a": "+", "b": "-"}, {"a": "+", "b": "+", "c": "-"}),
    ({"a": "-"}, {"a": "-"}),
    ({"b": "?"}, {}),
    ({}, {"a": "+"}),
)


def test_the_figures_are_over_labels_that_have_a_verdict() -> None:
    clauses = FOUR.clauses

    assert clauses is not None
    table = {(MARKS["+"], MARKS["+"]): 1, (MARKS["-"], MARKS["+"]): 1, (MARKS["-"], MARKS["-"]): 1}
    assert clauses.table == table
    assert clauses.accuracy == Share(hits=2, total=3)
    assert clauses.kappa == kappa(table)
    assert clauses.by_clause == (("b", Share(hits=0, total=1)), ("a", Share(hits=2, total=2)))
    assert clauses.not_judged == 1
    assert [(pair.line, pair.clause) for pair in clauses.disagreements] == [(1, "b")]


def test_labels_without_clauses_have_no_figures_by_clause() -> None:
    assert calibrated(({}, {"a": "+"})).clauses is None


def after_outcomes(judge: Calibration, limit: int = 5) -> str:
    """The part of the report about clauses."""
    text = calibration_report(
        "text", Calibrations(judges=(judge,)), RenderOptions(ascii=True, limit=limit)
    )
    return text[text.index("  refuse") :].split("\n\n", 1)[1].lstrip("\n")


def test_the_report_has_the_table_the_figures_and_the_disagreements() -> None:
    assert dedent(after_outcomes(FOUR)) == dedent(
        """\
          4 labels of 2 clauses
          1 of 4 without a verdict of the judge, in no figure
          accuracy 66.7 % (20.8 to 93.9), 2 of 3
          kappa    0.400 (95 % -0.368 to 1.000)
          label (rows) against judge (columns), of clauses

                           compliant   non-compliant   ambiguous   not-applicable
           ----------------------------------------------------------------------
           compliant               1               0           0                0
           non-compliant           1               1           0                0


          clauses with the worst verdicts
            b: 0.0 % (0.0 to 79.3), 0 of 1
            a: 100.0 % (34.2 to 100.0), 2 of 2
          1 disagreement, for example:
            line 1, b: label non-compliant, judge compliant
              > Question 1?

        """
    )


def test_of_a_judge_that_says_nothing_of_labelled_clauses_there_is_no_figure() -> None:
    assert after_outcomes(calibrated(({"a": "+"}, {"b": "+"}))) == (
        "  1 label of 1 clause\n  1 of 1 without a verdict of the judge, in no figure\n\n"
    )


def test_a_judge_that_never_judges_clauses_is_not_compared() -> None:
    assert after_outcomes(calibrated(({"a": "+", "b": "+"}, None))) == (
        "  2 labels of 2 clauses, not compared: this judge judges no clauses\n\n"
    )


@pytest.mark.parametrize(
    ("judge", "silent"),
    [
        (FOUR, False),
        (calibrated(({"a": "+"}, {"b": "+"})), True),
        (calibrated(({"a": "+"}, {})), True),
        (calibrated(({"a": "+"}, None)), False),
    ],
)
def test_a_judge_is_silent_if_it_judges_clauses_and_no_labelled_one(
    judge: Calibration, *, silent: bool
) -> None:
    assert judge.clauses is not None
    assert judge.clauses.silent is silent


def test_json_has_the_figures_by_clause() -> None:
    text = calibration_report("json", Calibrations(judges=(FOUR,)), RenderOptions())

    found = json.loads(text)["judges"][0]["clauses"]

    assert found == {
        "labels": 4,
        "not_judged": 1,
        "accuracy": {"hits": 2, "total": 3, "interval": [0.20766, 0.938508]},
        "kappa": {"value": 0.4, "interval": [-0.368146, 1.0]},
        "table": [
            {"label": "compliant", "seen": "compliant", "count": 1},
            {"label": "non-compliant", "seen": "compliant", "count": 1},
            {"label": "non-compliant", "seen": "non-compliant", "count": 1},
        ],
        "by_clause": [
            {"clause": "b", "hits": 0, "total": 1},
            {"clause": "a", "hits": 2, "total": 2},
        ],
        "disagreements": [
            {"line": 1, "clause": "b", "label": "non-compliant", "seen": "compliant"}
        ],
    }
