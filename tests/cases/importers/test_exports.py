"""Files as the programs of others export them: each row is imported as it was, or is listed."""

import json
from typing import Any

import pytest

from delibctl.cases.importers import SourceFile, guess, read_records
from delibctl.cases.importers.conversation import NotAPromptError, conversation

Turns = list[tuple[str, str]]
ASKED: Turns = [("system", "Be kind."), ("user", "Where?")]
MESSAGES = [{"role": role, "content": content} for role, content in ASKED]


def imported(name: str, text: str) -> tuple[list[tuple[str, str, Turns]], list[tuple[int, str]]]:
    file = SourceFile(text=text, name=name)
    read = read_records(file, guess(file) or "")
    records = [
        (record.number, record.label, [(m.role, m.content) for m in record.messages])
        for record in read.records
    ]
    return records, read.left_over


@pytest.mark.parametrize(
    ("row", "number", "label", "turns", "left_over"),
    [
        (
            {"custom_id": "r1", "method": "POST", "body": {"model": "m", "messages": MESSAGES}},
            "r1", "", ASKED, ["column method"],
        ),
        (
            {"custom_id": "r1", "params": {"system": "Be kind.", "messages": MESSAGES[1:]}},
            "r1", "", ASKED, [],
        ),
        (
            {"messages": MESSAGES, "tools": [{"type": "function"}]},
            "", "", ASKED, ["column tools"],
        ),
        ({"item": {"question": "Where?", "label": "a"}}, "", "a", ASKED[1:], []),
        (
            {"id": 7, "data": {"text": "Where?", "topic": "a"}, "annotations": [{"x": 1}]},
            "7", "", ASKED[1:], ["columns data.topic, annotations"],
        ),
        (
            {"id": "7", "fields": {"prompt": "Where?"}, "responses": {"label": [{"value": "a"}]}},
            "7", "", ASKED[1:], ["column responses"],
        ),
        ({"request": {"id": "7", "meta": {"prompt": "Where?"}}}, "7", "", ASKED[1:], []),
        ({"request": {"id": "7", "meta": {"ask": "Where?"}}}, "", "", None, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rows", [1, 2])
def test_prompts_inside_of_objects_are_read(
    row: Any, number: str, label: str, turns: Turns | None, left_over: Any, rows: int
) -> None:
    text = "\n".join(json.dumps(row) for _ in range(rows))
    if turns is None:
        with pytest.raises(Exception, match="not clear which column"):
            imported("own.jsonl", text)
        return

    assert imported("own.jsonl", text) == (
        [(number, label, turns)] * rows,
        [(0, reason) for reason in left_over],
    )


def test_a_key_of_an_object_can_be_named_as_a_column() -> None:
    row = {"request": {"id": "7", "meta": {"ask": "Where?", "by": "x"}}}
    columns = {"prompt": "request.meta.ask", "id": "request.id"}
    file = SourceFile(text=json.dumps([row, row]), name="own.json", columns=columns)

    read = read_records(file, "table")

    assert [(r.number, r.prompt) for r in read.records] == [("7", "Where?")] * 2
    assert read.left_over == [(0, "column request.meta.by")]


def test_rows_of_a_server_are_told_from_their_features_and_cut_cells_are_listed() -> None:
    data = {
        "features": [{"name": "prompt", "feature_idx": 0}],
        "rows": [
            {"row_idx": 0, "row": {"prompt": "Where?"}, "truncated_cells": []},
            {"row_idx": 1, "row": {"prompt": "Whe"}, "truncated_cells": ["prompt"]},
        ],
    }

    records, left_over = imported("rows.json", json.dumps(data, indent=1))

    assert records == [("", "", [("user", "Where?")])]
    assert left_over == [
        (0, "'features', beside the rows"),
        (16, "the server cut prompt: export it whole"),
    ]


@pytest.mark.parametrize(
    ("text", "left_over"),
    [
        ("id,prompt,label\n1,Where?,a\n\nTotal: 1,,\n", [(4, "Total: 1")]),
        ("id,prompt,label\n1,Where?,a\nTotal,2,\n", [(3, "Total, 2")]),
        ("id,prompt,label\n1,Where?,a\n,Grand total,1\n", [(3, "Grand total, 1")]),
        ("id,prompt,label\n1,Where?,a\nCount,1,\nSum,1,\n", [(3, "Count, 1"), (4, "Sum, 1")]),
        ("id,prompt,label\n1,Where?,a\n\nSource: mine,,\n,Of May,\n",
         [(4, "Source: mine"), (5, "Of May")]),
        ("id,prompt,label\n1,Where?,a\n,(1 row),\n", [(3, "(1 row)")]),
    ],
)  # fmt: skip
def test_totals_and_remarks_below_the_rows_are_no_prompts(
    text: str, left_over: list[tuple[int, str]]
) -> None:
    assert imported("own.csv", text) == (
        [("1", "a", [("user", "Where?")])],
        [(line, f"a line below the rows: {words}") for line, words in left_over],
    )


def test_a_last_prompt_stays_a_prompt() -> None:
    text = "prompt,label\nTotal,a\nTotal recall: what is it?,a\n\nCount to ten,a\n\nWhere?,a\n"

    records, left_over = imported("own.csv", text)

    assert [turns[0][1] for _, _, turns in records] == [
        "Total", "Total recall: what is it?", "Count to ten", "Where?",
    ]  # fmt: skip
    assert left_over == []


@pytest.mark.parametrize(
    ("data", "columns", "prompts", "left_over"),
    [
        (
            {"columns": ["prompt"], "index": [0, 1], "data": [["One?"], ["Two?"]]},
            {},
            ["One?", "Two?"],
            [(0, "'index', beside the rows")],
        ),
        ({"prompts": ["One?", "Two?"]}, {"prompt": "prompts"}, ["One?", "Two?"], []),
        (
            {"prompt": ["One?", "Two?"], "note": ["x", "y"]},
            {},
            ["One?", "Two?"],
            [(0, "column note")],
        ),
        ({"prompt": {"0": "One?", "1": "Two?"}, "label": {"0": "a", "1": None}}, {},
         ["One?", "Two?"], []),
    ],
)  # fmt: skip
def test_tables_by_column_are_read(
    data: Any, columns: dict[str, str], prompts: list[str], left_over: list[tuple[int, str]]
) -> None:
    file = SourceFile(text=json.dumps(data), name="own.json", columns=columns)

    read = read_records(file, guess(file) or "")

    assert [record.prompt for record in read.records] == prompts
    assert read.left_over == left_over


@pytest.mark.parametrize("title", ["text", "Message,,", "Prompt,,Meta", ",Input,", "Prompt"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_title_with_the_name_of_a_column_is_no_header(title: str, delimiter: str) -> None:
    text = f"{title}\nid,prompt,label\n1,Where?,a\n".replace(",", delimiter)
    above = ", ".join(filter(None, title.split(",")))

    assert imported("own.csv", text) == (
        [("1", "a", [("user", "Where?")])],
        [(1, f"a line above the header: {above}")],
    )


@pytest.mark.parametrize(
    "text",
    [
        "#NAME?",
        "#REF!",
        "#div/0!",
        "#N/A",
        "NaT",
        "-nan",
        "(blank)",
        "\\N",
        "NONE",
        "Loading...",
        "Na",
        "[null]",
    ],
)
def test_what_programs_write_for_a_missing_value_is_no_prompt(text: str) -> None:
    for value in (
        text,
        [{"role": "user", "content": text}],
        [*MESSAGES[:1], MESSAGES[1] | {"content": text}],
    ):
        with pytest.raises(
            NotAPromptError, match=r"is a missing value|is an error of a spreadsheet"
        ):
            conversation(value)


@pytest.mark.parametrize(
    "text",
    [
        "prompt,adversarial\nWhere is it?,True\nWho is it?,False\n",
        "prompt,jailbreak\nWhere is it?,DAN\nWho is it?,Do it\n",
        "prompt,attack\nWhere is it?,1\nWho is it?,0\n",
    ],
)
def test_a_column_of_flags_or_methods_holds_no_wrapped_prompts(text: str) -> None:
    file = SourceFile(text=text, name="own.csv")
    read = read_records(file, guess(file) or "")

    assert [(r.prompt, str(r.kind)) for r in read.records] == [
        ("Where is it?", "direct"),
        ("Who is it?", "direct"),
    ]
