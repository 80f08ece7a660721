"""Several policies compared with what they were, and the gates on what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from delibctl.compare.policies.change import Change, fails
from delibctl.compare.policies.diff import PolicyDiff, policy_diff
from delibctl.compare.policies.kinds import VERSION_NOT_BUMPED
from delibctl.compare.policies.scales import Direction, Profile
from delibctl.compare.policies.waivers import Waiver, waive
from delibctl.model import Case, Policy


@dataclass(frozen=True, kw_only=True)
class Tested:
    """A policy with its cases, and the file that it stands in."""

    file: str
    policy: Policy
    cases: tuple[Case, ...] = ()


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
    """Pair policies by id and file, then by id, then by file; one on each side is the same one."""
    before, after = list(old), list(new)
    compared: list[Compared] = []
    unused = set(waivers)
    for left, right in _pairs(before, after):
        there = right or left
        assert there is not None
        diff = policy_diff(*_both(left, right, there.policy), there.cases)
        result = waive(diff.changes, waivers)
        unused -= {waiver for _, waiver in result.waived}
        compared.append(
            Compared(
                old=left.policy if left else None,
                new=right.policy if right else None,
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
    """Every policy of either side once: in the order of the new ones, those that are gone last."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    left = list(old)
    partner: dict[int, Tested] = {}
    for same in (
        lambda a, b: (a.policy.id, a.file) == (b.policy.id, b.file),
        lambda a, b: a.policy.id == b.policy.id,
        lambda a, b: a.file == b.file,
    ):
        for index, tested in enumerate(new):
            found = next((one for one in left if same(one, tested)), None)
            if index not in partner and found is not None:
                partner[index] = found
                left.remove(found)
    pairs: list[tuple[Tested | None, Tested | None]] = [
        (partner.get(index), tested) for index, tested in enumerate(new)
    ]
    return [*pairs, *((gone, None) for gone in left)]


def _both(left: Tested | None, right: Tested | None, there: Policy) -> tuple[Policy, Policy]:
    """Two policies; for one that is not there an empty one of the same name."""
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
    return (left.policy if left else empty, right.policy if right else empty)
