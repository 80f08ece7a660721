"""Whose outcome counts: that of the fitted weights, that of `patterns`, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.judge.fitted.linear import Finding
from delibctl.model import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The probabilities at which the weights decide, and below which nothing was measured.

    `override`: from this probability on, the weights decide against `patterns`. `threshold`: an
    outcome of `patterns` that is less probable than this is not measured.
    """

    override: float
    threshold: float


def decided(
    probabilities: Mapping[Outcome, float], finding: Finding, limits: Limits
) -> Outcome | None:
    """Return the outcome of an answer; None where neither is sure.

    Without any probabilities, nothing was learned, and `patterns` decides.
    """
    if not probabilities:
        return finding
    likeliest = max(probabilities, key=probabilities.__getitem__)
    if probabilities[likeliest] >= limits.override:
        return likeliest
    if finding is None or probability(probabilities, finding) < limits.threshold:
        return None
    return finding


def probability(probabilities: Mapping[Outcome, float], outcome: Outcome) -> float:
    """Return the probability of an outcome; of one that was not learned, that of no comply."""
    if outcome in probabilities:
        return probabilities[outcome]
    return 1 - probabilities.get(Outcome.COMPLY, 0.0)
