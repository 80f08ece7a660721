"""Parsing a vote on a change. Never raises; None is an unreadable vote, so missing data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from delibctl.judge.words import said
from delibctl.text.embedded import as_text, repaired, spans
from delibctl.text.lazy import later
from delibctl.text.thoughts import split_thoughts
from delibctl.text.values import unwrapped


class Way(StrEnum):
    """The direction of a change as a model calls it, the loosest first."""

    LOOSENS = "loosens"
    UNCLEAR = "unclear"
    NEUTRAL = "neutral"
    TIGHTENS = "tightens"


_LOOSEST_FIRST = list(Way)
_DIRECTION = later(r'"direction"\s{0,9}:\s{0,9}"\s{0,9}(\w+)', re.IGNORECASE)
_WAYS = {
    Way.LOOSENS: "loosens loosen loosened loosening looser",
    Way.UNCLEAR: "unclear uncertain ambiguous",
    Way.NEUTRAL: "neutral neutrally",
    Way.TIGHTENS: "tightens tighten tightened tightening tighter",
}
_WAY_OF = {spelling: way for way, words in _WAYS.items() for spelling in words.split()}


@dataclass(frozen=True, kw_only=True)
class ChangeVote:
    """A vote of a model: the direction of a change, and the reason."""

    way: Way
    why: str


def read_vote(text: str) -> ChangeVote | None:
    """Return the vote in a reply; None without one.

    Of several the loosest counts: the reply may quote a text of the policy that looks like a vote.
    Thoughts are no vote.
    """
    body = split_thoughts(text, ()).text
    votes = [
        vote
        for whole in _objects(body)
        for data in unwrapped(whole, ("direction",), texts=False)
        for vote in _votes(data)
    ]
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


def _votes(data: dict[str, Any]) -> Iterator[ChangeVote]:
    """Yield each direction of an object, which has several if it repeats the key."""
    for text in as_text(data["direction"]).split("\n\n"):
        if way := _WAY_OF.get(said(text)):
            yield ChangeVote(way=way, why=as_text(data.get("reason")))
