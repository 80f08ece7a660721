"""Values of replies as models spell them."""

from typing import Any

import pytest

from delibctl.text.embedded import objects
from delibctl.text.values import entries, folded, known_id, number, truth, unwrapped, word

V = {"outcome": "comply"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"outcome": "comply"}', id="as asked"),
        pytest.param('{"Outcome": "comply"}', id="a capital"),
        pytest.param('{"OUTCOME ": "comply"}', id="capitals and a blank"),
        pytest.param('{"**outcome**": "comply"}', id="bold"),
        pytest.param('{"verdict": {"outcome": "comply"}}', id="in a wrapper"),
        pytest.param('{"status": "ok", "data": {"outcome": "comply"}}', id="beside another value"),
        pytest.param('{"response": [{"outcome": "comply"}]}', id="in a list in a wrapper"),
        pytest.param('[{"outcome": "comply"}]', id="in a list"),
        pytest.param('{"response": "{\\"outcome\\": \\"comply\\"}"}', id="as text in a wrapper"),
        pytest.param('{"properties": {"outcome": "comply"}}', id="filled into a schema"),
    ],
)
def test_an_object_is_found_by_its_keys(text: str) -> None:
    found = [data for outer in objects(text) for data in unwrapped(outer, {"outcome"})]
    assert found == [V]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        pytest.param('{"a": "x", "a": "x"}', {"a": "x"}, id="the same text"),
        pytest.param('{"a": "x", "a": "y"}', {"a": "x\n\ny"}, id="two texts"),
        pytest.param('{"a": "x", "a": ""}', {"a": "x"}, id="an empty one"),
        pytest.param('{"a": null, "a": null}', {"a": None}, id="two empty ones"),
        pytest.param('{"a": [1], "a": [2]}', {"a": [1, 2]}, id="two lists"),
        pytest.param('{"a": [1], "a": 2}', {"a": [1, 2]}, id="a list and a number"),
        pytest.param('{"a": {"b": 1}, "a": {"c": 2}}', {"a": {"b": 1, "c": 2}}, id="two objects"),
        pytest.param('{"a": 1, "a": 2}', {"a": "1\n\n2"}, id="two numbers contradict"),
        pytest.param('{"a": "x", "A": "y"}', {"a": "x\n\ny"}, id="keys that fold to one"),
    ],
)
def test_a_repeated_key_loses_nothing(text: str, data: dict[str, Any]) -> None:
    assert [folded(found) for found in objects(text)] == [data]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param([{"clause": "a", "verdict": "x"}], [("a", "x")], id="a list of objects"),
        pytest.param([{"Clause": "a", "Verdict": "x"}], [("a", "x")], id="capitals"),
        pytest.param({"clause": "a", "verdict": "x"}, [("a", "x")], id="a single object"),
        pytest.param({"a": "x", "b": "y"}, [("a", "x"), ("b", "y")], id="a map of words"),
        pytest.param({"a": {"verdict": "x"}}, [("a", "x")], id="a map of objects"),
        pytest.param(["a", "b"], [("a", None), ("b", None)], id="a list of ids"),
        pytest.param([{"a": "x"}, {"b": "y"}], [("a", "x"), ("b", "y")], id="a list of maps"),
        pytest.param([{"a": {"verdict": "x"}}], [("a", "x")], id="a list of maps of objects"),
        pytest.param([{"ID": "a"}, {"id": "b"}], [("a", None), ("b", None)], id="a list of names"),
        pytest.param({"id": "a", "verdict": "x"}, [("a", "x")], id="a single object, another key"),
        pytest.param("a", [("a", None)], id="a text"),
        pytest.param([], [], id="an empty list"),
        *(pytest.param(said, [], id=f"{said!r}") for said in (None, "", "None.", "N/A")),
    ],
)
def test_lists_and_maps_are_read_alike(value: Any, read: list[tuple[str, str | None]]) -> None:
    found = entries(value, ("clause", "id"), "verdict")
    assert [(e.get("clause") or e["id"], e.get("verdict")) for e in found] == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("comply", "comply"),
        ("Comply.", "comply"),
        ('"comply"', "comply"),
        ("**Safe completion**", "safe-completion"),
        ("safe_complete", "safe-complete"),
        (None, ""),
    ],
)
def test_a_word_is_read_without_its_marks(value: Any, read: str) -> None:
    assert word(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (4, 4.0),
        (4.0, 4.0),
        ("4", 4.0),
        ("4.0", 4.0),
        ("4,5", 4.5),
        ("4/5", 4.0),
        ("4 out of 5", 4.0),
        (" 4. ", 4.0),
        ("four", None),
        ("1\n\n2", None),
        (True, None),
        (None, None),
        ("9" * 5000, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_a_number_may_be_text(value: Any, read: float | None) -> None:
    assert number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [(True, True), ("Yes.", True), ("agree", True), (1, True), (0, False), ("FALSE", False),
     ("disagree", False), ("maybe", None), (None, None)],
)  # fmt: skip
def test_a_truth_value_may_be_a_word(value: Any, read: bool | None) -> None:
    assert truth(value) is read


@pytest.mark.parametrize("text", ["a.B-1", "A.b-1", " [a.B-1]. ", "`A.B-1`", "§a.b-1"])
def test_an_id_is_known_whatever_its_case(text: str) -> None:
    assert known_id(text, {"x": 0, "a.B-1": 0}) == "a.B-1"
    assert known_id(text, ["other"]) is None
