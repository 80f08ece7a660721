"""The version that changes call for, beside the one that was given."""

from dataclasses import replace

import pytest
from compare.policies.small import COPY, POLICY, TRAVEL, with_clause, without

from delibctl.compare.policies import Bump, policy_diff
from delibctl.compare.policies.version import actual
from delibctl.model import Policy

NONE, PATCH, MINOR, MAJOR = Bump


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1.4.0", "1.4.0", NONE),
        ("1.4.0", "1.4.1", PATCH),
        ("1.4.9", "1.5.0", MINOR),
        ("1.4.0", "1.5", MINOR),
        ("1", "2", MAJOR),
        ("1.4", "v2.0", MAJOR),
        ("1.9.0", "1.10.0", MINOR),
        ("1.0", "1.0.0", NONE),
        ("2.0.0", "1.9.9", NONE),
        ("0.3.0", "0.4.0", MAJOR),
        ("0.3.0", "0.3.1", MINOR),
        ("0.3.0", "1.0.0", MAJOR),
        ("spring", "autumn", MAJOR),
        ("spring", "spring ", NONE),
        ("1.0.0", "1.0.0-rc.1", MAJOR),
        ("2024-05-01", "2024-06-01", MAJOR),
    ],
)
def test_a_version_is_raised_by(old: str, new: str, expected: Bump) -> None:
    assert actual(old, new) is expected


@pytest.mark.parametrize(
    ("new", "needed"),
    [
        (POLICY, NONE),
        (replace(POLICY, description="Else."), PATCH),
        (replace(POLICY, title="Else"), MINOR),
        (without(TRAVEL), MAJOR),
        (with_clause(COPY, without(TRAVEL), title="Copies"), MAJOR),
    ],
)
@pytest.mark.parametrize(
    ("version", "raised"), [("1.0.0", NONE), ("1.0.1", PATCH), ("1.1", MINOR), ("2", MAJOR)]
)
def test_a_version_that_is_raised_too_little_is_a_change(
    new: Policy, needed: Bump, version: str, raised: Bump
) -> None:
    diff = policy_diff(POLICY, replace(new, version=version))

    short = [change for change in diff.changes if change.kind.code == "BRK024"]
    assert (diff.required_bump, diff.actual_bump) == (needed, raised)
    assert (diff.old_version, diff.new_version) == ("1.0.0", version)
    assert bool(short) is (raised.rank < needed.rank)
    assert short == list(diff.changes[: len(short)])


def test_the_change_says_what_is_missing() -> None:
    old = policy_diff(POLICY, without(TRAVEL)).changes[0]
    raised = policy_diff(POLICY, replace(without(TRAVEL), version="1.1.0")).changes[0]

    assert old.message == "version 1.0.0 was not raised; raise the major version"
    assert raised.message == "version 1.1.0 was raised too little; raise the major version"
    assert (raised.before, raised.after) == ("1.0.0", "1.1.0")


@pytest.mark.parametrize(
    ("new", "step"),
    [
        (without(TRAVEL), "raise the minor version (it counts as major below 1.0.0)"),
        (
            replace(POLICY, title="Else"),
            "raise the patch version (it counts as minor below 1.0.0)",
        ),
        (replace(POLICY, description="Else."), "raise the patch version"),
    ],
)
def test_below_1_0_0_the_next_part_is_raised(new: Policy, step: str) -> None:
    diff = policy_diff(replace(POLICY, version="0.3.0"), replace(new, version="0.3.0"))

    assert diff.changes[0].message == f"version 0.3.0 was not raised; {step}"
