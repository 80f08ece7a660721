"""The places of the parts of a policy that are no clauses."""

import pytest
from support.memory_files import bundle

from delibctl.model import Place
from delibctl.policy import place_of

POLICY = """\
schema_version: 1
policy:
  id: shop
  version: "1.2"
  title: Shop
include: [fragment.yaml]
principles:
  - Be kind.
  - >
    Be brief,
    and plain.
definitions:
  order: A purchase.
  gift: A present.
styles:
  brief: {outcome: refuse, guide: Be brief.}
categories:
  - title: Refunds
    id: refunds
    summary: Explained.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain.}
"""
FRAGMENT = """\
definitions:
  gift: Another meaning.
categories:
  - {id: fraud, title: Fraud, summary: Declined., clauses: []}
"""
BUNDLE = bundle({"policy.yaml": POLICY, "fragment.yaml": FRAGMENT})


@pytest.mark.parametrize(
    ("sort", "name", "place"),
    [
        ("policy", "version", "policy.yaml:4"),
        ("policy", "title", "policy.yaml:5"),
        ("principle", "Be kind.", "policy.yaml:8"),
        ("principle", "Be brief, and plain.\n", "policy.yaml:9"),
        ("definition", "order", "policy.yaml:13"),
        ("definition", "gift", "fragment.yaml:2"),
        ("style", "brief", "policy.yaml:16"),
        ("category", "refunds", "policy.yaml:18"),
        ("category", "fraud", "fragment.yaml:4"),
    ],
)
def test_a_part_has_its_line(sort: str, name: str, place: str) -> None:
    assert str(place_of(BUNDLE, sort, name)) == place


@pytest.mark.parametrize("sort", ["policy", "principle", "definition", "style", "category"])
def test_a_part_that_does_not_exist_has_no_place(sort: str) -> None:
    assert place_of(BUNDLE, sort, "none") == Place(file="")
    assert place_of(bundle({"policy.yaml": "policy: {}"}), sort, "none") == Place(file="")
