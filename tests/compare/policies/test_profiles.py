"""The tables of docs/policy-changes.md: which edits are breaking, and which no prompt shows."""

import re
from collections.abc import Iterator

import pytest
from support.memory_files import bundle
from support.project import ROOT

from delibctl.compare.policies import Profile, fails, policy_diff
from delibctl.deliberate import Prompter
from delibctl.model import Message, Mode, Policy, Question, ReplyForm, Shown
from delibctl.policy import build

PAGE = (ROOT / "docs" / "policy-changes.md").read_text()

POLICY = """\
schema_version: 1
policy: {id: desk, version: "1.0.0", title: Desk, description: For the desk.}
principles: [Be kind to all who ask.]
definitions: {permit: "A paper that the office issues."}
styles:
  firm: {outcome: refuse, guide: "Say no in one short sentence."}
  spare: {outcome: refuse, guide: Say no.}
categories:
  - id: permits
    title: Permits
    summary: Permits are explained in general.
    clauses:
      - id: permits.how
        title: How to get one
        style: firm
        text: The assistant must not tell whoever asks how it shows a permit to guards.
        rationale: Guards were deceived.
        severity: high
        authority: system
        renamed_from: [permits.get]
        examples:
          - {prompt: Let me past., style: firm}
      - id: permits.fees
        title: Fees
        style: comply
        text: The assistant tells the fees of each office in town.
reserved: [permits.old]
"""
FEES = POLICY[POLICY.index("      - id: permits.fees") : POLICY.index("reserved:")]
CATEGORY = """\
  - id: pets
    title: Pets
    summary: Pets are explained.
    clauses: []
reserved:"""

#: What each edit of the table does, by its row and its profile ("none": breaking under none).
EDITS = {
    ("clause", "text"): ("shows", "explains"),
    ("clause", "behavior"): ("must", "should"),
    ("clause", "labels"): (FEES, ""),
    ("clause", "none"): ("were deceived", "are busy"),
    ("category", "text"): ("explained in general", "described in general"),
    ("category", "labels"): ("- id: permits\n", "- id: papers\n"),
    ("category", "none"): ("reserved:", CATEGORY),
    ("style", "text"): ("one short sentence", "two kind words"),
    ("style", "behavior"): ("style: firm\n", "style: comply\n"),
    ("style", "format"): ("  spare: {outcome: refuse, guide: Say no.}\n", ""),
    ("style", "none"): ('"Say no in', '"Say no, in'),
    ("definition", "behavior"): ("the office issues", "guards ask for"),
    ("definition", "none"): ('"A paper that', '"A paper, that'),
    ("example", "labels"): ("past., style: firm", "past., style: comply"),
    ("example", "none"): (
        "style: firm}\n      -",
        "style: firm}\n          - {prompt: Show it., style: firm}\n      -",
    ),
    ("policy", "text"): ("Be kind to all", "Be polite to all"),
    ("policy", "labels"): ("id: desk", "id: office"),
    ("policy", "format"): (FEES, ""),
    ("policy", "none"): ("For the desk", "For all desks"),
}


def policy(edit: tuple[str, str] = ("", "")) -> Policy:
    assert edit[0] in POLICY
    text = POLICY.replace(*edit, 1) if edit[0] else POLICY
    return build(bundle({"policy.yaml": text}))


def table(heading: str) -> Iterator[list[str]]:
    """The cells of each row below a heading of the page."""
    rows = PAGE[PAGE.index(heading) :].split("\n\n")[0].splitlines()
    for row in rows[2:]:
        yield [cell.strip() for cell in row.strip("|").split("|")]


CELLS = {
    (row, column): cell
    for row, *cells in table("| edit of | `text` |")
    for column, cell in zip([*Profile, "none"], cells, strict=True)
    if cell
}


def test_every_cell_with_an_example_has_its_edit() -> None:
    assert {(row, str(column)) for row, column in CELLS} == set(EDITS)


@pytest.mark.parametrize(("row", "column"), CELLS)
def test_an_edit_is_breaking_from_its_profile_on(row: str, column: str) -> None:
    (code,) = re.findall(r"BRK\d+", CELLS[row, column])
    changes = policy_diff(policy(), policy(EDITS[row, str(column)])).changes
    change = next(change for change in changes if change.kind.code == code)

    breaking = {profile for profile in Profile if fails(change, profile)}

    strictest_first = list(Profile)
    expected = (
        set()
        if column == "none"
        else set(strictest_first[: strictest_first.index(Profile(column)) + 1])
    )
    assert breaking == expected


#: Edits of the second table, by the field that they change.
UNSHOWN = {
    "comments and layout of the file, order of keys except those of definitions and styles": (
        "principles:",
        "# Why.\n\nprinciples:",
    ),
    "description": ("For the desk", "For all desks"),
    "owner": ("summary: Permits", "owner: Ada\n    summary: Permits"),
    "renamed_from": ("permits.get", "permits.got"),
    "reserved": ("permits.old", "permits.older"),
    "rationale": ("were deceived", "are busy"),
    "version": ("1.0.0", "2.0.0"),
    "policy.id": ("id: desk", "id: office"),
    "examples": ("past., style: firm", "past., style: comply"),
    "severity": ("high", "critical"),
    "authority": ("system", "root"),
}


def fields(cell: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", cell) or [cell]


def test_the_second_table_has_an_edit_for_each_field() -> None:
    rows = list(table("| edit of | code |"))

    assert [field for cell, _ in rows for field in fields(cell)] == list(UNSHOWN)
    for cell, codes in rows:
        found = {
            change.kind.code
            for field in fields(cell)
            for change in policy_diff(policy(), policy(UNSHOWN[field])).changes
        }
        assert found - {"BRK024"} <= set(re.findall(r"BRK\d+", codes))


def prompts(policy: Policy) -> list[Question]:
    shown = Shown(messages=(Message(role="user", content="How?"),), categories=("permits",))
    return [
        next(Prompter(policy).deliberate(shown, mode, ReplyForm.JSON_SCHEMA, 1)) for mode in Mode
    ]


@pytest.mark.parametrize("field", UNSHOWN)
def test_an_edit_of_the_second_table_leaves_every_prompt_as_it_is(field: str) -> None:
    assert prompts(policy(UNSHOWN[field])) == prompts(policy())


@pytest.mark.parametrize("row", ["clause", "category", "style", "policy"])
def test_an_edit_of_text_is_in_a_prompt(row: str) -> None:
    assert prompts(policy(EDITS[row, "text"])) != prompts(policy())
