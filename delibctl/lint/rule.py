"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from delibctl.lint.comments import Suppressions
from delibctl.lint.outline import Outline
from delibctl.model import Place
from delibctl.source import Document, Edit


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Errors 2, warnings 1, infos 0."""
        return {Level.ERROR: 2, Level.WARNING: 1, Level.INFO: 0}[self]


class Fixes(StrEnum):
    """Whether a rule's edits keep the meaning of a file (safe), or may change it (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place where a rule does not hold, what to do next, and the edits that would do it."""

    place: Place
    message: str
    next: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule has. Its module gives it its name and, as docstring, its documentation.

    `preview`: it is wrong too often to run unless asked for. `fixes`: what its edits are.
    """

    code: str
    level: Level = Level.ERROR
    preview: bool = False
    fixes: Fixes | None = None


@dataclass(frozen=True, kw_only=True)
class FileRule(Rule):
    """A rule about one file."""

    check: Callable[[Document], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class PolicyRule(Rule):
    """A rule about a policy with its fragments and cases.

    `whole`: where a part could not be read it would report what stands in that part as missing.
    """

    check: Callable[[Outline], Iterator[Hit]]
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentRule(Rule):
    """A rule about the comments of a file that suppress findings, checked after all others."""

    check: Callable[[Suppressions], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A hit with the rule that made it."""

    code: str
    name: str
    level: Level
    place: Place
    message: str
    next: str
    edits: tuple[Edit, ...] = ()
    fixes: Fixes | None = None
