"""Reading a file: what is data, what is a problem, and where each stands."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.model import Place
from delibctl.source import read
from delibctl.source.events import Limits

HAZARDS = {
    "a tab as indentation": (b"policy:\n\tid: a\n", "yaml-syntax", 2, 1),
    "a tab below spaces": (b"policy:\n  id: a\n\ttitle: b\n", "yaml-syntax", 3, 1),
    "a colon in a plain text": (b"a:\n  - text: Refuse: do not\n", "yaml-syntax", 2, 17),
    "a double quote never closed": (b'a: 1\nb: "never\nc: 3\n', "yaml-syntax", 2, 4),
    "a single quote never closed": (b"a: 1\nb: 'never\nc: 3\n", "yaml-syntax", 2, 4),
    "a bracket never closed": (b"a: [1, 2\nb: 3\n", "yaml-syntax", 1, 4),
    "a brace never closed": (b"policy: {id: a\n", "yaml-syntax", 1, 9),
    "a key without a colon": (b"a: 1\nb\nc: 3\n", "yaml-syntax", 2, 1),
    "a line between two levels": (b"a:\n    b: 1\n   c: 2\n", "yaml-syntax", 3, 4),
    "a text that starts with @": (b"a: @x\n", "yaml-syntax", 1, 4),
    "a text that starts with a backtick": (b"a: `x`\n", "yaml-syntax", 1, 4),
    "a text that starts in bold": (b"a: **not** so\n", "yaml-syntax", 1, 4),
    "half of a surrogate pair": (b'a: "\\ud800"\n', "yaml-syntax", 1, 7),
    "an unknown directive": (b"%FOO bar\n---\na: 1\n", "yaml-syntax", 1, 1),
    "a key twice": (b"a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
    "a key twice inside a list": (b"x:\n  - a: 1\n    a: 2\n", "duplicate-key", 3, 5),
    "a key twice, once quoted": (b'a: 1\n"a": 2\n', "duplicate-key", 2, 1),
    "an anchor": (b"a: &x 1\n", "anchor-alias-merge", 1, 4),
    "an anchor of a list": (b"a:\n  - &x [1]\n", "anchor-alias-merge", 2, 5),
    "an alias": (b"a: 1\nb: *x\n", "anchor-alias-merge", 2, 4),
    "a merge key": (b"a:\n  <<: {b: 1}\n  c: 2\n", "anchor-alias-merge", 2, 3),
    "an alias bomb": (
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "anchor-alias-merge",
        1,
        4,
    ),
    "a tag of Python": (b"a: !!python/object:os.system x\n", "explicit-tag-or-directive", 1, 4),
    "a tag of one's own": (b"a: 1\nb: !secret x\n", "explicit-tag-or-directive", 2, 4),
    "a standard tag": (b"a: !!str 1\n", "explicit-tag-or-directive", 1, 4),
    "a %YAML directive": (b"%YAML 1.1\n---\na: no\n", "explicit-tag-or-directive", 1, 1),
    "a %TAG directive": (b"%TAG ! tag:x,2000:\n---\na: 1\n", "explicit-tag-or-directive", 1, 1),
    "two documents": (b"a: 1\n---\nb: 2\n", "resource-limit", 2, 1),
    "51 levels in brackets": (b"[" * 51 + b"]" * 51, "resource-limit", 1, 51),
    "51 levels in blocks": (b"- " * 51 + b"x", "resource-limit", 1, 101),
    "UTF-16, low byte first": ("a: 1\n".encode("utf-16"), "not-utf8-or-control-char", 1, 1),
    "UTF-16, high byte first": (
        b"\xfe\xff" + "a: 1\n".encode("utf-16-be"),
        "not-utf8-or-control-char",
        1,
        1,
    ),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-le"), "not-utf8-or-control-char", 1, 2),
    "a Latin-1 byte": ("a: 1\nb: é\n".encode("latin-1"), "not-utf8-or-control-char", 2, 4),
    "a Latin-1 byte after CRLF": (
        "a: 1\r\nb: é\r\n".encode("latin-1"),
        "not-utf8-or-control-char",
        2,
        4,
    ),
    "a Latin-1 byte after other scripts": (
        "a: 条é\n".encode() + b"b: \xe9\n",
        "not-utf8-or-control-char",
        2,
        4,
    ),
    "a byte order mark": (b"\xef\xbb\xbfa: 1\n", "not-utf8-or-control-char", 1, 1),
    "a byte order mark within": ("a: x\ufeff\n".encode(), "not-utf8-or-control-char", 1, 5),
    "NEL, a line end to some": ("a: x\u0085y\n".encode(), "not-utf8-or-control-char", 1, 5),
    "a Unicode line separator": ("a: x\u2028y\n".encode(), "not-utf8-or-control-char", 1, 5),
    "a bell": (b"a: 1\nb: x\x07\n", "not-utf8-or-control-char", 2, 5),
    "an escape sequence": (b"a: \x1b[31mred\n", "not-utf8-or-control-char", 1, 4),
    "a number as key": (b"a: 1\n1: b\n", "non-string-key", 2, 1),
    "true as key": (b"true: a\n", "non-string-key", 1, 1),
    "nothing as key": (b"~: a\n", "non-string-key", 1, 1),
    "a date as key": (b"2020-01-01: a\n", "non-string-key", 1, 1),
    "a list as key": (b"? [a, b]\n: c\n", "non-string-key", 1, 3),
}

WORDS = {
    "a tab": (b"a:\n\tb: 1\n", "a tab is used for indentation", "indent with spaces"),
    "a tab below spaces": (
        b"a:\n  b: 1\n\tc: 2\n",
        "a tab is used for indentation",
        "indent with spaces",
    ),
    "a colon in a plain text": (
        b"text: Refuse: do not\n",
        "`: ` in unquoted text starts a mapping",
        "quote the text, or write it as a block after `>-`",
    ),
    "an open quote": (b'a: "x\n', "this quote is never closed", "close the quote"),
    "bold text": (
        b"a: **x** y\n",
        "unquoted text cannot start with '*'",
        "quote the text",
    ),
    "an at sign": (b"a: @x\n", "unquoted text cannot start with '@'", "quote the text"),
    "a key twice": (
        b"a: 1\na: 2\n",
        "the key 'a' appears twice; the first is on line 1",
        "keep one of them",
    ),
    "a byte order mark": (
        b"\xef\xbb\xbfa: 1\n",
        "byte order mark U+FEFF",
        "save the file as UTF-8 without a byte order mark",
    ),
    "Latin-1": (
        b"a: \xe9\n",
        "byte 0xe9 is not valid UTF-8",
        "save the file as UTF-8 without a byte order mark",
    ),
    "two documents": (
        b"a: 1\n---\nb: 2\n",
        "a second document starts here",
        "split the policy into files of one document each, listed under `include`",
    ),
}

SCALARS: list[tuple[str, Any]] = [
    *((word, word) for word in ("no", "yes", "on", "off", "y", "n", "No", "OFF")),
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("~", None),
    ("null", None),
    ("", None),
    ("1:30", "1:30"),
    ("2024-01-02", "2024-01-02"),
    ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"),
    ("010", 10),
    ("-7", -7),
    ("0o10", "0o10"),
    ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("9" * 19, "9" * 19),
    ("1.10", 1.1),
    ("1e3", 1000.0),
    ("1.10.1", "1.10.1"),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ('"1"', "1"),
    ("'true'", "true"),
]

NESTED = b"""\
policy: {id: a}
categories:
  - id: first
    clauses:
      - id: one
        title: "No. 1"
      - id: two
"""

PLACES = {
    "a value": (("policy", "id"), Place(file="f", line=1, column=14, end_line=1, end_column=15)),
    "a quoted value": (
        ("categories", 0, "clauses", 0, "title"),
        Place(file="f", line=6, column=16, end_line=6, end_column=23),
    ),
    "a mapping, by its first key": (
        ("categories", 0, "clauses", 1),
        Place(file="f", line=7, column=9, end_line=7, end_column=11),
    ),
    "the whole file": ((), Place(file="f", line=1, column=1, end_line=1, end_column=7)),
    "a missing key, by its mapping": (
        ("categories", 0, "clauses", 1, "title", 3, "x"),
        Place(file="f", line=7, column=9, end_line=7, end_column=11),
    ),
    "a missing item, by its list": (
        ("policy", "id", 5),
        Place(file="f", line=1, column=14, end_line=1, end_column=15),
    ),
    "a name where an index belongs, by the list above": (
        ("categories", "first"),
        Place(file="f", line=3, column=3, end_line=8, end_column=1),
    ),
}

FRAGMENTS = [
    *("a", "b: ", "- ", "? ", ": ", "\n", "\r\n", "\r", "  ", "\t", "[", "]", "{", "}", ",", "#"),
    *('"', "'", "|\n", ">-\n", "&x ", "*x", "!t ", "!!int ", "<<: ", "---\n", "...\n", "%YAML 1.1"),
    *("1", "true", "~", "2020-01-01", "é", "条", "\\", "\\u", '{"a": 1}\n', '"\\ud800"', "@", "`"),
    *("\x00", "\x85", "\ufeff", "\u2028", "9" * 5000),
]
contents = (
    st.binary(max_size=60)
    | st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join).map(str.encode)
    | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
)


@pytest.mark.parametrize(("data", "kind", "line", "column"), HAZARDS.values(), ids=HAZARDS)
def test_a_hazard_is_one_problem_with_its_place(
    data: bytes, kind: str, line: int, column: int
) -> None:
    found = [(p.kind, p.place.line, p.place.column) for p in read(data, "f.yaml").problems]

    assert found == [(kind, line, column)]


@pytest.mark.parametrize(("data", "message", "advice"), WORDS.values(), ids=WORDS)
def test_a_problem_says_the_cause_and_what_to_do(data: bytes, message: str, advice: str) -> None:
    assert [(p.message, p.next) for p in read(data, "f.yaml").problems] == [(message, advice)]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_a_scalar_is_what_yaml_1_2_says(written: str, value: object) -> None:
    document = read(f"key: {written}\n".encode(), "f.yaml")

    assert (document.data, document.problems) == ({"key": value}, ())
    assert type(document.data["key"]) is type(value)


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "1:30"])
def test_a_key_that_is_text_in_yaml_1_2_is_a_key(word: str) -> None:
    document = read(f"{word}: 1\n".encode(), "f.yaml")

    assert (document.data, document.problems) == ({word: 1}, ())


@pytest.mark.parametrize("data", [b"", b"# a comment\n", b"  \n\n"])
def test_a_file_of_nothing_has_neither_data_nor_problems(data: bytes) -> None:
    document = read(data, "f.yaml")

    assert (document.data, document.problems, document.kind) == (None, (), None)
    assert document.place(("policy", "id")) == Place(file="f.yaml")


def test_the_first_of_two_equal_keys_is_kept_and_each_later_one_reported() -> None:
    document = read(b"a: 1\na: 2\nb: 3\na: 4\n", "f.yaml")

    assert document.data == {"a": 1, "b": 3}
    assert [p.place.line for p in document.problems] == [2, 4]


def test_a_key_that_is_no_text_hides_none_beside_it() -> None:
    document = read(b"1: a\nb: 2\ntrue: c\n", "f.yaml")

    assert document.data == {"b": 2}
    assert [p.message for p in document.problems] == [
        "the key 1 is not text",
        "the key true is not text",
    ]


def test_fifty_levels_are_read() -> None:
    assert read(b"[" * 50 + b"]" * 50, "f.yaml").problems == ()


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        pytest.param(
            b"aaaa", Limits(characters=3), "the file is over 3 characters long", id="file"
        ),
        pytest.param(b"[a, b, c]", Limits(nodes=3), "the file has more than 3 nodes", id="nodes"),
        pytest.param(b"[[[]]]", Limits(depth=2), "nested deeper than 2 levels", id="depth"),
        pytest.param(b"[aaaa]", Limits(scalar=3), "a text is over 3 characters long", id="text"),
    ],
)
def test_one_more_than_a_limit_allows_stops_the_reading(
    data: bytes, limits: Limits, message: str
) -> None:
    document = read(data, "f.yaml", limits)

    assert document.data is None
    assert [(p.kind, p.message, p.stops) for p in document.problems] == [
        ("resource-limit", message, True)
    ]


@pytest.mark.parametrize(
    "start",
    ["[", "{a: ", "- ", "? "],
    ids=["brackets", "braces", "dashes", "questions"],
)
def test_a_hundred_thousand_levels_end_with_a_finding_at_the_limit(start: str) -> None:
    program = (
        "from delibctl.source import read\n"
        f"document = read({start!r}.encode() * 100_000, 'f.yaml')\n"
        "print([(p.kind, p.message) for p in document.problems])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False
    )

    expected = "[('resource-limit', 'nested deeper than 50 levels')]\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")


@pytest.mark.parametrize(("path", "place"), PLACES.values(), ids=PLACES)
def test_a_path_leads_to_the_place_of_the_nearest_thing_that_exists(
    path: tuple[str | int, ...], place: Place
) -> None:
    assert read(NESTED, "f").place(path) == place


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        pytest.param(("policy", "id"), 1, 10, id="in braces"),
        pytest.param(("categories", 0, "clauses", 0, "title"), 6, 9, id="in a block"),
        pytest.param(("categories", 0, "clauses", 1), 7, 9, id="an item has no key"),
    ],
)
def test_the_key_at_the_end_of_a_path_has_a_place(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    place = read(NESTED, "f").key_place(path)

    assert (place.line, place.column) == (line, column)


def test_columns_count_characters_not_bytes() -> None:
    place = read("{条é𝄞: 1, b: x}\n".encode(), "f").place(("b",))

    assert (place.line, place.column) == (1, 13)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"policy: {}\ncategories: []\n", "policy"),
        (b"cases: []\n", "cases"),
        (b"categories: []\n", "fragment"),
        (b"styles: {}\n", "fragment"),
        (b"definitions: {}\n", "fragment"),
        (b"schema_version: 1\n", None),
        (b"- policy\n", None),
        (b"policy\n", None),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_top_level_keys(data: bytes, kind: str | None) -> None:
    assert read(data, "f.yaml").kind == kind


def test_a_file_of_no_kind_has_no_violations() -> None:
    assert read(b"anything: at all\n", "f.yaml").violations == ()


@pytest.mark.parametrize("name", ["f.yaml", "f.jsonl"])
@given(data=contents)
def test_reading_never_raises_and_every_problem_lies_within_the_file(
    name: str, data: bytes
) -> None:
    document = read(data, name)

    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.count("\n") + 1
    for problem in document.problems:
        assert problem.place.file == name
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
    assert isinstance(document.violations, tuple)


def test_without_the_c_parser_there_is_a_message_and_no_slow_path() -> None:
    program = (
        "import sys; sys.modules['_ruamel_yaml'] = None\n"
        "from delibctl.source import read\n"
        "read(b'a: b', 'f.yaml')"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert "DelibctlError: the C parser of ruamel.yaml is missing" in done.stderr


def test_equal_bytes_of_one_file_are_parsed_once() -> None:
    content = b"cases: []\n"

    assert read(content, "cases.yaml") is read(bytes(bytearray(content)), "cases.yaml")
    assert read(content, "other.yaml").name == "other.yaml"
