"""Text from models and policies, made harmless for the place where it is shown."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from delibctl.text.escape import as_json, code_span, markdown, one_line, visible

HOSTILE = [
    *("<script>alert(1)</script>", "<!-- x -->", "[click](javascript:alert(1))", "![i](http://x)"),
    *("**bold** _it_ `code`", "# heading", "- item", "1. item", "2) item", "> quote", "~~~", "```"),
    *(
        "a | b | c\n- | - | -",
        "@team #1",
        "http://example.com",
        "<http://example.com>",
        "&lt;b&gt;",
    ),
    *("\\*", "trailing\\", "===", "---", "***", "    code", "\tcode", "two  \nlines", "[x]: /url"),
    *("~~gone~~", "&#60;", "text\n===", "+ item", "| - |", "<b", "a@b.example", "[ref][x]"),
]

texts = st.text(max_size=60) | st.lists(
    st.sampled_from([*HOSTILE, " ", "\n", "\x1b[2J", "\u202e", "a"]), max_size=6
).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain text", "plain text", id="plain"),
        pytest.param("naïve 条 𝄞", "naïve 条 𝄞", id="other scripts"),
        pytest.param("a\nb", "a\nb", id="line feed"),
        pytest.param("a\r\nb", "a\nb", id="carriage return and line feed"),
        pytest.param("a\rb", "a\\x0db", id="carriage return"),
        pytest.param("a\tb", "a    b", id="tab"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="colour"),
        pytest.param("a\u0085b", "a\\x85b", id="NEL"),
        pytest.param("a\u202eb", "a\\u202eb", id="right-to-left override"),
        pytest.param("a\u200bb", "a\\u200bb", id="zero-width space"),
        pytest.param("a\u2028b", "a\\u2028b", id="line separator"),
        pytest.param("\ud800", "\\ud800", id="half a surrogate pair"),
        pytest.param("\U000e0041b", "\\U000e0041b", id="tag character"),
        pytest.param("re\u00adfuse", "re\\xadfuse", id="soft hyphen"),
        pytest.param("re\u034ffuse", "re\\u034ffuse", id="grapheme joiner"),
        pytest.param("a\u3164\uffa0\u115f", "a\\u3164\\uffa0\\u115f", id="fillers"),
        pytest.param("a\ufe01\U000e0130", "a\\ufe01\\U000e0130", id="variation selectors"),
        pytest.param("\u2764\ufe0f", "\u2764\ufe0f", id="a red heart"),
        pytest.param("\u2764\ufe0f\ufe0f", "\u2764\ufe0f\\ufe0f", id="a selector too many"),
    ],
)
def test_what_cannot_be_seen_is_written_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=[]) | st.characters(categories=["Cc", "Cf"])))
def test_no_control_or_format_character_but_the_line_feed_is_left(text: str) -> None:
    left = {character for character in visible(text) if unicodedata.category(character)[0] == "C"}

    assert left <= {"\n"}


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        pytest.param(" a \n b\t c ", None, "a b c", id="no limit"),
        pytest.param("abcdef", 6, "abcdef", id="just fits"),
        pytest.param("abcdefg", 6, "abc...", id="cut"),
        pytest.param("ab cdefg", 6, "ab...", id="cut at a space"),
        pytest.param("abcdef", 3, "...", id="room for dots only"),
        pytest.param("abcdef", 2, "..", id="room for two dots"),
        pytest.param("abcdef", 0, "", id="no room"),
    ],
)
def test_a_text_is_put_on_one_line(text: str, limit: int | None, line: str) -> None:
    assert one_line(text, limit) == line


@given(texts, st.integers(0, 40))
def test_one_line_is_one_line_and_never_longer_than_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)

    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def _shown(text: str) -> list[str]:
    """What a reader of Markdown sees, once it is certain that it is text and nothing else."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    assert [token.type for token in tokens] in (
        [],
        ["paragraph_open", "inline", "paragraph_close"],
    )
    parts = [child for token in tokens for child in token.children or ()]
    assert {part.type for part in parts} <= {"text"}
    return [part.content.replace("\u200b", "") for part in parts]


@pytest.mark.parametrize("text", ["@team", "see #12", "a@b.example", "GH-12", "see gh-1"])
def test_hosts_cannot_turn_a_mention_into_a_link_after_rendering(text: str) -> None:
    assert re.search(r"[@#]\w|(?i:gh)-\d", markdown(text)) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("delibctl lint a.yaml", "`delibctl lint a.yaml`"),
        ("it's `rm`", "`` it's `rm` ``"),
        ("``", "``` `` ```"),
        ("a\nb\x1b[1m", "`a b\\x1b[1m`"),
        ("@team <b>*x*</b> www.x.y", "`@team <b>*x*</b> www.x.y`"),
    ],
)
def test_code_is_shown_as_it_is_and_only_its_own_backticks_end_it(text: str, code: str) -> None:
    assert code_span(text) == code
    (inline,) = [token for token in MarkdownIt().parse(code) if token.type == "inline"]
    assert [(child.type, child.content) for child in inline.children or ()] == [
        ("code_inline", one_line(text))
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_and_does_nothing(text: str) -> None:
    assert _shown(markdown(text)) == [one_line(text)]


@given(texts)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    assert "".join(_shown(markdown(text))) == one_line(text)


def test_a_text_stays_in_its_table_cell() -> None:
    table = f"| a | b |\n| - | - |\n| {markdown('x | y')} | z |\n"
    tokens = MarkdownIt("commonmark").enable("table").parse(table)

    cells = [t.children for t in tokens if t.type == "inline"]
    assert [[part.content for part in cell or ()] for cell in cells] == [
        ["a"],
        ["b"],
        ["x | y"],
        ["z"],
    ]


_UNSEEN = "\x1b\x9b\x7f\xad\u034f\u202e\u2028\u200b\u3164\ufe01\ue000\U000e0069\U000e0130a\n##[x"


@given(st.text(st.sampled_from(_UNSEEN)))
def test_json_shows_all_of_a_text_and_holds_it_as_it_was(text: str) -> None:
    shown = as_json([text])

    assert json.loads(shown) == [text]
    assert visible(shown) == shown


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(_VALUES)
def test_a_document_is_indented_as_the_library_of_python_does(document: object) -> None:
    expected = json.dumps(document, ensure_ascii=False, indent=2)
    if expected.isascii() and expected.replace("\n", "").isprintable() and "##" not in expected:
        assert as_json(document) == expected + "\n"
    assert json.dumps(json.loads(as_json(document))) == json.dumps(document)
