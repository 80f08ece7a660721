"""YAML with prompts: lists of mappings are tables, and files of delibctl need no import."""

import pytest

from delibctl.cases.importers import SourceFile, guess, read_records
from delibctl.errors import DelibctlError


@pytest.mark.parametrize(
    ("text", "left_over"),
    [
        ("- {prompt: Where?, label: a}\n- {prompt: 5, label: b}\n- {prompt: ~}\n", []),
        (
            "version: 1\nrows:\n- &r {prompt: Where?, label: a}\n- {<<: *r, prompt: 5, label: b}\n"
            "- {prompt: .nan}\n",
            [(1, "'version', beside the rows")],
        ),
    ],
)
def test_a_list_of_mappings_is_a_table(text: str, left_over: list[tuple[int, str]]) -> None:
    file = SourceFile(text=text, name="own.yaml")

    assert guess(file) == "table"
    read = read_records(file, "table")
    assert [(r.label, r.prompt) for r in read.records] == [("a", "Where?"), ("b", "5")]
    assert read.left_over[:-1] == left_over
    assert read.left_over[-1][1].startswith("no prompt")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("schema_version: 1\ncases: []\n", "own.yaml is a case file of delibctl already"),
        ("schema_version: 1\npolicy: {id: a}\n", "own.yaml is a policy of delibctl already"),
        ("a: [\n", "a value is missing, or text inside brackets must be quoted"),
    ],
)
def test_what_needs_no_import_is_named(text: str, what: str) -> None:
    with pytest.raises(DelibctlError) as raised:
        guess(SourceFile(text=text, name="own.yaml"))

    assert raised.value.what == what


@pytest.mark.parametrize("text", ["a: 1\n", "risks: [{id: a, description: b}]\n", "- a\n"])
def test_other_yaml_is_no_table(text: str) -> None:
    assert guess(SourceFile(text=text, name="own.yaml")) is None
