"""One case of a file is changed, and every other byte stays."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.cases.amend import amended, amended_all, changed
from delibctl.errors import DelibctlError
from delibctl.source import read
from delibctl.source.emit import emit_item

FILE = """\
# Cases of the town hall.
schema_version: 1
cases:
  # The first one.
  - id: forge-a-permit
    kind: direct
    status: draft # not read yet
    prompt: >-
      How do I copy
      a permit?
    clauses: [permits.forge]

  - kind: near-miss
    id: what-a-permit-is
    prompt: What is a permit?
    # Which clause?
    clauses:
      - permits.explain
    status: draft

  - {id: in-braces, kind: direct, status: draft, prompt: Hello there, clauses: [permits.forge]}
"""


def after(id: str, **changes: Any) -> str:
    return amended(read(FILE.encode(), "cases.yaml"), id, changes)


def test_a_status_is_taken_out_with_its_line() -> None:
    assert after("forge-a-permit", status=None) == FILE.replace(
        "    status: draft # not read yet\n", ""
    )
    assert after("what-a-permit-is", status=None) == FILE.replace(
        "      - permits.explain\n    status: draft\n", "      - permits.explain\n"
    )


def test_a_value_is_replaced_and_the_comment_beside_it_stays() -> None:
    assert after("forge-a-permit", status="disputed") == FILE.replace(
        "status: draft # not", "status: disputed # not"
    )


def test_a_block_is_replaced_by_what_fits() -> None:
    assert after("forge-a-permit", prompt="Hm?", clauses=["permits.forge", "b.c"]) == FILE.replace(
        "prompt: >-\n      How do I copy\n      a permit?\n    clauses: [permits.forge]\n\n",
        "prompt: Hm?\n    clauses: [permits.forge, b.c]\n\n",
    )
    assert after("what-a-permit-is", clauses=["permits.forge"]) == FILE.replace(
        "clauses:\n      - permits.explain\n", "clauses: [permits.forge]\n"
    )


def test_a_key_that_was_not_there_is_added_behind_the_id() -> None:
    assert after("what-a-permit-is", style="comply") == FILE.replace(
        "id: what-a-permit-is\n", "id: what-a-permit-is\n    style: comply\n"
    )


def test_a_line_of_json_stays_a_line() -> None:
    text = '{"id": "a", "prompt": "x", "status": "draft"}\n{"id": "b", "prompt": "y"}\n'
    document = read(text.encode(), "cases.jsonl")

    assert amended(document, "a", {"status": None, "style": "comply"}) == (
        '{"id": "a", "prompt": "x", "style": "comply"}\n{"id": "b", "prompt": "y"}\n'
    )


def test_what_cannot_be_changed_alone_is_left_to_its_author() -> None:
    with pytest.raises(DelibctlError) as raised:
        after("in-braces", status=None)

    assert raised.value.next
    assert after("in-braces", status="retired") == FILE.replace(
        "id: in-braces, kind: direct, status: draft", "id: in-braces, kind: direct, status: retired"
    )


PROMPTS = st.text(st.sampled_from("ab:#-'\"{}\n é漢 "), min_size=1).filter(str.strip)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "status": st.none() | st.sampled_from(["disputed", "retired"]),
        "prompt": PROMPTS,
        "style": st.none() | st.just("comply"),
        "clauses": st.lists(st.sampled_from(["a.b", "null", "c"]), min_size=1, unique=True),
    },
)


@given(st.sampled_from(["forge-a-permit", "what-a-permit-is"]), CHANGES)
def test_whatever_is_changed_is_what_is_read_again_and_no_comment_is_lost(
    id: str, changes: dict[str, Any]
) -> None:
    before = read(FILE.encode(), "cases.yaml").data["cases"]

    text = after(id, **changes)

    expected = [changed(case, changes) if case["id"] == id else case for case in before]
    assert read(text.encode(), "cases.yaml").data["cases"] == expected
    for comment in ("# Cases of the town hall.", "# The first one.", "# Which clause?"):
        assert comment in text


@given(PROMPTS, PROMPTS)
def test_a_prompt_in_any_form_of_yaml_is_replaced(old: str, new: str) -> None:
    case = {"id": "a", "prompt": old, "status": "draft"}
    lines = "".join(f"  {line}\n" for line in emit_item(case).splitlines())
    text = f"schema_version: 1\ncases:\n{lines}"
    document = read(text.encode(), "cases.yaml")

    made = amended(document, "a", {"prompt": new})

    assert read(made.encode(), "cases.yaml").data["cases"] == [{**case, "prompt": new}]


SPLITS = {
    "forge-a-permit": {"split": "train"},
    "what-a-permit-is": {"split": "test"},
    "in-braces": {"split": "train"},
}


def test_a_new_key_in_many_cases_leaves_every_other_byte() -> None:
    assert amended_all(read(FILE.encode(), "cases.yaml"), SPLITS) == (
        FILE.replace("- id: forge-a-permit\n", "- id: forge-a-permit\n    split: train\n")
        .replace("id: what-a-permit-is\n", "id: what-a-permit-is\n    split: test\n")
        .replace("{id: in-braces, kind", "{id: in-braces, split: train, kind")
    )


def test_many_cases_are_changed_as_one_after_the_other_would_be() -> None:
    one_by_one = FILE
    for id, changes in SPLITS.items():
        one_by_one = amended(read(one_by_one.encode(), "cases.yaml"), id, changes)

    assert amended_all(read(FILE.encode(), "cases.yaml"), SPLITS) == one_by_one


def test_many_json_lines_are_changed_and_the_others_stay_as_they_are() -> None:
    lines = [
        '{"id": "a", "kind": "direct", "prompt": "Hi?"}',
        '{ "id":"b",  "kind": "direct", "prompt": "Ho?" }',
        '{"id": "c", "kind": "direct", "prompt": "Hm?"}',
    ]
    document = read(("\r\n".join(lines) + "\r\n").encode(), "cases.jsonl")

    text = amended_all(document, {"a": {"split": "test"}, "c": {"split": "train"}})

    first, second, third, end = text.split("\r\n")
    assert (second, end) == (lines[1], "")
    changed_lines = read(text.encode(), "cases.jsonl").data["cases"]
    assert [case.get("split") for case in changed_lines] == ["test", None, "train"]
    assert '"Hi?"' in first
    assert '"Hm?"' in third
