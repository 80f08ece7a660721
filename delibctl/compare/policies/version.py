"""The version part that changes must raise, and the one that was raised."""

import re
from collections.abc import Iterable

from delibctl.compare.kinds import VERSION_NOT_BUMPED
from delibctl.compare.policies.change import About, Change
from delibctl.compare.scales import Bump, Direction

_VERSION = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?", re.ASCII)

Version = tuple[int, int, int]


def required(changes: Iterable[Change]) -> Bump:
    """Return the version part that the most severe change must raise."""
    return max(
        (change.kind.bump for change in changes), key=lambda bump: bump.rank, default=Bump.NONE
    )


def actual(old: str, new: str) -> Bump:
    """Return the version part that was raised; none if the version was lowered.

    Versions are free text: if one does not look like 1.4.0, any other text counts as major. Below
    1.0.0 a minor version counts as major, as for package managers.
    """
    before, after = _parsed(old), _parsed(new)
    if before is None or after is None:
        return Bump.MAJOR if old.strip() != new.strip() else Bump.NONE
    if after <= before:
        return Bump.NONE
    if after[0] > before[0]:
        return Bump.MAJOR
    early = before[0] == 0
    if after[1] > before[1]:
        return Bump.MAJOR if early else Bump.MINOR
    return Bump.MINOR if early else Bump.PATCH


def _parsed(version: str) -> Version | None:
    match = _VERSION.fullmatch(version.strip())
    if match is None:
        return None
    major, minor, patch = (int(number or 0) for number in match.groups())
    return major, minor, patch


def shortfall(about: About, versions: tuple[str, str], needed: Bump) -> Change | None:
    """Return a change if the version was raised by less than needed, else None."""
    raised = actual(*versions)
    if raised.rank >= needed.rank:
        return None
    how = "was not raised" if raised is Bump.NONE else "was raised too little"
    message = f"version {versions[1]} {how}; {next_step(versions[0], needed)}"
    return about.change(VERSION_NOT_BUMPED, message, versions, Direction.NEUTRAL)


def next_step(old: str, needed: Bump) -> str:
    """Return the part of the version to raise, as a next step."""
    before = _parsed(old)
    early = {Bump.MAJOR: Bump.MINOR, Bump.MINOR: Bump.PATCH}
    if before is not None and before[0] == 0 and needed in early:
        return f"raise the {early[needed]} version (it counts as {needed} below 1.0.0)"
    return f"raise the {needed} version"
