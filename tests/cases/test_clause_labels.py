"""Verdicts of people on single clauses, as tables of labelled answers hold them."""

import json
from collections.abc import Mapping

import pytest

from delibctl.cases.importers.table import read_table
from delibctl.cases.labels import FIELDS, Label, labels
from delibctl.errors import DelibctlError
from delibctl.model import Compliance, Outcome

YES, NO = Compliance.COMPLIANT, Compliance.NON_COMPLIANT
UNCLEAR, NONE = Compliance.AMBIGUOUS, Compliance.NOT_APPLICABLE
ROW = {"prompt": "May I?", "answer": "No.", "outcome": "refuse"}


def read(
    text: str,
    ending: str = ".jsonl",
    columns: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> list[Label]:
    columns = columns or {}
    table = read_table(text, ending, f"me{ending}", {*FIELDS, *columns.values()})
    return labels(table, f"me{ending}", columns, words or {})


def lines(*rows: Mapping[str, object]) -> str:
    return "\n".join(json.dumps({**ROW, **row}) for row in rows)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, ()),
        ({"clauses": {}}, ()),
        ({"clauses": None}, ()),
        ({"clauses": {"a.b": "compliant"}}, (("a.b", YES),)),
        ({"clauses": {"a": "Non-Compliant", "b": "not applicable"}}, (("a", NO), ("b", NONE))),
        ({"clauses": {"a": "AMBIGUOUS", "b": ""}}, (("a", UNCLEAR),)),
        ({"clauses": '{"a": "non_compliant"}'}, (("a", NO),)),
        ({"clause": "a"}, ()),
        ({"clause": "a", "compliance": "compliant"}, (("a", YES),)),
        ({"clauses": {"b": "compliant"}, "clause": "a", "compliance": "ambiguous"},
         (("b", YES), ("a", UNCLEAR))),
        ({"clauses": {"a": "compliant"}, "clause": "a", "compliance": "compliant"}, (("a", YES),)),
    ],
)  # fmt: skip
def test_a_label_has_a_verdict_for_each_clause(
    row: dict[str, object], expected: tuple[tuple[str, Compliance], ...]
) -> None:
    (label,) = read(lines(row))

    assert label.clauses == expected


def test_rows_of_one_answer_and_outcome_are_one_label_with_all_clauses() -> None:
    text = (
        "prompt,answer,outcome,clause,compliance\n"
        "May I?,No.,refuse,a,compliant\n"
        "May I?,No.,refuse,b,non-compliant\n"
        "May I?,Yes.,comply,a,non-compliant\n"
        "May I?,No.,comply,b,non-compliant\n"
        "May I?,No.,refuse,b,\n"
    )

    found = [(label.line, label.outcome, label.clauses) for label in read(text, ".csv")]

    assert found == [
        (2, Outcome.REFUSE, (("a", YES), ("b", NO))),
        (4, Outcome.COMPLY, (("a", NO),)),
        (5, Outcome.COMPLY, (("b", NO),)),
        (6, Outcome.REFUSE, ()),
    ]


def test_columns_and_words_of_another_table_are_named() -> None:
    text = "question,answer,label,rule,ok\nMay I?,No.,no,a,good\n"

    (label,) = read(
        text,
        ".csv",
        {"clause": "rule", "compliance": "ok"},
        {"no": "refuse", "good": "compliant"},
    )

    assert (label.outcome, label.clauses) == (Outcome.REFUSE, (("a", YES),))


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        (
            [{"clauses": {"a": "fine"}}],
            "me.jsonl:1: not a verdict on a clause: 'fine'; add --label fine=VERDICT; the "
            "verdicts are compliant, non-compliant, ambiguous, not-applicable",
        ),
        (
            [{}, {"compliance": "compliant"}],
            "me.jsonl:2: the verdict 'compliant' names no clause; write the id of the clause, or "
            "leave the verdict out",
        ),
        (
            [{"clauses": ["a"]}],
            "me.jsonl:1: the clauses are not an object of clause ids and verdicts; write them like "
            '{"CLAUSE": "compliant"}, or name the column otherwise',
        ),
        (
            [{"clauses": {"a": "compliant"}, "clause": "a", "compliance": "ambiguous"}],
            "me.jsonl:1: contradictory labels of clause a: compliant and ambiguous; keep one of "
            "them",
        ),
        (
            [{"clauses": {"a": "compliant"}}, {}, {"clauses": {"a": "ambiguous"}, "by": "Ada"}],
            "me.jsonl:3: contradictory labels of clause a for one answer: ambiguous, and "
            "compliant on line 1; keep one of them",
        ),
    ],
)
def test_a_verdict_that_cannot_be_used_is_named_with_its_line(
    rows: list[dict[str, object]], error: str
) -> None:
    with pytest.raises(DelibctlError) as raised:
        read(lines(*rows))

    found = raised.value
    assert f"{found.where}: {found.what}; {found.next}" == error


def test_a_word_means_an_outcome_or_a_verdict_on_a_clause() -> None:
    with pytest.raises(DelibctlError) as raised:
        read(lines({}), words={"ok": "fine"})

    assert raised.value.next == (
        "use one of comply, safe-complete, refuse, partial, off-topic; for a clause compliant, "
        "non-compliant, ambiguous, not-applicable"
    )
