"""Data written as YAML: it is read back as it was, and reads as a person would have written it."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.source import read
from delibctl.source.emit import emit

LONG = "Help with what is safe, leave out what is not, and say so in one short sentence."

texts = (
    st.text(max_size=120)
    | st.text("\n \t-#:>|'\"ab", max_size=120)
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


@given(texts, texts)
@example("", "0\n\n\t0")
def test_a_note_changes_nothing_of_the_data(title: str, other: str) -> None:
    value = {"list": [{"title": title, "other": other}]}
    noted = emit(value, "# header", {("list", 0, "title"): "assumed"})

    assert read(noted.encode(), "f.yaml").data == value
    assert "# assumed" in noted
