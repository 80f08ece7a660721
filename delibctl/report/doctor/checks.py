"""The checks of `delibctl doctor`, as data."""

from dataclasses import dataclass
from enum import StrEnum


class CheckLevel(StrEnum):
    """The result of a check: a note may be intended, a problem must be fixed."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check, and what to do next; empty if nothing is."""

    level: CheckLevel
    name: str
    text: str
    next: str = ""


def ok(name: str, text: str) -> Check:
    """Return a check that passed."""
    return Check(level=CheckLevel.OK, name=name, text=text)


def note(name: str, text: str, next: str = "") -> Check:
    """Return a note, which may be intended."""
    return Check(level=CheckLevel.NOTE, name=name, text=text, next=next)


def problem(name: str, text: str, next: str) -> Check:
    """Return a problem, which must be fixed."""
    return Check(level=CheckLevel.PROBLEM, name=name, text=text, next=next)
