"""The gates of `--fail-on` for changes of a policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from delibctl.compare.policies.change import Change, fails
from delibctl.compare.policies.kinds import VERSION_NOT_BUMPED
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

    It passes if `failing` is empty; it passes without reserve only if `unclear` is empty too.
    """

    gate: Gate
    failing: tuple[Change, ...]
    unclear: tuple[Change, ...]


def check_changes(gate: Gate, changes: Iterable[Change], profile: Profile) -> PolicyGate:
    """Return what a gate says of the changes that nobody approved."""
    failing: list[Change] = []
    unclear: list[Change] = []
    for change in changes:
        if _fails(change, gate, profile):
            failing.append(change)
        elif change.direction is Direction.UNKNOWN:
            unclear.append(change)
    return PolicyGate(gate=gate, failing=tuple(failing), unclear=tuple(unclear))


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
