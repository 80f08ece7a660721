"""A linear model over the features of an answer, applied without the library that learned it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

from delibctl.model import Outcome

#: What `patterns` saw in an answer, as a feature; the empty name is an answer it cannot read.
Finding = Outcome | None


def finding_name(finding: Finding) -> str:
    """Return the name under which a model has the weights of a finding of `patterns`."""
    # An answer to something else has the words of one that complies.
    words_of = Outcome.COMPLY if finding is Outcome.OFF_TOPIC else finding
    return "unreadable" if words_of is None else str(words_of)


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearModel:
    """The weights of each feature and of each finding of `patterns`, one for each outcome."""

    outcomes: tuple[Outcome, ...]
    intercepts: tuple[float, ...]
    findings: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[float, ...]]

    def probabilities(self, found: frozenset[str], finding: Finding) -> dict[Outcome, float]:
        """Return the probability of each outcome that was learned.

        The weights of the features are divided by the square root of their number, so that a long
        answer weighs no more than a short one.
        """
        known = [self.words[feature] for feature in sorted(found & self.words.keys())]
        length = sqrt(len(known)) or 1.0
        nothing = (0.0,) * len(self.outcomes)
        of_finding = self.findings.get(finding_name(finding), nothing)
        scores = [
            self.intercepts[n] + of_finding[n] + sum(weights[n] for weights in known) / length
            for n in range(len(self.outcomes))
        ]
        highest = max(scores)
        powers = [exp(score - highest) for score in scores]
        total = sum(powers)
        return {
            outcome: power / total for outcome, power in zip(self.outcomes, powers, strict=True)
        }

    def reasons(self, found: frozenset[str], outcome: Outcome, most: int = 3) -> list[str]:
        """Return the features that speak for an outcome most, against the mean of the others."""
        at = self.outcomes.index(outcome)

        def support(feature: str) -> float:
            weights = self.words[feature]
            return weights[at] - sum(weights) / len(weights)

        known = [feature for feature in found & self.words.keys() if support(feature) > 0]
        return sorted(known, key=lambda feature: (-support(feature), feature))[:most]
