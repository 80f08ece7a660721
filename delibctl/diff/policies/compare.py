"""Several policies compared with what they were, and the gates on what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from delibctl.diff.policies.change import Change, fails
from delibctl.diff.policies.diff import PolicyDiff, policy_diff
from delibctl.diff.policies.kinds import VERSION_NOT_BUMPED
from delibctl.diff.policies.scales import Direction, Profile
from delibctl.diff.policies.waivers import Waiver, waive
from delibctl.model import Case, Policy

#: A policy with its cases.
Tested = tuple[Policy, tuple[Case, ...]]


class Gate(StrEnum):
    """What `--fail-on` takes for policies."""

    LOOSENS = "loosens"
    TIGHTENS = "tightens"
    UNKNOWN = "unknown"
    BREAKING = "breaking"
    VERSION = "version"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A policy before and after; one of them is None where it is new or gone.

    `waived`: changes that were accepted; they stand in `diff` too.
    """

    old: Policy | None
    new: Policy | None
    diff: PolicyDiff
    waived: tuple[tuple[Change, Waiver], ...] = ()

    @property
    def policy(self) -> Policy:
        """The policy as it is, or as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def standing(self) -> tuple[Change, ...]:
        """The changes that nobody has accepted."""
        accepted = {id(change) for change, _ in self.waived}
        return tuple(change for change in self.diff.changes if id(change) not in accepted)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All policies, the profile, the gates, and the waivers that fit no change."""

    policies: tuple[Compared, ...]
    profile: Profile = Profile.BEHAVIOR
    gates: tuple[Gate, ...] = ()
    unused: tuple[Waiver, ...] = field(default=())

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all policies."""
        return tuple(change for policy in self.policies for change in policy.diff.changes)

    @property
    def failing(self) -> tuple[tuple[Gate, tuple[Change, ...]], ...]:
        """The changes on which each gate fails; a gate without any passes."""
        standing = [change for policy in self.policies for change in policy.standing]
        return tuple(
            (gate, tuple(c for c in standing if fails_gate(c, gate, self.profile)))
            for gate in self.gates
        )

    @property
    def failed(self) -> bool:
        """Whether any gate fails."""
        return any(changes for _, changes in self.failing)


def fails_gate(change: Change, gate: Gate, profile: Profile) -> bool:
    """Whether a gate fails on a change."""
    match gate:
        case Gate.BREAKING:
            return fails(change, profile)
        case Gate.VERSION:
            return change.kind is VERSION_NOT_BUMPED
    return change.direction is Direction(gate)


def compare_policies(
    old: Iterable[Tested],
    new: Iterable[Tested],
    profile: Profile = Profile.BEHAVIOR,
    gates: tuple[Gate, ...] = (),
    waivers: tuple[Waiver, ...] = (),
) -> Comparison:
    """Pair policies by their id; where there is one on each side, it is the same one."""
    before, after = list(old), list(new)
    compared: list[Compared] = []
    unused = set(waivers)
    for left, right in _pairs(before, after):
        cases = (right or left or (None, ()))[1]
        diff = policy_diff(*_both(left, right), cases)
        result = waive(diff.changes, waivers)
        unused -= {waiver for _, waiver in result.waived}
        compared.append(
            Compared(
                old=left[0] if left else None,
                new=right[0] if right else None,
                diff=diff,
                waived=result.waived,
            )
        )
    return Comparison(
        policies=tuple(compared),
        profile=profile,
        gates=gates,
        unused=tuple(waiver for waiver in waivers if waiver in unused),
    )


def _pairs(old: list[Tested], new: list[Tested]) -> list[tuple[Tested | None, Tested | None]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    before = {policy.id: (policy, cases) for policy, cases in old}
    after = {policy.id: (policy, cases) for policy, cases in new}
    return [(before.get(id), after.get(id)) for id in dict.fromkeys([*after, *before])]


def _both(left: Tested | None, right: Tested | None) -> tuple[Policy, Policy]:
    """Two policies; for one that is not there an empty one of the same name."""
    there = (left or right or (None,))[0]
    assert there is not None
    empty = Policy(
        id=there.id,
        version="",  # not raised from anything
        title=there.title,
        description=there.description,
        principles=(),
        categories=(),
        definitions={},
        styles={},
    )
    return (left[0] if left else empty, right[0] if right else empty)
