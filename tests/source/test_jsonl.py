"""Cases as JSON lines."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.model import Place
from delibctl.source import read
from delibctl.source.jsonl import parse
from delibctl.source.problem import Problem

BAD_LINES = {
    "no JSON": ("{bad}", 2, "not JSON: Expecting property name enclosed in double quotes"),
    "text after the object": ('{"a": 1} x', 10, "not JSON: Extra data"),
    "an object cut off": ('{"a": 1', 8, "not JSON: Expecting ',' delimiter"),
    "too many levels": ("[" * 100_000, 1, "not JSON: nested too deeply"),
    "one level more than YAML may have": ("[" * 51 + "]" * 51, 1, "not JSON: nested too deeply"),
    "a number of 5000 digits": ("9" * 5000, 1, "not JSON: a number is too long"),
    "half of a surrogate pair": (
        '{"a": "\\ud800"}',
        1,
        "not JSON: an escape is half of a surrogate pair",
    ),
}

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def test_each_line_is_a_case_of_a_document_of_cases() -> None:
    document = read(b'{"id": "a"}\n\n  \n{"id": "b"}', "f.jsonl")

    assert document.data == {"schema_version": 1, "cases": [{"id": "a"}, {"id": "b"}]}
    assert (document.problems, document.kind) == ((), "cases")


def test_an_empty_file_holds_no_case() -> None:
    assert read(b"", "f.jsonl").data == {"schema_version": 1, "cases": []}


@pytest.mark.parametrize(("line", "column", "message"), BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_one_problem_and_hides_no_other_case(
    line: str, column: int, message: str
) -> None:
    document = read(f'{{"id": "a"}}\n{line}\n{{"id": "b"}}\n'.encode(), "f.jsonl")

    assert document.data["cases"] == [{"id": "a"}, {"id": "b"}]
    assert document.problems == (
        Problem(
            kind="yaml-syntax",
            place=Place(
                file="f.jsonl", line=2, column=column, end_line=2, end_column=len(line) + 1
            ),
            message=message,
            next="write one JSON object per line",
        ),
    )


def test_a_whole_surrogate_pair_is_a_character() -> None:
    document = read(b'{"id": "\\ud834\\udd1e"}', "f.jsonl")

    assert (document.data["cases"], document.problems) == ([{"id": "𝄞"}], ())


def test_the_first_of_two_equal_keys_is_kept_and_the_second_reported() -> None:
    line = '{"id": "a", "o": {"x": 1, "x": 2}, "id": "b"}'
    document = read(line.encode(), "f.jsonl")

    assert document.data["cases"] == [{"id": "a", "o": {"x": 1}}]
    assert [(p.kind, p.place.line, p.message) for p in document.problems] == [
        ("duplicate-key", 1, "the key 'x' appears twice"),
        ("duplicate-key", 1, "the key 'id' appears twice"),
    ]


LINES = read(b'\n{"id": "a"}\n{bad}\n\n{"id": "b", "clauses": ["c.d"]}\n', "f.jsonl")


@pytest.mark.parametrize(
    ("path", "key", "found"),
    [
        pytest.param(("cases", 0), False, '"id"', id="a case by its first key"),
        pytest.param(("cases", 1, "clauses", 0), False, '"c.d"', id="deep in a case"),
        pytest.param(("cases", 1, "clauses"), True, '"clauses"', id="a key"),
        pytest.param(("cases", 7), False, "", id="no such case"),
        pytest.param((), False, '"id"', id="the file"),
    ],
)
def test_a_path_leads_to_its_place_in_the_line(
    path: tuple[str | int, ...], key: bool, found: str
) -> None:
    assert LINES.raw(LINES.locate(path, key)) == found


def test_a_place_in_json_lines_has_line_and_columns() -> None:
    assert LINES.place(("cases", 1, "clauses", 0)) == Place(
        file="f.jsonl", line=5, column=25, end_line=5, end_column=30
    )


@given(st.lists(values, max_size=5), st.booleans())
def test_what_json_writes_is_read_back(cases: list[Any], ascii_only: bool) -> None:
    lines = [json.dumps(case, ensure_ascii=ascii_only) for case in cases]
    forbidden = any(
        "\x7f" <= c <= "\x9f" or c in "\u2028\u2029\ufeff\ufffe\uffff" for c in "".join(lines)
    )

    document = read("\n".join(lines).encode(), "f.jsonl")

    expected = None if forbidden else {"schema_version": 1, "cases": cases}
    assert document.data == expected


@pytest.mark.parametrize("name", ["cases.jsonl", "CASES.JSONL", "cases.json"])
@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_a_raw_line_end_of_unicode_becomes_an_escape_by_its_remedy(
    character: str, name: str
) -> None:
    raw = json.dumps({"id": "one", "prompt": f"a{character}b"}, ensure_ascii=False)
    (problem,) = read(raw.encode(), name).problems
    escape = problem.next.removeprefix("write it as ")

    assert (problem.message, escape) == (
        f"control character U+{ord(character):04X}",
        f"\\u{ord(character):04x}",
    )
    assert not read(raw.replace(character, escape).encode(), name).problems


@pytest.mark.parametrize("character", ["\x07", "\x9b", "\ufeff"])
def test_another_control_character_is_to_be_removed(character: str) -> None:
    raw = json.dumps({"id": f"a{character}b"}, ensure_ascii=False).replace("\\u0007", character)

    assert [p.next for p in read(raw.encode(), "cases.jsonl").problems] == ["remove the character"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_only_a_line_feed_ends_a_line(separator: str) -> None:
    first = json.dumps({"id": "one", "prompt": f"a{separator}b"}, ensure_ascii=False)
    document, lines, problems = parse(f"{first}\r\n\n{{}}\nnot JSON\n", "cases.jsonl")

    assert document["cases"] == [{"id": "one", "prompt": f"a{separator}b"}, {}]
    assert lines == [1, 3]
    assert [problem.place.line for problem in problems] == [4]
