"""Case documents to cases."""

from typing import Any

import pytest

from delibctl.cases import build, unreachable
from delibctl.cases.build import categories_of
from delibctl.model import (
    Case,
    Category,
    Clause,
    Expected,
    Kind,
    Message,
    Outcome,
    Place,
    Policy,
    Split,
    Status,
    Style,
)
from delibctl.source import read

TODAY = "2026-01-15"

CATEGORIES = {
    "refunds": {"refunds.how": "comply", "refunds.late": "brief"},
    "fraud": {"fraud.no": "refuse"},
}
CATEGORY_OF = {clause: category for category, made in CATEGORIES.items() for clause in made}


def _clause(id: str, style: str) -> Clause:
    return Clause(id=id, title="T", style=style, text="Text.", place=Place(file="policy.yaml"))


POLICY = Policy(
    id="shop",
    version="1",
    title="Shop",
    definitions={},
    styles={"brief": Style(name="brief", outcome=Outcome.COMPLY, guide="Be brief.")},
    categories=tuple(
        Category(
            id=id,
            title="T",
            summary="S.",
            clauses=tuple(_clause(*made) for made in clauses.items()),
        )
        for id, clauses in CATEGORIES.items()
    ),
)

WHOLE = """\
schema_version: 1
cases:
  - id: whole
    kind: tension
    messages:
      - {role: system, content: " Be kind. "}
      - {role: user, content: Hello.}
      - {role: assistant, content: "Yes?"}
      - role: user
        content: |
          Refund me.
    category: [fraud]
    style: brief
    clauses: [refunds.how, refunds.late]
    either: [fraud.no]
    also: [other]
    lang: de
    split: train
    status: disputed
    quarantine: {reason: being discussed}
    sensitive: true
"""


def _built(entry: str) -> Case:
    text = f"cases:\n  - {{id: a, kind: direct, prompt: Hi, {entry}}}\n"
    (case,) = build([read(text.encode(), "cases.yaml")], POLICY, TODAY)
    return case


def test_everything_in_a_case_is_built() -> None:
    assert build([read(WHOLE.encode(), "cases.yaml")], POLICY, TODAY) == (
        Case(
            id="whole",
            messages=(
                Message(role="system", content="Be kind."),
                Message(role="user", content="Hello."),
                Message(role="assistant", content="Yes?"),
                Message(role="user", content="Refund me."),
            ),
            categories=("fraud",),
            kind=Kind.TENSION,
            expected=Expected(
                style="brief",
                clauses=("refunds.how", "refunds.late"),
                either=("fraud.no",),
                also=("other",),
            ),
            lang="de",
            split=Split.TRAIN,
            status=Status.DISPUTED,
            quarantined=True,
            sensitive=True,
        ),
    )


def test_what_a_case_leaves_out_comes_from_the_policy() -> None:
    assert _built("clauses: [refunds.late]") == Case(
        id="a",
        messages=(Message(role="user", content="Hi"),),
        categories=("refunds",),
        kind=Kind.DIRECT,
        expected=Expected(style="brief", clauses=("refunds.late",)),
        lang="en",
        split=Split.UNASSIGNED,
        status=Status.ACCEPTED,
        quarantined=False,
        sensitive=False,
    )


@pytest.mark.parametrize(
    ("entry", "style", "categories"),
    [
        pytest.param(
            "clauses: [fraud.no, refunds.how]", "refuse", ["fraud", "refunds"], id="first"
        ),
        pytest.param(
            "either: [refunds.late, fraud.no]", "brief", ["refunds", "fraud"], id="either"
        ),
        pytest.param(
            "clauses: [fraud.no], either: [refunds.how]",
            "refuse",
            ["fraud", "refunds"],
            id="both, clauses first",
        ),
        pytest.param("clauses: [refunds.how, refunds.late]", "comply", ["refunds"], id="same one"),
        pytest.param("category: [fraud]", "comply", ["fraud"], id="no clause is a plain comply"),
        pytest.param("clauses: [fraud.no], style: own", "own", ["fraud"], id="a style of its own"),
        pytest.param(
            "also: [fraud.no], category: [refunds]", "comply", ["refunds"], id="only also"
        ),
    ],
)
def test_style_and_categories_default_to_those_of_the_expected_clauses(
    entry: str, style: str, categories: list[str]
) -> None:
    case = _built(entry)

    assert (case.expected.style, list(case.categories)) == (style, categories)


def test_cases_keep_the_order_of_the_files_and_within_them() -> None:
    def document(*ids: str) -> Any:
        entries = "".join(
            f"  - {{id: {id}, kind: direct, prompt: Hi, clauses: [fraud.no]}}\n" for id in ids
        )
        return read(f"cases:\n{entries}".encode(), "cases.yaml")

    cases = build([document("z", "a"), document("m")], POLICY, TODAY)

    assert [case.id for case in cases] == ["z", "a", "m"]


def test_json_lines_and_yaml_make_the_same_case() -> None:
    line = b'{"id": "a", "kind": "direct", "prompt": "Hi", "clauses": ["fraud.no"]}\n'

    assert build([read(line, "c.jsonl")], POLICY, TODAY) == (_built("clauses: [fraud.no]"),)


@pytest.mark.parametrize(
    ("clauses", "categories"),
    [
        (["fraud.no", "refunds.how", "refunds.late"], ["fraud", "refunds"]),
        (["unknown", "fraud.no"], ["fraud"]),
        ([], []),
    ],
)
def test_each_category_is_named_once_in_the_order_of_the_clauses(
    clauses: list[str], categories: list[str]
) -> None:
    assert categories_of(clauses, CATEGORY_OF) == categories


@pytest.mark.parametrize(
    ("entry", "style", "outcomes"),
    [
        ("either: [refunds.how, fraud.no]", "comply", ("comply", "refuse")),
        ("either: [fraud.no, refunds.how]", "refuse", ("comply", "refuse")),
        ("either: [refunds.how, refunds.late]", "comply", ("comply",)),
        ("either: [refunds.how]", "comply", ()),
        ("either: [refunds.how, fraud.no], style: refuse", "refuse", ()),
        ("clauses: [refunds.how], either: [refunds.how, fraud.no]", "comply", ()),
        ("either: [refunds.how, fraud.no], outcomes: [refuse]", "refuse", ("refuse",)),
        (
            "category: [fraud], also: [fraud.no], outcomes: [refuse, safe-complete]",
            "refuse",
            ("safe-complete", "refuse"),
        ),
        ("clauses: [fraud.no], outcomes: [safe-complete]", "safe-complete", ("safe-complete",)),
    ],
)
def test_what_can_be_right_is_stated_or_follows_from_either_alone(
    entry: str, style: str, outcomes: tuple[str, ...]
) -> None:
    expected = _built(entry).expected

    assert (expected.style, expected.outcomes) == (style, outcomes)


@pytest.mark.parametrize(
    ("clauses", "either", "categories", "hidden"),
    [
        pytest.param(["fraud.no"], [], ["fraud"], [], id="shown"),
        pytest.param(["fraud.no"], [], ["refunds"], ["fraud.no"], id="hidden"),
        pytest.param(
            ["fraud.no", "refunds.how"], [], ["refunds"], ["fraud.no"], id="one of two hidden"
        ),
        pytest.param([], ["fraud.no", "refunds.how"], ["fraud"], [], id="one alternative is shown"),
        pytest.param(
            [],
            ["refunds.how", "refunds.late"],
            ["fraud"],
            ["refunds.how", "refunds.late"],
            id="no alternative is shown",
        ),
        pytest.param(["unknown"], [], ["fraud"], ["unknown"], id="a clause that is not there"),
        pytest.param([], [], [], [], id="nothing expected"),
    ],
)
def test_an_expected_clause_that_the_prompt_does_not_hold_is_unreachable(
    clauses: list[str], either: list[str], categories: list[str], hidden: list[str]
) -> None:
    assert unreachable(clauses, either, categories, CATEGORY_OF) == hidden


@pytest.mark.parametrize(
    ("until", "quarantined"),
    [("2026-01-14", False), ("2026-01-15", True), ("2026-01-16", True)],
    ids=["over", "its last day", "still on"],
)
def test_a_quarantine_ends_after_its_last_day(until: str, quarantined: bool) -> None:
    line = (
        b'{"id": "a", "prompt": "b", "kind": "direct", "clauses": ["fraud.no"], '
        b'"quarantine": {"reason": "r", "until": "' + until.encode() + b'"}}'
    )

    (case,) = build([read(line, "c.jsonl")], POLICY, TODAY)

    assert case.quarantined is quarantined
