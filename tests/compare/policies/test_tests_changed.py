"""Changes of what is tested: cases, suppressed rules and settings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.memory_files import bundle
from support.small_policies import clause, policy

from delibctl.cases import build as build_cases
from delibctl.compare.policies import (
    Approval,
    Approvals,
    Comparison,
    Gate,
    Setting,
    Suppressed,
    changed_parts,
    compare_policies,
)
from delibctl.compare.policies import Tested as Side
from delibctl.compare.policies.case_changes import case_hashes
from delibctl.model import Place
from delibctl.policy import build
from delibctl.source import read
from delibctl.source.emit import emit

Data = dict[str, Any]

POLICY = policy(
    clause("a.forge", "Never help to forge.", "refuse"),
    clause("a.copy", "Explain certified copies."),
    clause("a.rare", "Explain rare forms.", severity="critical"),
    styles={"polite": {"outcome": "comply", "guide": "Answer politely."}},
)


def case(id: str, clause: str, **more: Any) -> Data:
    return {"id": id, "kind": "direct", "prompt": f"About {id}?", "clauses": [clause], **more}


CASES = [case("forge", "a.forge"), case("copy", "a.copy"), case("rare", "a.rare")]


def side(data: Data = POLICY, cases: list[Data] = CASES, **more: Any) -> Side:
    files = {"schema_version": 1, "cases": cases}
    gathered = bundle({"policy.yaml": emit(data, "#", {}), "cases.yaml": emit(files, "#", {})})
    built = build(gathered)
    return Side(
        file="policy.yaml",
        policy=built,
        cases=build_cases(gathered.cases, built, "2026-12-01"),
        **more,
    )


def compared(old: Side, new: Side) -> Comparison:
    return compare_policies([old], [new], gates=(Gate.UNAPPROVED, Gate.BREAKING))


def found(old: Side, new: Side) -> list[tuple[str, str, str]]:
    """The kind, the subject and the message of each change of what is tested."""
    changes = compared(old, new).changes
    return [(c.kind.name, c.subject, c.message) for c in changes if c.is_of_tests]


def approvals_of(comparison: Comparison) -> Approvals:
    """An approval of each changed part."""
    approvals = tuple(
        Approval(
            part=part.part,
            id=part.id,
            before=part.before,
            after=part.after,
            direction=part.loosest.direction,
            evidence=part.loosest.evidence,
            reason="It is meant so.",
            by="Ada",
            date=date(2026, 12, 1),
            place=Place(file="accepted/shop/changes.yaml"),
        )
        for part in changed_parts(comparison.changes)
    )
    return Approvals(of_policy={"shop": approvals}, today=date(2026, 12, 2))


def with_first(**fields: Any) -> list[Data]:
    return [{**CASES[0], **fields}, *CASES[1:]]


REFUSES = "it expected refuse and a.forge"
RELABELLED = "expectation of the case changed"
#: An absent split was read as `test` by earlier versions.
SPLITS: tuple[Data, ...] = ({}, {"split": "test"}, {"split": "train"})


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (CASES[1:], ("case-removed", f"case removed; {REFUSES}")),
        (with_first(status="retired"), ("case-retired", f"case is retired now; {REFUSES}")),
        (with_first(status="draft"), ("case-retired", f"case is draft now; {REFUSES}")),
        (with_first(status="disputed"), ("case-retired", f"case is disputed now; {REFUSES}")),
        (
            with_first(quarantine={"reason": "It differs.", "until": "2026-12-31"}),
            ("case-retired", f"case is in quarantine now; {REFUSES}"),
        ),
        (with_first(style="comply"), ("case-relabelled", "expectation of the case changed")),
        (with_first(clauses=["a.copy"]), ("case-relabelled", "expectation of the case changed")),
        (with_first(also=["a.copy"]), ("case-relabelled", "expectation of the case changed")),
        (with_first(kind="look-alike"), ("case-relabelled", "expectation of the case changed")),
        (with_first(split="train"), ("case-relabelled", "expectation of the case changed")),
        (with_first(prompt="Hello."), ("case-reworded", "prompt of the case changed")),
    ],
)
def test_a_case_of_a_refusing_clause_that_tests_less_needs_an_approval(
    cases: list[Data], expected: tuple[str, str]
) -> None:
    comparison = compared(side(), side(cases=cases))

    (change,) = comparison.changes
    assert (change.kind.name, change.message) == expected
    assert (change.subject, change.cases) == ("forge", ("forge",))
    assert [result.failing for result in comparison.gate_results] == [(change,), (change,)]


def test_so_does_one_of_a_critical_clause_but_none_of_a_clause_that_complies() -> None:
    comparison = compared(side(), side(cases=CASES[:1]))

    copy, rare = comparison.changes
    unapproved, breaking = comparison.gate_results
    assert (copy.subject, rare.subject) == ("copy", "rare")
    assert (unapproved.failing, unapproved.unclear) == ((rare,), (copy,))
    assert breaking.failing == (copy, rare)


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([*CASES, case("new", "a.copy")], ("cases-added", "cases", "1 case added")),
        (
            [*CASES, case("new", "a.copy", status="draft")],
            ("cases-edited", "cases", "1 case changed where it does not count"),
        ),
        (
            with_first(lang="de"),
            ("cases-edited", "cases", "1 case changed where it does not count"),
        ),
        (
            with_first(split="test"),
            ("cases-edited", "cases", "1 case changed where it does not count"),
        ),
    ],
)
def test_cases_that_test_more_or_the_same_are_one_neutral_change(
    cases: list[Data], expected: tuple[str, str, str]
) -> None:
    comparison = compared(side(), side(cases=cases))

    assert found(side(), side(cases=cases)) == [expected]
    assert not comparison.failed


def test_only_whether_a_case_may_be_trained_on_needs_an_approval() -> None:
    trained, kept_out = side(cases=with_first(split="train")), side(cases=with_first(split="test"))

    assert found(kept_out, trained) == [("case-relabelled", "forge", RELABELLED)]
    assert found(trained, kept_out) == [("case-relabelled", "forge", RELABELLED)]
    assert found(kept_out, side()) == [
        ("cases-edited", "cases", "1 case changed where it does not count")
    ]


def test_an_approval_that_named_a_case_without_a_split_still_names_it() -> None:
    hashes = [case_hashes(side(cases=with_first(**fields)).cases, "shop") for fields in SPLITS]

    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]


def test_a_retired_case_that_counts_again_is_added() -> None:
    assert found(side(cases=with_first(status="retired")), side()) == [
        ("cases-added", "cases", "1 case added")
    ]


def renamed(data: Data, old: str, new: str) -> Data:
    """The data with a name in place of another one, wherever it is."""
    changed: Data = read(emit(data, "#", {}).replace(old, new).encode(), "x.yaml").data
    return changed


@pytest.mark.parametrize(
    "changed",
    [
        lambda data: renamed(data, "a.forge", "a.falsify"),
        lambda data: renamed(data, "style: refuse", "style: comply"),
        lambda data: data,
    ],
    ids=["renamed", "laxer", "same"],
)
def test_labels_that_follow_their_clause_are_no_change_of_the_cases(
    changed: Callable[[Data], Data],
) -> None:
    after = changed(POLICY)
    cases = [changed(each) for each in CASES]
    if after["categories"][0]["clauses"][0]["id"] != "a.forge":
        after["categories"][0]["clauses"][0]["renamed_from"] = ["a.forge"]

    assert found(side(), side(after, cases)) == []


def test_the_prompt_of_a_sensitive_case_is_not_shown() -> None:
    old, new = side(cases=with_first(sensitive=True)), side(cases=with_first(prompt="Hello."))

    (change,) = compared(old, new).changes
    assert (change.before, change.after) == (None, None)


def test_cases_of_a_policy_that_is_new_or_whose_cases_are_unknown_are_not_compared() -> None:
    assert found(side(cases=[], has_cases=False), side()) == []
    assert [c.part for c in compare_policies([], [side()]).changes if c.is_of_tests] == []


def suppressed(*lines: str, code: str = "SEC501") -> tuple[Suppressed, ...]:
    return tuple(
        Suppressed(code=code, text=text, place=Place(file="policy.yaml", line=number))
        for number, text in enumerate(lines, start=1)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((), suppressed("- id: x"), "a comment suppresses SEC501 at 1 line that had none"),
        (
            suppressed("a"),
            suppressed("a", "a"),
            "a comment suppresses SEC501 at 1 line that had none",
        ),
        (suppressed("a"), suppressed("b"), "a comment suppresses SEC501 at 1 line that had none"),
        (suppressed("a", "b"), suppressed("b", "a"), None),
        (suppressed("a", "b"), suppressed("a"), "SEC501 is no longer suppressed at 1 line"),
    ],
)
def test_a_security_rule_that_is_suppressed_at_a_new_line_needs_an_approval(
    old: tuple[Suppressed, ...], new: tuple[Suppressed, ...], expected: str | None
) -> None:
    comparison = compared(side(suppressed=old), side(suppressed=new))

    assert [change.message for change in comparison.changes] == ([expected] if expected else [])
    assert comparison.failed is bool(expected and "had none" in expected)


def test_another_rule_that_is_suppressed_is_shown_and_needs_none() -> None:
    comparison = compared(side(), side(suppressed=suppressed("x", code="WRD301")))

    unapproved, breaking = comparison.gate_results
    assert len(unapproved.unclear) == len(breaking.failing) == 1
    assert unapproved.failing == ()


def settings(**values: str) -> dict[str, Setting]:
    place = Place(file="delibctl.toml", line=1)
    return {key: Setting(text=text, place=place) for key, text in values.items()}


@pytest.mark.parametrize(
    ("old", "new", "expected", "fails"),
    [
        (settings(), settings(model='"x"'), ("setting-changed", "setting added"), True),
        (settings(a="1"), settings(a="2"), ("setting-changed", "setting changed"), True),
        (settings(a="1"), settings(), ("setting-changed", "setting removed"), True),
        (settings(a="1"), settings(a="1"), None, False),
        (
            settings(attempts="1"),
            settings(attempts="2"),
            ("pace-changed", "setting changed"),
            False,
        ),
    ],
)
def test_a_setting_that_changed_needs_an_approval_unless_it_only_sets_the_pace(
    old: dict[str, Setting],
    new: dict[str, Setting],
    expected: tuple[str, str] | None,
    fails: bool,
) -> None:
    comparison = compared(side(settings=old), side(settings=new))

    changes = [(change.kind.name, change.message) for change in comparison.changes]
    assert changes == ([expected] if expected else [])
    assert comparison.failed is fails


def test_settings_are_shown_once_for_all_policies() -> None:
    def named(id: str, **values: str) -> Side:
        other = replace(side(settings=settings(**values)), file=f"{id}.yaml")
        return replace(other, policy=replace(other.policy, id=id))

    comparison = compare_policies([named("a"), named("b")], [named("a", m="1"), named("b", m="1")])

    assert [len(each.diff.changes) for each in comparison.policies] == [1, 0]


def test_an_approval_covers_each_sort_until_it_changes_again() -> None:
    old = side(settings=settings())
    new = side(cases=CASES[1:], suppressed=suppressed("x"), settings=settings(model='"weak"'))
    approvals = approvals_of(compared(old, new))
    later = replace(new, settings=settings(model='"weaker"'))

    approved = compare_policies([old], [new], gates=(Gate.UNAPPROVED,), approvals=approvals)
    changed = compare_policies([old], [later], gates=(Gate.UNAPPROVED,), approvals=approvals)

    assert len(approved.policies[0].approved) == 3
    assert not approved.failed
    assert [change.subject for change in changed.gate_results[0].failing] == ["model"]
