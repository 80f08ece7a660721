"""Test prompts out of a policy, without a model: drafts, for a person to accept or reject."""

from delibctl.cases.generate.engine import Generated, Wanted, generate
from delibctl.cases.generate.strategies import STRATEGIES, Strategy

__all__ = ["STRATEGIES", "Generated", "Strategy", "Wanted", "generate"]
