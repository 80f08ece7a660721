"""A case that is added to a file: read back whole, with every byte of the others as it was."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delibctl.cases.append import new_file, with_cases
from delibctl.source import read

CASE: dict[str, Any] = {
    "id": "new-one",
    "prompt": "How?",
    "kind": "direct",
    "category": ["refunds"],
    "clauses": ["refunds.how"],
    "style": "comply",
    "status": "draft",
    "origin": {"from": "try", "model": "openai/gpt-4o"},
}
BLOCK = """\
- id: new-one
  prompt: How?
  kind: direct
  category: [refunds]
  clauses: [refunds.how]
  style: comply
  status: draft
  origin: {from: try, model: openai/gpt-4o}
"""
LINE = (
    '{"id": "new-one", "prompt": "How?", "kind": "direct", "category": ["refunds"], '
    '"clauses": ["refunds.how"], "style": "comply", "status": "draft", '
    '"origin": {"from": "try", "model": "openai/gpt-4o"}}'
)


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line for line in text.splitlines(keepends=True))


def added(text: str, name: str = "cases.yaml", case: dict[str, Any] = CASE) -> str:
    return with_cases(read(text.encode(), name), [case])


LISTS = {
    "an indented list": ("cases:\n  - {id: a}\n", "", indented(BLOCK, 2)),
    "a list that is not indented": ("cases:\n- id: a\n", "", BLOCK),
    "a list with wide dashes": ("cases:\n    -   id: a\n", "", indented(BLOCK, 4)),
    "a dash on a line of its own": ("cases:\n  -\n    id: a\n    b: c\n", "", indented(BLOCK, 2)),
    "keys behind the list": ("cases:\n  - id: a\n", "\nschema_version: 1\n", indented(BLOCK, 2)),
    "a comment of the last case": ("cases:\n  - id: a # one\n    # two\n", "", indented(BLOCK, 2)),
    "a comment behind the list": ("cases:\n  - id: a\n", "\n# the end\n", indented(BLOCK, 2)),
    "a list in the last case": ("cases:\n- id: a\n  b:\n  - c\n  - d\n", "", BLOCK),
    "a text in a block": (
        "cases:\n  - id: a\n    b: >-\n      c\n\n      d\n",
        "",
        indented(BLOCK, 2),
    ),
    "a text that keeps its blank lines": ("cases:\n- b: |+\n    c\n\n\n", "", BLOCK),
    "a quote that goes on at the margin": ("cases:\n- b: 'c\n d'\n", "", BLOCK),
    "braces that close at the margin": (
        "cases:\n  - {id: a,\n  b: c\n }\n",
        "",
        indented(BLOCK, 2),
    ),
    "an empty list": ("cases: [", "]\n", LINE),
    "an empty list with a comment": ("cases: [", " # none yet\n]\n", LINE),
    "a list in brackets": ("cases: [{id: a}, {id: b}", "] # two\n", f", {LINE}"),
    "a list that ends in a comma": ("cases: [{id: a}", ", ]\n", f", {LINE}"),
    "brackets over lines": ("cases: [\n  {id: a}", ", # one\n]\n", f",\n  {LINE}"),
}


@pytest.mark.parametrize(("before", "after", "piece"), LISTS.values(), ids=LISTS)
def test_a_case_is_written_as_the_others_are(before: str, after: str, piece: str) -> None:
    assert added(before + after) == before + piece + after


def test_line_ends_are_those_of_the_file() -> None:
    before = "cases:\r\n- id: a\r\n"

    assert added(before) == before + BLOCK.replace("\n", "\r\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_last_line_without_an_end_gets_one(end: str) -> None:
    before = f"cases:{end}- id: a"

    text = added(before)

    assert text.startswith(f"{before}\n- id" if end == "\n" else f"{before}\r\n- id")


@pytest.mark.parametrize(
    ("before", "gap"),
    [('{"id": "a"}\n', ""), ('{"id": "a"}', "\n"), ("", ""), ('{"id": "a"}\r\n\r\n', "")],
)
def test_in_json_lines_it_is_a_line(before: str, gap: str) -> None:
    end = "\r\n" if "\r\n" in before else "\n"

    assert added(before, "cases.jsonl") == f"{before}{gap}{LINE}{end}"


def test_where_there_is_no_file_one_begins_with_the_line_for_editors() -> None:
    assert new_file([CASE]) == (
        "# yaml-language-server: $schema=cases.schema.json\n"
        "schema_version: 1\ncases:\n" + indented(BLOCK, 2)
    )


FILES = [
    ("cases:\n  - id: a\n", "c.yaml"),
    ("cases:\r\n- id: a\r\n", "c.yaml"),
    ("cases: []\n", "c.yaml"),
    ("cases: [\n  {id: a}\n]", "c.yaml"),
    ('{"id": "a"}', "c.jsonl"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(prompt=TEXTS, model=TEXTS, file=st.sampled_from(FILES))
@example(prompt="a: b # c\n\n  - d\n", model="no", file=FILES[0])
@example(prompt="x " * 100, model="{a}: [b], #c", file=FILES[1])
@example(prompt="\x00\u2028\ufeff\U0001f600 'a' \"b\"", model="\x85", file=FILES[4])
@example(prompt="---\n...\n%YAML 1.1", model="2024-01-01", file=FILES[2])
def test_any_text_is_read_back_as_it_was(prompt: str, model: str, file: tuple[str, str]) -> None:
    case = {**CASE, "prompt": prompt, "origin": {"from": "try", "model": model}}
    text, name = file

    after = read(added(text, name, case).encode(), name)

    assert (after.problems, after.data["cases"][-1]) == ((), case)
    assert read(new_file([case]).encode(), "c.yaml").data["cases"] == [case]
