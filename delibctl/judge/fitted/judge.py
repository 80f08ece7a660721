"""The judge `fitted`: it takes what `patterns` saw and the words of the answer together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from delibctl.judge.fitted.deciding import Limits, decided, probability
from delibctl.judge.fitted.features import features
from delibctl.judge.fitted.linear import LinearModel
from delibctl.judge.names import FITTED
from delibctl.judge.patterns import observe
from delibctl.judge.relevance import checked
from delibctl.model import Message, Observation, Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class FittedJudge:
    """A linear model with the limits chosen for it. `checksum` names this fit among others."""

    model: LinearModel
    limits: Limits
    checksum: str

    def observe(self, conversation: Sequence[Message], answer: str) -> Observation:
        """Return the outcome with the words that decided; outcome None if it is unsure."""
        seen = observe(conversation, answer)
        if seen.outcome is Outcome.OFF_TOPIC:
            # The weights do not see the question; what they find comply is checked afterwards.
            seen = replace(seen, outcome=Outcome.COMPLY)
        return checked(self._weighed(seen, answer), conversation, answer)

    def _weighed(self, seen: Observation, answer: str) -> Observation:
        if not answer.strip():
            return Observation(judge=FITTED, outcome=None, why=seen.why)
        found = features(answer)
        probabilities = self.model.probabilities(found, seen.outcome)
        likeliest = max(probabilities, key=probabilities.__getitem__)
        words = ", ".join(map(repr, self.model.reasons(found, likeliest)))
        learned = f"{likeliest} by what was learned ({probabilities[likeliest]:.2f}; {words})"
        outcome = decided(probabilities, seen.outcome, self.limits)
        if probabilities[likeliest] >= self.limits.override:
            return Observation(judge=FITTED, outcome=outcome, why=learned)
        if outcome is not None:
            return Observation(judge=FITTED, outcome=outcome, why=f"by patterns: {seen.why}")
        unsure = "" if seen.outcome is None else f" {seen.outcome} is too improbable"
        unsure += f" ({probability(probabilities, seen.outcome):.2f})" if seen.outcome else ""
        why = f"not measured:{unsure or f' {seen.why}'}; {learned} is not sure enough"
        return Observation(judge=FITTED, outcome=None, why=why)
