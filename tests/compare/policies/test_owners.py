"""Who owns what changed, as the diff of policies tells it: whoever owned it before is named too."""

from dataclasses import replace

import pytest
from compare.policies.small import FORGE, POLICY, with_category, with_clause, without

from delibctl.compare.policies import Comparison, Gate, compare_policies
from delibctl.compare.policies import Tested as Side
from delibctl.model import Policy
from delibctl.report import RenderOptions, policy_report
from delibctl.report.policies.shown_change import shown_changes

OWNED = with_category("permits", with_clause(FORGE, owner="Legal"), owner="Desk")
LAXER = with_category(
    "permits",
    with_clause(FORGE, OWNED, style="comply", owner="Legal"),
    summary="All is told.",
    owner="Desk",
)


def compared(old: Policy, new: Policy) -> Comparison:
    before, after = (Side(file="a.yaml", policy=policy) for policy in (old, new))
    return compare_policies([before], [after], gates=tuple(Gate))


def told_owners(old: Policy, new: Policy) -> dict[tuple[str, str], str]:
    """The owner that is told for each change of a rule, by kind and subject."""
    comparison = compared(old, new)
    return {
        (each.change.kind.name, each.change.subject): each.owner
        for each in shown_changes(comparison.policies[0], comparison)
        if each.change.kind.name not in ("metadata-changed", "version-not-bumped")
    }


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            LAXER,
            {
                ("summary-changed", "permits"): "owner: Desk",
                ("style-laxer", "permits.forge"): "owner: Legal",
            },
        ),
        (
            with_clause(FORGE, LAXER, style="comply", owner="Press"),
            {
                ("summary-changed", "permits"): "owner: Desk",
                ("style-laxer", "permits.forge"): "owner: Press, before Legal",
            },
        ),
        (
            with_category(
                "permits", with_clause(FORGE, LAXER, style="comply", owner=None), owner=None
            ),
            {
                ("summary-changed", "permits"): "owner: Desk",
                ("style-laxer", "permits.forge"): "owner: Legal",
            },
        ),
        (without(FORGE, OWNED), {("clause-removed", "permits.forge"): "owner: Legal"}),
        (replace(OWNED, principles=()), {("principle-changed", "policy"): ""}),
        (
            replace(OWNED, principles=(), owner="All"),
            {("principle-changed", "policy"): "owner: All"},
        ),
    ],
)
def test_the_owner_is_the_nearest_one_and_the_former_one_is_named_too(
    new: Policy, told: dict[tuple[str, str], str]
) -> None:
    found = told_owners(OWNED, new)

    assert {key: found[key] for key in told} == told


def test_an_owner_is_shown_on_one_line_and_cut_short() -> None:
    long = with_clause(FORGE, OWNED, style="comply", owner=f"A\n{90 * 'B'}")

    owner = told_owners(OWNED, long)["style-laxer", "permits.forge"]

    assert owner == f"owner: A {75 * 'B'}..., before Legal"


def test_an_owner_that_changed_alone_fails_no_gate_and_affects_no_case() -> None:
    comparison = compared(POLICY, replace(OWNED, owner="All", version="1.0.1"))

    assert not comparison.failed
    assert {str(change.direction) for change in comparison.changes} == {"neutral"}
    assert not [case for change in comparison.changes for case in change.cases]
    text = policy_report("text", comparison, RenderOptions(width=80))
    assert "owner changed from none to Legal" in text
