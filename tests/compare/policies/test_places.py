"""Every change of a part points to its line in the new policy, or in the old one if removed."""

from dataclasses import replace
from functools import partial

from support.memory_files import bundle

from delibctl.compare import policies
from delibctl.policy import build, place_of

OLD = """\
schema_version: 1
policy:
  id: shop
  version: "1.2"
  title: Shop
  description: About the shop.
principles:
  - Be kind to everyone who writes.
  - Never sell a thing twice.
definitions:
  order: A purchase.
  gift: A present.
styles:
  brief: {outcome: refuse, guide: Be brief.}
  plain: {outcome: comply, guide: Be plain.}
categories:
  - id: refunds
    title: Refunds
    summary: Explained.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain the refunds.}
  - id: fraud
    title: Fraud
    summary: Declined.
    clauses:
      - {id: fraud.no, title: "No", style: brief, text: Decline the fraud.}
"""
NEW = """\
schema_version: 1

policy:
  id: shop
  version: "1.2"
  title: The shop
  description: About the old shop.

principles:
  - Be rude to everyone who writes.

definitions:
  order: A purchase of goods.
  owner: One who owns.
styles:
  brief: {outcome: refuse, guide: Be long.}
  warm: {outcome: refuse, guide: Say no with all the warmth there is.}
categories:
  - id: refunds
    title: All refunds
    summary: Declined.
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain the refunds.}
"""


def changes(old: str, new: str, *, placed: bool = True) -> tuple[policies.Change, ...]:
    """The changes between two files; without the places of parts unless `placed`."""

    def tested(text: str) -> policies.Tested:
        files = bundle({"policy.yaml": text})
        compared = policies.Tested(file="policy.yaml", policy=build(files))
        return replace(compared, place_of=partial(place_of, files)) if placed else compared

    return policies.compare_policies([tested(old)], [tested(new)]).changes


def test_each_changed_part_has_its_own_line() -> None:
    lines = [
        f"{change.message.partition(':')[0]}, {change.subject}: {change.side} {change.place.line}"
        for change in changes(OLD, NEW)
        if change.part != "clause"
    ]

    assert lines == [
        "version 1.2 was not raised; raise the major version, policy: new 5",
        "title of the policy reworded, policy: new 6",
        "description changed, policy: new 7",
        "principle removed, policy: old 9",
        "principle reworded, policy: new 10",
        "definition removed, gift: old 12",
        "definition reworded, order: new 13",
        "definition added, owner: new 14",
        "guide reworded, brief: new 16",
        "style removed, plain: old 15",
        "style added, warm: new 17",
        "title of the category reworded, refunds: new 19",
        "summary reworded, refunds: new 19",
        "category removed, fraud: old 22",
    ]
    assert {change.place.file for change in changes(OLD, NEW)} == {"policy.yaml"}


def test_without_the_files_a_category_is_at_its_first_clause() -> None:
    unplaced = changes(OLD, NEW, placed=False)

    categories = {change.place.line for change in unplaced if change.part == "category"}
    assert categories == {23, 26}
    others = {change.place.file for change in unplaced if change.part in ("style", "policy")}
    assert others == {""}
