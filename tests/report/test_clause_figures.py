"""The table of what models that judge say of each clause, in every report of a run."""

import json
from dataclasses import replace
from textwrap import dedent

import pytest
from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.judged_run import judge, judged_run

from delibctl.cases.labels import Label
from delibctl.model import Compliance, Outcome, Run
from delibctl.report import RenderOptions, run_report
from delibctl.score.labelled_answers import labelled_answers
from delibctl.score.scored_run import score_run

TITLE = "By clause: does the answer comply with it?"
BOTH = judged_run(
    (judge("one"), judge("two")),
    {
        "right": {"one": [{FORGE: "+", COPY: "o"}], "two": [{FORGE: "-"}]},
        "wrong-clause": {"one": [{FORGE: "-", EXPLAIN: "?"}], "two": [{FORGE: "-"}]},
        "one-of-two": {"one": [{COPY: "+"}], "two": [None]},
    },
)
ONE = judged_run((judge("one"),), {"right": {"one": [{FORGE: "+"}]}})
NOTHING = judged_run((judge("one"),), {"right": {"one": [{}]}, "misquoted": {"one": [None]}})


def table(run: Run, format: str = "text", *, width: int = 80, limit: int = 0) -> str:
    """The part of a report about the verdicts on clauses, which comes last."""
    options = RenderOptions(width=width, ascii=True, limit=limit)
    _, found, after = run_report(format, score_run(run), options).partition(TITLE)
    return found + after


def test_the_table_of_two_judges_has_a_column_for_their_differences() -> None:
    assert table(BOTH, width=100) == dedent(
        """\
        By clause: does the answer comply with it?
        as one, two say, whatever was cited; of several verdicts the strictest counts
        how far people agree on clauses is not known (see --labels)

                                                        not               yes of
                            yes  no  ambiguous  n/a  judged  contested  yes + no  95 % interval
           ------------------------------------------------------------------------------------
           permits.forge      0   2          0    0       0          1     0.0 %    0.0 to 65.8
           permits.explain    0   0          1    0       1          0         -
           permits.copy       1   0          0    1       0          0   100.0 %  20.7 to 100.0

        """
    )


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_page_and_every_clause_is_there(width: int) -> None:
    text = table(BOTH, width=width)

    assert max(map(len, text.splitlines())) <= width
    assert [id for id in (FORGE, COPY, EXPLAIN[:10]) if f" {id}" not in text] == []


def test_the_limit_counts_clauses_and_says_how_many_are_left_out() -> None:
    assert "2 more clauses; --limit 0 shows all" in table(BOTH, limit=1)
    assert "1 more clause; --limit 0 shows all" in table(BOTH, "markdown", limit=2)
    assert "more clause" not in table(BOTH, limit=3)


def test_the_table_of_one_judge_in_markdown() -> None:
    assert table(ONE, "markdown") == (
        "By clause: does the answer comply with it? as one says, whatever was cited; how far "
        "people agree on clauses is not known (see --labels).\n\n"
    ) + dedent(
        """\
        | clause | yes | no | ambiguous | n/a | not judged | yes of yes + no | 95 % interval |
        |---|--:|--:|--:|--:|--:|--:|--:|
        | permits.forge | 1 | 0 | 0 | 0 | 0 | 100.0 % | 20.7 to 100.0 |
        """
    )


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_judges_without_a_verdict_on_a_clause_are_named_as_such(format: str) -> None:
    text = table(NOTHING, format)

    assert "no judge gave a verdict on a clause that it was shown" in text
    assert "permits.forge" not in text


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_run_that_no_model_judged_has_no_table(format: str) -> None:
    assert table(example_run(), format) == ""


def test_labels_of_people_have_a_column() -> None:
    scored = score_run(ONE)
    label = Label(
        line=1,
        messages=ONE.cases[0].messages,
        answer="An answer.",
        outcome=Outcome.REFUSE,
        clauses=((FORGE, Compliance.COMPLIANT),),
    )
    scored = replace(scored, labelled=labelled_answers([label]))

    text, page, document = (
        run_report(format, scored, RenderOptions(ascii=True))
        for format in ("text", "markdown", "json")
    )

    assert TITLE + text.partition(TITLE)[2] == dedent(
        """\
        By clause: does the answer comply with it?
        as one says, whatever was cited
        people agree with 1 of 1 labelled verdicts on clauses

                                                 not    yes of                   people
                          yes  no  ambiguous  judged  yes + no  95 % interval  agree in
           ----------------------------------------------------------------------------
           permits.forge    1   0          0       0   100.0 %  20.7 to 100.0    1 of 1

        """
    )
    assert page.splitlines()[-1].endswith("| 20.7 to 100.0 | 1 of 1 |")
    (clause,) = json.loads(document)["models"][0]["clause_verdicts"]
    assert (clause["agreement"]["hits"], clause["agreement"]["total"]) == (1, 1)


def test_json_has_the_counts_of_each_clause() -> None:
    def clauses(run: Run) -> object:
        options = RenderOptions(limit=1)
        document = json.loads(run_report("json", score_run(run), options))
        return document["models"][0]["clause_verdicts"]

    def figures(clause: str, hits: int, total: int, **counts: int) -> dict[str, object]:
        bounds = {(0, 2): [0.0, 0.657620], (1, 1): [0.206549, 1.0]}.get((hits, total))
        share = {
            "hits": hits,
            "total": total,
            "value": hits / total if total else None,
            "interval": bounds,
        }
        nothing = {"hits": 0, "total": 0, "value": None, "interval": None}
        names = ("compliant", "non_compliant", "ambiguous", "not_applicable")
        numbers = {name: counts.get(name, 0) for name in (*names, "not_judged", "contested")}
        return {"clause": clause, **numbers, "compliant_share": share, "agreement": nothing}

    assert clauses(BOTH) == [
        figures(FORGE, 0, 2, non_compliant=2, contested=1),
        figures(EXPLAIN, 0, 0, ambiguous=1, not_judged=1),
        figures(COPY, 1, 1, compliant=1, not_applicable=1),
    ]
    assert clauses(NOTHING) == [figures(FORGE, 0, 0, not_judged=2)]
    assert clauses(example_run()) is None
