"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from delibctl.lint.outline import Outline
from delibctl.model import Place
from delibctl.source import Document


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Errors 2, warnings 1, infos 0."""
        return {Level.ERROR: 2, Level.WARNING: 1, Level.INFO: 0}[self]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place where a rule does not hold, and what to do next."""

    place: Place
    message: str
    next: str


@dataclass(frozen=True, kw_only=True)
class FileRule:
    """A rule about one file. Its module gives it its name and, as docstring, its documentation."""

    code: str
    level: Level = Level.ERROR
    check: Callable[[Document], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class PolicyRule:
    """A rule about a whole policy with its fragments and cases."""

    code: str
    level: Level = Level.ERROR
    check: Callable[[Outline], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A hit with the rule that made it."""

    code: str
    name: str
    level: Level
    place: Place
    message: str
    next: str
