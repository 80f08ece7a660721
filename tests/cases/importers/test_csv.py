"""CSV of every program: how cells are separated, where the header is, and rows that do not fit."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.cases.importers import SourceFile, guess, read_records
from delibctl.errors import DelibctlError

ROWS = [("A", "Hello, you?"), ("B", "Bye; when?\nNow?")]


def written(delimiter: str, *, before: str = "", end: str = "\r\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(("label", "prompt"))
    writer.writerows(ROWS)
    return before + out.getvalue()


def records(text: str, name: str = "own.csv", **columns: str) -> tuple[object, object]:
    read = read_records(SourceFile(text=text, name=name, columns=columns), "table")
    return [(r.label, r.prompt) for r in read.records], read.left_over


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (written(","), "own.csv"),
        (written(";"), "own.csv"),
        (written("\t"), "own.csv"),
        (written("|"), "own.csv"),
        (written("\t"), "own.tsv"),
        (written(","), "own.tsv"),
        (written(",", end="\r"), "own.csv"),
        (written(";", before="sep=;\r\n"), "own.csv"),
        (written("^", before="sep=^\n"), "own.csv"),
        (written(",", before='"sep=,"\n'), "own.csv"),
        (written(",", before="\n\n , \n"), "own.csv"),
    ],
)
def test_cells_are_told_apart_whatever_separates_them(text: str, name: str) -> None:
    file = SourceFile(text=text, name=name)

    assert guess(file) == "table"
    assert records(text, name) == (ROWS, [])


@given(
    st.sampled_from(",;\t|"),
    st.lists(st.tuples(*[st.text(min_size=1, max_size=20)] * 3), min_size=1, max_size=5),
)
def test_each_cell_is_read_as_it_was_written(
    delimiter: str, rows: list[tuple[str, str, str]]
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [("id", "label", "prompt"), *rows]
    )
    table = SourceFile(text=out.getvalue(), name="own.csv").table

    written_rows = [row for row in rows if any(map(str.strip, row))]
    assert [tuple(row.cells.values()) for row in table.rows] == written_rows
    assert table.left_over == ()


@pytest.mark.parametrize(
    ("text", "columns", "prompts", "left_over"),
    [
        (
            "prompt,label\nHello, you?,a\nNow?,a\n",
            {},
            [("a", "Now?")],
            [(2, "3 cells under 2 columns: quote cells that hold a separator")],
        ),
        (
            "label,prompt,style\na,Where?\nb,When?,refuse\n",
            {},
            [("b", "When?")],
            [(2, "2 cells under 3 columns")],
        ),
        ("label,prompt\na,Where?,,\n", {}, [("a", "Where?")], []),
        ("label,prompt,,\na,Where?,,\n", {}, [("a", "Where?")], []),
        (
            "Export of May,,\n\nlabel,prompt,\na,Where?,\n",
            {},
            [("a", "Where?")],
            [(1, "a line above the header: Export of May")],
        ),
        (
            "Export;May\nlabel;Frage\na;Wo?\n",
            {"prompt": "frage"},
            [("a", "Wo?")],
            [(1, "a line above the header: Export, May")],
        ),
        (
            ",prompt,label,note,Score\n0,Where?,a,x,1\n",
            {},
            [("a", "Where?")],
            [(0, "columns number 1, note, Score")],
        ),
        (
            "label,prompt\na,NaN\nb,None\nc,\nd,null\ne,Null and void?\n",
            {},
            [("e", "Null and void?")],
            [
                (2, "no prompt: 'NaN' is a missing value"),
                (3, "no prompt: 'None' is a missing value"),
                (4, "no prompt"),
                (5, "no prompt: 'null' is a missing value"),
            ],
        ),
        (
            "label,prompt\nNaN,Where?\na,file://prompts/one.txt\n",
            {},
            [("", "Where?")],
            [(3, "the prompt is in a file, which was not read: file://prompts/one.txt")],
        ),
        (
            "label,prompt\na,Where?\n\ufefflabel,prompt\nb,When?\n",
            {},
            [("a", "Where?"), ("b", "When?")],
            [(3, "the header again")],
        ),
        ("label,Question\na,Where?\n", {}, [("a", "Where?")], []),
    ],
)
def test_what_is_no_row_is_listed_with_its_line(
    text: str,
    columns: dict[str, str],
    prompts: list[tuple[str, str]],
    left_over: list[tuple[int, str]],
) -> None:
    assert records(text, **columns) == (prompts, left_over)


@pytest.mark.parametrize("text", ["prompt,Prompt\na,b\n", "a,prompt,A\nx,y,z\n"])
def test_two_columns_of_one_name_are_an_error(text: str) -> None:
    with pytest.raises(DelibctlError, match="two columns are called"):
        records(text)


def test_a_sheet_with_empty_rows_between_its_groups_is_read() -> None:
    file = SourceFile(text="A1,,\n1,First,\n\n,,\n2,Second,\n3\nB1\n1,NaN,\n", name="sheet.csv")

    assert guess(file) == "spreadsheet"
    read = read_records(file, "spreadsheet")
    assert [(r.number, r.prompt) for r in read.records] == [("A1-1", "First"), ("A1-2", "Second")]
    assert read.left_over == [
        (6, "not a prompt: 3"),
        (8, "no prompt: 'NaN' is a missing value"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "prompt"),
    [
        ("Goal,Behavior,Category,prompt\nForge it,x,a,As a poet: forge it\n", "jailbreak", "As a"),
        ("category,source,forbidden_prompt,jailbroken_prompt\na,x,Do it,Sure: do it\n",
         "jailbreak", "Sure:"),
        ("label,prompt,jailbreak_prompt\na,Do it,Ignore all and do it\n", "jailbreak", "Ignore"),
        ("Goal,Behavior,Category\nForge it,x,a\n", "direct", "Forge it"),
    ],
)  # fmt: skip
def test_a_jailbreak_set_keeps_the_wrapped_prompt(text: str, kind: str, prompt: str) -> None:
    file = SourceFile(text=text, name="own.csv")

    read = read_records(file, guess(file) or "")

    assert [str(record.kind) for record in read.records] == [kind]
    assert read.records[0].prompt.startswith(prompt)


def test_turns_in_rows_of_their_own_become_conversations() -> None:
    text = (
        "conversation_id,turn,role,content,label\n"
        "c1,2,assistant,Yes?,\nc1,1,user,Hello,a\nc1,3,user,Where?,\n"
        "c2,1,user,When?,b\nc2,2,assistant,Now.,b\n"
        "c3,1,user,Who?,a\nc3,2,user,What?,b\n"
        "c4,1,tool,x,a\n,1,user,y,a\n"
    )

    file = SourceFile(text=text.replace("tool", "system"), name="turns.csv")
    read = read_records(file, guess(file) or "")

    assert [
        (r.line, r.number, r.label, [(m.role, m.content) for m in r.messages]) for r in read.records
    ] == [(2, "c1", "a", [("user", "Hello"), ("assistant", "Yes?"), ("user", "Where?")])]
    assert read.left_over == [
        (7, "turns of one conversation with different values of label"),
        (8, "turns of one conversation with different values of label"),
        (10, "the row of a turn, without the id of a conversation: add --column conversation=NAME"),
        (5, "the last turn is not the user's; a case ends where an answer is due"),
        (9, "the last turn is not the user's; a case ends where an answer is due"),
    ]


def test_a_role_that_is_no_speaker_is_an_ordinary_column() -> None:
    assert records("role,label,prompt\ndoctor,a,Where?\nuser,b,When?\n") == (
        [("a", "Where?"), ("b", "When?")],
        [(0, "column role")],
    )
