"""JSON objects inside prose: fenced or not, cut off, or badly escaped."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.text.embedded import MAX_DEPTH, as_text, objects, repaired, spans

values = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
mappings = st.dictionaries(st.text(max_size=5), values, max_size=4)
prose = st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=20)
pieces = st.lists(
    st.sampled_from(
        [*'{}[]":,\\', '{"a": ', '"b"', "\\u", "\n", "null", "1e999", "“", "：", "，", "//", "```"]
    )
    | st.text(max_size=3),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('{"a": 1}', [{"a": 1}], id="bare"),
        pytest.param('Well: {"a": 1}. So.', [{"a": 1}], id="in prose"),
        pytest.param('```json\n{"a": 1}\n```', [{"a": 1}], id="fenced"),
        pytest.param('{"a": 1} or {"b": 2}', [{"a": 1}, {"b": 2}], id="two"),
        pytest.param('{"a": {"b": 2}}', [{"a": {"b": 2}}], id="the outermost only"),
        pytest.param('{x {"b": 2}', [{"b": 2}], id="after a lone brace"),
        pytest.param('{"a": "one\ntwo"}', [{"a": "one\ntwo"}], id="a raw line feed"),
        pytest.param('{"a": "}"}', [{"a": "}"}], id="a brace in a text"),
        pytest.param('{"a": 1', [], id="cut off"),
        pytest.param("no JSON", [], id="none"),
        pytest.param('{"a":' * 100_000, [], id="too deep"),
    ],
)
def test_whole_objects_are_found(text: str, found: list[Any]) -> None:
    assert list(objects(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('{"a": "one tw', {"a": "one tw"}, id="cut off inside a text"),
        pytest.param('{"a": [{"b": 1', {"a": [{"b": 1}]}, id="cut off inside a list"),
        pytest.param('Well: {"a": "x', {"a": "x"}, id="after prose"),
        pytest.param('{"a": "x",}', {"a": "x"}, id="a comma too many"),
        pytest.param("{'a': 'x'}", {"a": "x"}, id="single quotes"),
        pytest.param('{"a"："x"，"b"："y"}', {"a": "x", "b": "y"}, id="full-width punctuation"),
        pytest.param("no JSON", None, id="no brace"),
        pytest.param("{" * (MAX_DEPTH + 1), None, id="nested deeper than a reply is"),
    ],
)
def test_a_broken_object_is_mended(text: str, found: Any) -> None:
    assert repaired(text) == found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(None, "", id="null"),
        pytest.param(" x\n", "x", id="text is stripped"),
        pytest.param({"é": [1, True]}, '{"é": [1, true]}', id="an object as JSON"),
        pytest.param(3, "3", id="a number"),
        pytest.param("a\ud83d", "a\ufffd", id="half a surrogate pair"),
    ],
)
def test_any_value_has_a_text(value: Any, text: str) -> None:
    assert as_text(value) == text


@given(prose, mappings, prose, mappings, prose)
def test_objects_in_prose_are_found_with_their_offsets(
    before: str, one: dict[str, Any], between: str, other: dict[str, Any], after: str
) -> None:
    written = [json.dumps(one), json.dumps(other)]
    text = before + written[0] + between + written[1] + after

    found = list(spans(text))

    assert [data for _, _, data in found] == [one, other]
    assert [text[start:end] for start, end, _ in found] == written


@given(mappings)
def test_a_sound_object_needs_no_mending(data: dict[str, Any]) -> None:
    assert repaired(json.dumps(data, ensure_ascii=False)) == data


@given(st.text(st.characters(codec="utf-8", exclude_characters='\\"'), max_size=30))
def test_a_text_that_is_cut_off_is_kept_to_its_last_character(text: str) -> None:
    assert repaired('{"answer": "' + text) == {"answer": text}


@example('{"a": "b\\')
@example("[" * 100_000 + "{")
@given(pieces)
def test_nothing_makes_the_search_raise(text: str) -> None:
    assert all(isinstance(found, dict) for found in objects(text))
    assert isinstance(repaired(text), dict | None)
