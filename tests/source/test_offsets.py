"""Offsets in a value are found in its notation, whatever the notation is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.source import Document, read

NOTATIONS = {
    "plain": "text: one two\n  three\n\n  four\n",
    "single quotes": "text: 'it''s one\n  two\n\n\n  three'\n",
    "double quotes": 'text: "a\\tb \\u00e9 one\\\n  two\n  three \\"four\\""\n',
    "folded": "text: >-\n  one two\n  three\n\n  four\n    five\n",
    "literal, with a comment": "text: |- # why\n  one\n    two\n\n  three\n",
    "CRLF": "text: 'one\r\n  two\r\n\r\n  it''s'\r\n",
    "in braces": '{text: "one two"}\n',
}


def words(document: Document) -> list[tuple[str, str]]:
    """Each word of the text, with what the file has at its place."""
    value = document.data["text"]
    found, start = [], 0
    for word in value.split():
        start = value.index(word, start)
        place = document.within(("text",), value, start, start + len(word))
        found.append((word, document.raw(place)))
        start += len(word)
    return found


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS)
def test_each_word_of_a_text_has_its_place(text: str) -> None:
    for word, raw in words(read(text.encode(), "f.yaml")):
        plain = (
            raw.replace("''", "'").replace('\\"', '"').replace("\\u00e9", "é").replace("\\\n  ", "")
        )
        assert plain == word


@given(st.lists(st.text("ab '\"\\\t", min_size=1, max_size=8), min_size=1, max_size=5))
def test_words_in_double_quotes_are_found_behind_any_escapes(parts: list[str]) -> None:
    escaped = [
        part.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") for part in parts
    ]
    document = read(f'text: "{"".join(escaped)}END"\n'.encode(), "f.yaml")
    value = document.data["text"]

    place = document.within(("text",), value, len(value) - 3, len(value))

    assert document.raw(place) == "END"


def test_places_of_many_findings_in_one_text_cost_no_more_than_the_text() -> None:
    document = read(b"text: " + b"TODO " * 40_000 + b"\n", "f.yaml")
    value = document.data["text"]

    places = [document.within(("text",), value, at, at + 4) for at in range(0, 199_999, 5)]

    assert [place.column for place in places] == list(range(7, 200_006, 5))
