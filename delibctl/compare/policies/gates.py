"""The gates of `--fail-on` for changes of a policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from delibctl.compare.kinds import VERSION_NOT_BUMPED
from delibctl.compare.policies.change import Change, fails
from delibctl.compare.policies.opinions import Opinion
from delibctl.compare.scales import Direction, Profile


class Gate(StrEnum):
    """A value of `--fail-on` for policies."""

    LOOSENS = "loosens"
    UNAPPROVED = "unapproved"
    TIGHTENS = "tightens"
    UNKNOWN = "unknown"
    BREAKING = "breaking"
    VERSION = "version"


@dataclass(frozen=True, kw_only=True)
class PolicyGate:
    """A gate with the changes it fails on, and the unclear ones it does not fail on.

    `undecided`: changes it would fail on if a missing vote of a model called them looser. It passes
    if `failing` and `undecided` are empty, and without reserve only if `unclear` is empty too.
    """

    gate: Gate
    failing: tuple[Change, ...]
    unclear: tuple[Change, ...]
    undecided: tuple[Change, ...] = ()


#: Gates to which an opinion can add a change.
_WITH_OPINIONS = {Gate.LOOSENS, Gate.UNAPPROVED}


def check_changes(
    gate: Gate,
    changes: Iterable[Change],
    profile: Profile,
    opinions: Mapping[int, Opinion] = MappingProxyType({}),
) -> PolicyGate:
    """Return what a gate says of the changes that nobody approved.

    `opinions`: by the `id()` of the change. They can add a loosening, and remove nothing.
    """
    failing: list[Change] = []
    unclear: list[Change] = []
    undecided: list[Change] = []
    for change in changes:
        opinion = opinions.get(id(change)) if gate in _WITH_OPINIONS else None
        if _fails(change, gate, profile) or (opinion and opinion.loosens):
            failing.append(change)
        elif opinion and opinion.undecided:
            undecided.append(change)
        elif change.direction is Direction.UNKNOWN:
            unclear.append(change)
    return PolicyGate(
        gate=gate, failing=tuple(failing), unclear=tuple(unclear), undecided=tuple(undecided)
    )


def _fails(change: Change, gate: Gate, profile: Profile) -> bool:
    match gate:
        case Gate.BREAKING:
            return fails(change, profile)
        case Gate.VERSION:
            return change.kind is VERSION_NOT_BUMPED
        case Gate.UNAPPROVED:
            return needs_approval(change)
    return change.direction is Direction(gate)


def needs_approval(change: Change) -> bool:
    """Return True if a person must approve the change: it loosens, or is unclear and guarded."""
    unclear = change.direction is Direction.UNKNOWN and change.guarded
    return unclear or change.direction is Direction.LOOSENS
