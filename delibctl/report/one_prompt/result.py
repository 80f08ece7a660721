"""One question and what came of it, as both formats of `delibctl try` show it."""

from dataclasses import dataclass

from delibctl.model import ModelSpec, Policy, Reply
from delibctl.score import ScoredTrial, UsageFigures, usage_of


@dataclass(frozen=True, kw_only=True)
class PromptResult:
    """`row` holds the trial against a case that expects nothing, so its columns mean nothing.

    `guessed`: whether the categories that were shown are the baseline's guess.
    """

    policy: Policy
    model: ModelSpec
    trial: ScoredTrial
    guessed: bool

    @property
    def replies(self) -> list[Reply]:
        """What the model sent, a reply to each question."""
        return [exchange.reply for exchange in self.trial.exchanges]

    @property
    def usage(self) -> UsageFigures:
        """What it used, whenever it was asked."""
        return usage_of([self.trial], self.model)

    @property
    def price(self) -> float | None:
        """US dollars for all replies; None where that of one is not known."""
        return None if self.usage.unpriced else self.usage.price

    @property
    def served(self) -> str:
        """The model as its server calls it; empty where it does not say."""
        return next((reply.served for reply in reversed(self.replies) if reply.served), "")
