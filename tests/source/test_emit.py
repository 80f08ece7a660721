"""Data written as YAML: it is read back as it was, and reads as a person would have written it."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.errors import DelibctlError
from delibctl.source import read
from delibctl.source.emit import emit, emit_item

LONG = "Help with what is safe, leave out what is not, and say so in one short sentence."

texts = (
    st.text(max_size=120)
    | st.text("\n \t-#:>|'\"ab", max_size=120)
    | st.lists(st.text("ab\\\t$'\"{}", max_size=12), max_size=40).map(" ".join)
    | st.lists(st.text("abc", min_size=1, max_size=10), max_size=40).map(" ".join)
    | st.lists(st.text("ab -#:", min_size=1, max_size=40), max_size=8).map("\n".join)
    | st.sampled_from(["no", "null", "true", "010", "1.0", "2020-01-02", "<<", "", "=", "\x85"])
)
data = st.dictionaries(
    st.text("abc_", min_size=1, max_size=5),
    st.recursive(
        texts | st.none() | st.booleans() | st.integers(-(10**17), 10**17),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


def test_a_policy_reads_as_a_person_would_write_it() -> None:
    made = emit(
        {
            "policy": {"id": "shop", "version": "1.0", "title": "Shop: rules"},
            "principles": [LONG, "Be kind."],
            "categories": [{"id": "a", "text": "One.\n\nTwo."}],
        },
        "# header",
        {},
    )

    assert made == (
        "# header\n"
        "policy:\n"
        "  id: shop\n"
        '  version: "1.0"\n'
        "  title: 'Shop: rules'\n"
        "principles:\n"
        "  - >-\n"
        "    Help with what is safe, leave out what is not, and say so in one short sentence.\n"
        "  - Be kind.\n"
        "categories:\n"
        "  - id: a\n"
        "    text: >-\n"
        "      One.\n"
        "\n"
        "\n"
        "      Two.\n"
    )


def test_a_note_stands_beside_its_key() -> None:
    made = emit(
        {"a": [{"style": "refuse", "b": 1}, {"style": "comply"}]},
        "# header",
        {("a", 0, "style"): "assumed"},
    )

    assert made == "# header\na:\n  - style: refuse  # assumed\n    b: 1\n  - style: comply\n"


def test_a_note_stands_beside_a_long_text_too() -> None:
    made = emit({"title": LONG, "b": 1}, "# header", {("title",): "assumed"})

    assert made == f"# header\ntitle: {LONG}  # assumed\nb: 1\n"


@given(data)
def test_what_is_written_is_read_back_unchanged(value: dict[str, Any]) -> None:
    document = read(emit(value, "# header", {}).encode(), "f.yaml")

    assert (document.data, document.problems) == (value, ())


@pytest.mark.parametrize(
    "text",
    [
        "C:\\files of mine\\" * 20 + "\t",
        "\t" + r"\frac{a}{b} + \sum_{i} x_i " * 20,
        "It's a: 'b' # c " * 20,
        "word " * 30 + "\tword\n\n two",
        "x" * 300,
        "\u2028 and so on " * 20,
    ],
)
def test_no_line_of_a_text_is_broken_where_a_space_would_come_in(text: str) -> None:
    value = {"a": text, "l": [{"k": text}], "m": {"k": text}}

    noted = emit(value, "# header", {("a",): "assumed"})

    assert read(noted.encode(), "f.yaml").data == value
    assert read(("".join(f"{emit_item(value)}")).encode(), "f.yaml").data == [value]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (
            {"a": "\ud800"},
            "the new file would not be readable: found invalid Unicode character escape code",
        ),
        pytest.param(
            {"a": "x" * 1_000_001},
            "the new file would not be readable: a text is over 1,000,000 characters long",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            {"a": [0] * 400_000},
            "the new file would not be readable: the file has more than 400,000 nodes",
            marks=pytest.mark.slow,  # writing it takes a minute
        ),
        ({"a": ()}, "the new file would not read back as it was written"),
    ],
)
def test_what_would_not_be_read_back_is_not_written(value: dict[str, Any], what: str) -> None:
    with pytest.raises(DelibctlError) as raised:
        emit(value, "# header", {})

    assert raised.value.what == what


@given(texts, texts)
@example("", "0\n\n\t0")
def test_a_note_changes_nothing_of_the_data(title: str, other: str) -> None:
    value = {"list": [{"title": title, "other": other}]}
    noted = emit(value, "# header", {("list", 0, "title"): "assumed"})

    assert read(noted.encode(), "f.yaml").data == value
    assert "# assumed" in noted
