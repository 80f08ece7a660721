"""The views of judges. Their types ensure that a reward judge never sees the reasoning.

The paper filters training data with a judge that reads the chain of thought, and rewards with one
that does not, so that training puts no pressure on the chain of thought (arXiv 2412.16339,
sections 2.3.2 and 2.4).
"""

from dataclasses import dataclass

from delibctl.model import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """The expectation of a case, shown to an unblinded judge as the claim of another AI."""

    outcome: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RewardView:
    """The view of a reward judge: a conversation and its answer. It has no field for reasoning."""

    spec: str
    conversation: tuple[Message, ...]
    answer: str
    claim: Claim | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterView:
    """The view of a filter judge: a conversation, its answer, and the reasoning before it."""

    spec: str
    conversation: tuple[Message, ...]
    reasoning: str
    answer: str
    claim: Claim | None = None
