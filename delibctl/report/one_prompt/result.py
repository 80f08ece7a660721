"""One prompt and its result, as data for both formats of `delibctl try`."""

from dataclasses import dataclass

from delibctl.model import ModelSpec, Policy, Reply, Suggestion
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.usage import UsageFigures, usage_of


@dataclass(frozen=True, kw_only=True)
class PromptResult:
    """The trial of one prompt. Its case expects nothing, so its verdict columns have no meaning.

    `guessed` is True if the baseline guessed the categories that were shown. `nearest` are the
    clauses that are nearest to the prompt, if they were looked for.
    """

    policy: Policy
    model: ModelSpec
    trial: ScoredTrial
    guessed: bool
    nearest: Suggestion | None = None

    @property
    def replies(self) -> list[Reply]:
        """The replies of the model, one to each question."""
        return [exchange.reply for exchange in self.trial.exchanges]

    @property
    def usage(self) -> UsageFigures:
        """The tokens, price and time of the prompt, cached replies included."""
        return usage_of([self.trial], self.model)

    @property
    def price(self) -> float | None:
        """US dollars for all replies; None if the price of any is unknown."""
        return None if self.usage.unpriced else self.usage.price

    @property
    def served(self) -> str:
        """The name of the model by its server; empty if the server does not say."""
        return next((reply.served for reply in reversed(self.replies) if reply.served), "")
