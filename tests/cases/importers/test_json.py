"""JSON of every program: read by its content, whatever the ending of the file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.cases.importers import SourceFile, guess, read_records
from delibctl.errors import DelibctlError

ROWS = [{"prompt": "Where?", "label": "a"}, {"prompt": "When?", "label": "b"}]
LINES = "\n".join(map(json.dumps, ROWS))


@pytest.mark.parametrize("name", ["own.json", "own.jsonl", "own.ndjson", "own.csv", "stdin"])
@pytest.mark.parametrize(
    "text",
    [
        LINES,
        "\ufeff" + LINES.replace("\n", "\r\n\r\n"),
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\n".join(json.dumps(row, indent="\t") for row in ROWS),
        json.dumps({"rows": ROWS}),
        json.dumps({"data": {"items": ROWS}}),
        json.dumps({"rows": [{"row_idx": i, "row": row} for i, row in enumerate(ROWS)]}),
        json.dumps({"columns": ["prompt", "label"], "data": [list(r.values()) for r in ROWS]}),
        json.dumps({"prompt": ["Where?", "When?"], "label": ["a", "b"]}),
        json.dumps({"prompt": {"0": "Where?", "1": "When?"}, "label": {"0": "a", "1": "b"}}),
    ],
)
def test_rows_are_read_by_content(name: str, text: str) -> None:
    file = SourceFile(text=text, name=name)

    assert guess(file) == "table"
    read = read_records(file, "table")
    assert [(r.label, r.prompt) for r in read.records] == [("a", "Where?"), ("b", "When?")]
    assert read.left_over == []


@given(
    st.lists(
        st.fixed_dictionaries({"prompt": st.text(min_size=1), "label": st.text()}), min_size=2
    ),
    st.sampled_from([None, 0, 2]),
)
def test_lines_and_lists_hold_the_same_rows(rows: list[dict[str, str]], indent: int | None) -> None:
    lines = "\n".join(json.dumps(row, indent=indent) for row in rows)
    listed = json.dumps({"rows": rows}, indent=indent)

    read = [SourceFile(text=text, name="own.json").table.rows for text in (lines, listed)]

    assert [[row.cells for row in table] for table in read] == [rows, rows]


@pytest.mark.parametrize(
    ("text", "prompts", "left_over"),
    [
        (
            '{"prompt": NaN}\n{"prompt": null}\n{"prompt": " "}\n{"prompt": "NaN"}\n'
            '{"prompt": true}\n{"prompt": 12}',
            ["12"],
            [
                (1, "no prompt"),
                (2, "no prompt"),
                (3, "no prompt"),
                (4, "no prompt: 'NaN' is a missing value"),
                (5, "not a text: true"),
            ],
        ),
        (
            '{"prompt": "first", "prompt": "second"}\n{"prompt": "third", "x": {"y": 1, "y": 2}}\n'
            '{"prompt": "fourth"}',
            ["fourth"],
            [(1, "the key 'prompt' appears twice"), (2, "the key 'y' appears twice")],
        ),
        (
            '{"version": 1,\n"rows": [\n{"prompt": "one"},\n{"prompt": null}]}',
            ["one"],
            [(0, "'version', beside the rows"), (4, "no prompt")],
        ),
        (
            '[{"prompt": "one", "x": 1},\n\n{"prompt": {"en": "two"}}]',
            ["one"],
            [
                (0, "column x"),
                (3, "JSON that is no conversation: a turn needs a role and a content"),
            ],
        ),
    ],
)
def test_what_is_no_prompt_is_listed_with_its_line(
    text: str, prompts: list[str], left_over: list[tuple[int, str]]
) -> None:
    read = read_records(SourceFile(text=text, name="own.jsonl"), "table")

    assert [record.prompt for record in read.records] == prompts
    assert read.left_over == left_over


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ('{"prompt": "a"},\n{"prompt": "b"}', "invalid JSON: a comma after the object", ":1"),
        ('{"prompt": "a"}\n{"prompt": b}', "invalid JSON: Expecting value", ":2"),
        ('[{"prompt": "a"}\n{"prompt": "b"}]', "invalid JSON: a comma or `]` is missing", ":2"),
        ('[{"prompt": "a"}] x', "invalid JSON: text after the list", ":1"),
        ('{"prompt": ' + "[" * 100 + "]" * 100 + "}", "invalid JSON: nested too deeply", ":1"),
        ('{"a": [{"b": 1}], "c": [{"d": 1}]}', "several lists of objects: a, c", ""),
        ('{"a": {"b": [1]}}', "--column prompt=p: own.json has no such column", None),
        ("[1]", "not an object", ":1"),
    ],
)
def test_json_that_cannot_be_read_says_where(text: str, what: str, where: str | None) -> None:
    with pytest.raises(DelibctlError) as raised:
        read_records(SourceFile(text=text, name="own.json", columns={"prompt": "p"}), "table")

    assert raised.value.what == what
    assert raised.value.where == ("" if where is None else f"own.json{where}")
