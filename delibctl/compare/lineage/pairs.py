"""The correspondence of old clauses and new clauses."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from delibctl.model import Clause, Policy

#: A character that no word of prose has.
_OF_IDS = re.compile(r"[._\d-]")


class Origin(StrEnum):
    """The evidence that a new clause comes from an old one."""

    SAME_ID = "same id"
    RENAMED = "renamed"
    LOOKS_RENAMED = "looks renamed"
    SPLIT = "split"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A clause before and after; `merged` are other old clauses that were merged into it."""

    old: Clause
    new: Clause
    origin: Origin
    merged: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """Every clause of both policies, in the order of its policy.

    `current`: old clause id to new clause id; removed clauses are missing.
    """

    pairs: tuple[Pair, ...]
    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    current: dict[str, str]

    @cached_property
    def pair_of(self) -> dict[str, Pair]:
        """New clause id to its pair, except for clauses that were split off."""
        return {pair.new.id: pair for pair in self.pairs if pair.origin is not Origin.SPLIT}

    def follow(self, text: str) -> str:
        """Return a text of the old policy with the current ids of clauses.

        An id that is a plain word is followed only in brackets and backticks, not in prose.
        """
        if not any(id in text for id in self._renamed):
            return text
        return self._former_id.sub(lambda match: self.current[match[0]], text)

    @cached_property
    def _renamed(self) -> tuple[str, ...]:
        """The old ids that changed, the longest first."""
        renamed = (id for id, now in self.current.items() if id != now)
        return tuple(sorted(renamed, key=len, reverse=True))

    @cached_property
    def _former_id(self) -> re.Pattern[str]:
        """A pattern of the ids that changed, as whole words."""
        ids = "|".join(map(_pattern, self._renamed))
        return re.compile(rf"(?<![\w.-])(?:{ids})(?![\w-]|\.\w)")

    def over(self, old: Policy) -> "Lineage":
        """Return the lineage with the clauses of an old policy that has the same ids."""
        clauses = old.clause_by_id
        pairs = (
            replace(
                pair,
                old=clauses[pair.old.id],
                merged=tuple(clauses[merged.id] for merged in pair.merged),
            )
            for pair in self.pairs
        )
        removed = tuple(clauses[clause.id] for clause in self.removed)
        return replace(self, pairs=tuple(pairs), removed=removed)

    def now(self, id: str) -> str:
        """Return the current id of an old clause; its last id if it was removed."""
        return self.current.get(id, id)


def _pattern(id: str) -> str:
    """Return the pattern of an id where it cannot be prose."""
    name = re.escape(id)
    return name if _OF_IDS.search(id) else rf"(?:(?<=\[){name}(?=\])|(?<=`){name}(?=`))"
