"""An approval covers one change of one part, exactly as it was, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from compare.policies.small import (
    COPY,
    EXPLAIN,
    FORGE,
    POLICY,
    TRAVEL,
    clause,
    content,
    plus,
    with_category,
    with_clause,
    with_style,
    without,
)
from compare.policies.test_random_edits import edited

from delibctl.compare.policies import (
    Approval,
    Approvals,
    Change,
    ChangedPart,
    Comparison,
    Gate,
    KnownContents,
    Part,
    Profile,
    Status,
    changed_parts,
    compare_policies,
    part_hashes,
    policy_diff,
    tested,
)
from delibctl.compare.policies.approvals import status_of
from delibctl.model import Example, Place, Policy, Severity

TODAY = date(2026, 12, 1)
LAXER = with_clause(FORGE, style="careful")


def approval(part: ChangedPart, /, **fields: object) -> Approval:
    """An approval of a changed part."""
    loosest = part.loosest
    made = Approval(
        part=part.part,
        id=part.id,
        before=part.before,
        after=part.after,
        direction=loosest.direction,
        evidence=loosest.evidence,
        reason="Reviewed.",
        by="Ada",
        date=TODAY,
        place=Place(file="changes.yaml"),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def compared(old: Policy, new: Policy, approvals: Sequence[Approval] = ()) -> Comparison:
    """The comparison under the gate of a pull request."""
    return compare_policies(
        [tested.Tested(file="policy.yaml", policy=old)],
        [tested.Tested(file="policy.yaml", policy=new)],
        Profile.BEHAVIOR,
        (Gate.UNAPPROVED,),
        approvals=Approvals(of_policy={new.id: tuple(approvals)}, today=TODAY),
    )


def part_of(old: Policy, new: Policy, id: str) -> ChangedPart:
    """The one changed part of that id."""
    (part,) = (part for part in changed_parts(policy_diff(old, new).changes) if part.id == id)
    return part


def failing(comparison: Comparison) -> tuple[Change, ...]:
    """The changes that the gate fails on."""
    return comparison.gate_results[0].failing


@pytest.mark.parametrize("seed", range(200))
def test_every_change_that_needs_an_approval_can_be_approved(seed: int) -> None:
    editor, _ = edited(seed)
    parts = changed_parts(policy_diff(editor.old, editor.new).changes)

    comparison = compared(editor.old, editor.new, [approval(part) for part in parts])

    assert failing(comparison) == ()
    assert {status for _, status in comparison.policies[0].approvals} <= {Status.VALID}


def test_all_changes_of_a_part_are_approved_together() -> None:
    old, new = POLICY, with_clause(FORGE, style="careful", text="Badges may be described.")
    part = part_of(old, new, FORGE.id)

    comparison = compared(old, new, [approval(part)])

    assert [change.subject for change in failing(compared(old, new))] == [FORGE.id] * 2
    assert failing(comparison) == ()
    assert {change for change, _ in comparison.policies[0].approved} == set(part.changes)


@pytest.mark.parametrize(
    "other",
    [{"part": Part.CATEGORY}, {"id": COPY.id}, {"before": "0" * 16}, {"after": "0" * 16}],
    ids=str,
)
def test_an_approval_that_differs_in_anything_covers_nothing(other: dict[str, object]) -> None:
    comparison = compared(POLICY, LAXER, [approval(part_of(POLICY, LAXER, FORGE.id), **other)])

    assert comparison.failed
    assert comparison.policies[0].approved == ()


def test_only_approvals_that_the_branch_adds_cover_its_changes() -> None:
    new = with_clause(COPY, LAXER, text="Copies are explained.")
    old_one = approval(part_of(POLICY, new, FORGE.id), added=False)
    new_one = approval(part_of(POLICY, new, COPY.id))

    (policy,) = compared(POLICY, new, [old_one, new_one]).policies

    assert [approval.id for _, approval in policy.approved] == [COPY.id]
    assert [approval.added for approval, _ in policy.approvals] == [True, False]


@pytest.mark.parametrize(
    ("last_day", "status"),
    [(date(2026, 12, 2), "valid"), (TODAY, "valid"), (date(2026, 11, 30), "expired")],
    ids=["tomorrow", "today", "yesterday"],
)
def test_an_approval_counts_up_to_its_last_day(last_day: date, status: str) -> None:
    part = part_of(POLICY, LAXER, FORGE.id)

    comparison = compared(POLICY, LAXER, [approval(part, expires=last_day)])

    assert [status for _, status in comparison.policies[0].approvals] == [status]
    assert comparison.failed is (status == "expired")


MERGED = approval(part_of(POLICY, LAXER, FORGE.id), added=False)
ADDED = replace(MERGED, added=True)
NOBODYS = replace(MERGED, before="0" * 16, after="1" * 16)
GONE = without(FORGE)
REMOVAL = approval(part_of(POLICY, GONE, FORGE.id))


@pytest.mark.parametrize(
    ("read", "old", "new", "status"),
    [
        (ADDED, POLICY, LAXER, "valid"),
        (MERGED, LAXER, LAXER, "valid"),
        (MERGED, POLICY, LAXER, "lapsed"),
        (MERGED, LAXER, POLICY, "lapsed"),
        (MERGED, POLICY, POLICY, "lapsed"),
        (MERGED, GONE, GONE, "lapsed"),
        (MERGED, None, GONE, "unknown"),
        (MERGED, None, POLICY, "lapsed"),
        (MERGED, None, LAXER, "valid"),
        (ADDED, POLICY, with_clause(FORGE, LAXER, title="Seals"), "lapsed"),
        (ADDED, GONE, LAXER, "valid"),
        (ADDED, GONE, GONE, "unknown"),
        (NOBODYS, LAXER, LAXER, "lapsed"),
        (replace(NOBODYS, added=True), LAXER, LAXER, "unknown"),
        (replace(ADDED, id=COPY.id), POLICY, LAXER, "lapsed"),
        (replace(ADDED, id="permits.none"), POLICY, LAXER, "unknown"),
        (replace(ADDED, before="", after=""), POLICY, LAXER, "unknown"),
        (REMOVAL, POLICY, GONE, "valid"),
        (replace(REMOVAL, added=False), GONE, GONE, "valid"),
        (REMOVAL, POLICY, LAXER, "lapsed"),
    ],
)
def test_the_status_says_if_the_approved_content_is_the_present_one(
    read: Approval, old: Policy | None, new: Policy, status: str
) -> None:
    contents = KnownContents(new=part_hashes(new), old=part_hashes(old) if old else None)

    assert status_of(read, contents, TODAY) == status


def test_a_clause_that_others_were_merged_into_is_approved_with_their_texts() -> None:
    merged = with_clause(TRAVEL, without(COPY), renamed_from=(COPY.id,), text="Copies and visas.")
    alone = with_clause(TRAVEL, text="Copies and visas.")

    assert part_of(POLICY, merged, TRAVEL.id).before != part_of(POLICY, alone, TRAVEL.id).before


def test_the_version_is_nothing_to_approve() -> None:
    assert [part.id for part in changed_parts(policy_diff(POLICY, LAXER).changes)] == [FORGE.id]


LOW = clause("travel.maps", "Maps are printed.", severity=Severity.LOW)
MAPS = plus(LOW, "travel")


@pytest.mark.parametrize(
    ("old", "new", "code", "guarded"),
    [
        (MAPS, with_clause(LOW, MAPS, text="Plans are printed."), "BRK010", False),
        (MAPS, with_clause(LOW, MAPS, authority="root"), "BRK013", True),
        (MAPS, with_clause(LOW, MAPS, overrides=(TRAVEL.id,)), "BRK013", True),
        (POLICY, plus(replace(LOW, excludes=EXPLAIN.excludes), "travel"), "BRK018", True),
        (
            POLICY,
            with_clause(EXPLAIN, excludes=tuple(reversed(EXPLAIN.excludes))),
            "BRK029",
            True,
        ),
        (
            POLICY,
            with_category("permits", clauses=(COPY, EXPLAIN, FORGE)),
            "BRK029",
            False,
        ),
        (POLICY, replace(POLICY, categories=POLICY.categories[::-1]), "BRK029", False),
        (POLICY, replace(POLICY, principles=POLICY.principles[::-1]), "BRK029", True),
        (POLICY, with_style("careful", must=("stay brief", "name the office")), "BRK029", True),
        (
            POLICY,
            replace(POLICY, definitions=dict(reversed(POLICY.definitions.items()))),
            "BRK029",
            False,
        ),
        (POLICY, replace(POLICY, styles=dict(reversed(POLICY.styles.items()))), "BRK029", False),
    ],
)
def test_the_gate_guards_what_may_reach_beyond_its_clause(
    old: Policy, new: Policy, code: str, guarded: bool
) -> None:
    (change,) = (one for one in content(policy_diff(old, new)) if one.kind.code == code)

    assert str(change.direction) == "unknown"
    assert change.guarded is guarded
    assert compared(old, new).failed is guarded


def test_a_content_is_that_of_one_part_of_one_policy() -> None:
    twin = plus(replace(FORGE, id="permits.twin"))
    hashes = (*part_hashes(twin).values(), *part_hashes(replace(twin, id="village")).values())

    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"rationale": "Asked for."}, "valid"),
        ({"owner": "Ada"}, "valid"),
        ({"renamed_from": ("permits.fake", "permits.false")}, "valid"),
        ({"examples": (Example(prompt="Forge?", style="refuse", bad="Yes."),)}, "valid"),
        ({"examples": (Example(prompt="Forge?", style="comply"),)}, "lapsed"),
        ({"examples": (Example(prompt="Forge it?", style="refuse"),)}, "lapsed"),
    ],
)
def test_an_approval_lapses_by_what_decides_how_a_clause_is_read(
    fields: dict[str, object], status: str
) -> None:
    examples = (Example(prompt="Forge?", style="refuse"),)
    old, laxer = (with_clause(FORGE, one, examples=examples) for one in (POLICY, LAXER))

    comparison = compared(
        old, with_clause(FORGE, laxer, **fields), [approval(part_of(old, laxer, FORGE.id))]
    )

    assert [str(status) for _, status in comparison.policies[0].approvals] == [status]
