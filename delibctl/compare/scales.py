"""The scales of a change: profile (who it breaks), direction, evidence, version part to raise."""

from enum import StrEnum

from delibctl.model import Outcome


class Profile(StrEnum):
    """Profiles of breaking changes, strict to lax; each includes all laxer ones."""

    TEXT = "text"
    BEHAVIOR = "behavior"
    LABELS = "labels"
    FORMAT = "format"

    @property
    def strictness(self) -> int:
        """Text (3) over behavior and labels to format (0)."""
        return _STRICTNESS[self]


_STRICTNESS = {Profile.TEXT: 3, Profile.BEHAVIOR: 2, Profile.LABELS: 1, Profile.FORMAT: 0}


class Direction(StrEnum):
    """The direction of a change. Unknown means unclear, which is not neutral."""

    LOOSENS = "loosens"
    TIGHTENS = "tightens"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """The strength of the evidence for a direction.

    Proven: the structure shows it. Likely: the words suggest it. Unclear: the direction is unknown.
    """

    PROVEN = "proven"
    LIKELY = "likely"
    UNCLEAR = "unclear"


def by_strictness(before: Outcome | None, after: Outcome | None) -> Direction:
    """Return the direction from one outcome to another; unknown if neither is stricter."""
    if before is None or after is None:
        return Direction.UNKNOWN
    if after.is_stricter_than(before):
        return Direction.TIGHTENS
    return Direction.LOOSENS if before.is_stricter_than(after) else Direction.UNKNOWN


def by_restraint(change: float) -> Direction:
    """Return the direction of a rule that holds answers back more (above 0) or less."""
    if not change:
        return Direction.UNKNOWN
    return Direction.TIGHTENS if change > 0 else Direction.LOOSENS


class Bump(StrEnum):
    """The part of a version to raise."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"

    @property
    def rank(self) -> int:
        """None (0) to major (3)."""
        return _RANK[self]


_RANK = {Bump.NONE: 0, Bump.PATCH: 1, Bump.MINOR: 2, Bump.MAJOR: 3}
