"""What `delibctl doctor` looked at, as data."""

from dataclasses import dataclass
from enum import StrEnum


class CheckLevel(StrEnum):
    """How a thing is: a note may be as you want it, a problem has to be mended."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at, and what to do next if anything is."""

    level: CheckLevel
    name: str
    text: str
    next: str = ""


def ok(name: str, text: str) -> Check:
    """A thing that is as it should be."""
    return Check(level=CheckLevel.OK, name=name, text=text)


def note(name: str, text: str, next: str = "") -> Check:
    """A thing that may be as you want it."""
    return Check(level=CheckLevel.NOTE, name=name, text=text, next=next)


def problem(name: str, text: str, next: str) -> Check:
    """A thing that has to be mended."""
    return Check(level=CheckLevel.PROBLEM, name=name, text=text, next=next)
