"""What a judge is shown. That one of the two never sees the reasoning is a matter of types.

The paper filters training data with a judge that reads the chain of thought, and rewards with one
that cannot, so that no pressure bears on what is thought (arXiv 2412.16339, sections 2.3.2, 2.4).
"""

from dataclasses import dataclass

from delibctl.model import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What the author of the case expects, as another's word that may be wrong."""

    outcome: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RewardView:
    """A conversation and its answer. There is no field that reasoning could stand in."""

    spec: str
    conversation: tuple[Message, ...]
    answer: str
    claim: Claim | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterView:
    """The same with the reasoning that led to the answer."""

    spec: str
    conversation: tuple[Message, ...]
    reasoning: str
    answer: str
    claim: Claim | None = None
