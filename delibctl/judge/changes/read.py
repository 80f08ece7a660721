"""Parsing a vote on a change. Never raises; None is an unreadable vote, so missing data."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from delibctl.text.embedded import as_text, repaired, spans
from delibctl.text.lazy import later


class Way(StrEnum):
    """The direction of a change as a model calls it, the loosest first."""

    LOOSENS = "loosens"
    UNCLEAR = "unclear"
    NEUTRAL = "neutral"
    TIGHTENS = "tightens"


_LOOSEST_FIRST = list(Way)
_DIRECTION = later(r'"direction"\s*:\s*"\s*(\w+)')


@dataclass(frozen=True, kw_only=True)
class ChangeVote:
    """A vote of a model: the direction of a change, and the reason."""

    way: Way
    why: str


def read_vote(text: str) -> ChangeVote | None:
    """Return the vote in a reply; None without one.

    Of several the loosest counts: the reply may quote a text of the policy that looks like a vote.
    """
    votes = [vote for data in _objects(text) if (vote := _vote(data))]
    return min(votes, key=lambda vote: _LOOSEST_FIRST.index(vote.way), default=None)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the complete objects, and the repaired first one if it is not among them.

    A quotation without escapes breaks an object and may end up in its place, so the repaired one
    comes with each direction in the text.
    """
    opening = text.find("{")
    complete = list(spans(text))
    yield from (data for _, _, data in complete)
    if opening >= 0 and not any(start == opening for start, _, _ in complete):
        data = repaired(text) or {}
        yield data
        yield from ({**data, "direction": word} for word in _DIRECTION.findall(text))


def _vote(data: dict[str, Any]) -> ChangeVote | None:
    word = as_text(data.get("direction")).lower()
    return ChangeVote(way=Way(word), why=as_text(data.get("reason"))) if word in set(Way) else None
