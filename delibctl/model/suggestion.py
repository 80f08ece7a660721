"""Clauses that are suggested for a prompt which nobody has labelled."""

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What prompts and clauses are compared by."""

    MEANING = "meaning"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """The clauses that are nearest to a prompt, nearest first; none if it shares no word."""

    clauses: tuple[str, ...]
    by: By

    def __str__(self) -> str:
        """The clauses, and what they were found by."""
        return f"by {self.by}: {', '.join(self.clauses) or 'none'}"
