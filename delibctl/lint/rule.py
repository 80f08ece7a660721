"""Rules and their findings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from delibctl.lint.comments import Suppressions
from delibctl.lint.outline import Outline
from delibctl.model import Place
from delibctl.source import Document, Edit


class Level(StrEnum):
    """The severity of a finding."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Errors 2, warnings 1, infos 0."""
        return {Level.ERROR: 2, Level.WARNING: 1, Level.INFO: 0}[self]


class Fixes(StrEnum):
    """The safety of a rule's edits: safe ones keep the meaning of a file, unsafe ones may not."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place that violates a rule, the next step, and the edits that would fix it."""

    place: Place
    message: str
    next: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The base of every rule. Its module gives the name and, in its docstring, the documentation.

    `preview`: runs only on request, since it is wrong too often. `fixes`: the safety of its edits.
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

    `needs_all_files`: if a file cannot be read, the rule would report its content as missing.
    `needs_encoder`: the rule compares meanings.
    """

    check: Callable[[Outline], Iterator[Hit]]
    needs_all_files: bool = False
    needs_encoder: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentRule(Rule):
    """A rule about the suppression comments of a file, checked after all other rules."""

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
