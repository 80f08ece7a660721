"""Documents to a policy."""

import pytest
from support.memory_files import bundle

from delibctl.model import (
    Category,
    Clause,
    Example,
    Exclusion,
    Outcome,
    Place,
    Policy,
    Severity,
    Style,
)
from delibctl.policy import build

WHOLE = """\
schema_version: 1
policy: {id: shop, version: "1.2", title: Shop, description: What it is for., owner: Shop team}
include: [fragment.yaml]
principles: [Be kind.]
definitions: {order: A purchase., term: The policy's own.}
styles:
  brief:
    outcome: refuse
    guide: |
      Be brief.
    must: [say no]
    must_not: [lecture]
categories:
  - id: refunds
    title: Refunds
    owner: Refund team
    summary: |
      Explained.
    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: |
          Explain.
        excludes: [{text: fraud, to: fraud.no}]
        overrides: [fraud.no]
        authority: developer
        severity: high
        owner: Ada
        rationale: It is asked a lot.
        renamed_from: [how]
        examples: [{prompt: "How?", style: comply, good: So., bad: "No."}]
reserved: [gone]
"""
FRAGMENT = """\
definitions: {term: The fragment's., other: Another.}
categories:
  - id: fraud
    title: Fraud
    summary: Declined.
    clauses:
      - {id: fraud.no, title: "No", style: brief, text: Decline.}
"""


def test_everything_in_the_files_is_in_the_policy_with_fragments_last() -> None:
    how = Clause(
        id="refunds.how",
        title="How",
        style="comply",
        text="Explain.",
        place=Place(file="policy.yaml", line=20, column=9, end_line=20, end_column=11),
        excludes=(Exclusion(text="fraud", to="fraud.no"),),
        overrides=("fraud.no",),
        authority="developer",
        severity=Severity.HIGH,
        rationale="It is asked a lot.",
        renamed_from=("how",),
        examples=(Example(prompt="How?", style="comply", good="So.", bad="No."),),
        owner="Ada",
    )
    no = Clause(
        id="fraud.no",
        title="No",
        style="brief",
        text="Decline.",
        place=Place(file="fragment.yaml", line=7, column=10, end_line=7, end_column=12),
    )

    assert build(bundle({"policy.yaml": WHOLE, "fragment.yaml": FRAGMENT})) == Policy(
        id="shop",
        version="1.2",
        title="Shop",
        description="What it is for.",
        principles=("Be kind.",),
        definitions={"order": "A purchase.", "term": "The fragment's.", "other": "Another."},
        styles={
            "brief": Style(
                name="brief",
                outcome=Outcome.REFUSE,
                guide="Be brief.",
                must=("say no",),
                must_not=("lecture",),
            )
        },
        categories=(
            Category(
                id="refunds",
                title="Refunds",
                summary="Explained.",
                clauses=(how,),
                owner="Refund team",
            ),
            Category(id="fraud", title="Fraud", summary="Declined.", clauses=(no,)),
        ),
        reserved=("gone",),
        owner="Shop team",
    )


@pytest.mark.parametrize(
    ("removed", "owners"),
    [
        ((), {"refunds.how": "Ada", "fraud.no": "Shop team"}),
        (("        owner: Ada\n",), {"refunds.how": "Refund team", "fraud.no": "Shop team"}),
        (
            ("        owner: Ada\n", "    owner: Refund team\n"),
            {"refunds.how": "Shop team", "fraud.no": "Shop team"},
        ),
        ((", owner: Shop team",), {"refunds.how": "Ada", "fraud.no": None}),
    ],
)
def test_the_nearest_owner_of_a_clause_is_its_own_that_of_its_category_or_that_of_the_policy(
    removed: tuple[str, ...], owners: dict[str, str | None]
) -> None:
    text = WHOLE
    for part in removed:
        text = text.replace(part, "")

    policy = build(bundle({"policy.yaml": text, "fragment.yaml": FRAGMENT}))

    assert policy.owner_of == owners


def test_what_a_file_leaves_out_is_empty() -> None:
    text = """\
schema_version: 1
policy: {id: a, version: "1", title: A}
categories: [{id: b, title: B, summary: C., clauses: []}]
"""
    assert build(bundle({"policy.yaml": text})) == Policy(
        id="a",
        version="1",
        title="A",
        definitions={},
        styles={},
        categories=(Category(id="b", title="B", summary="C.", clauses=()),),
    )
