"""The verdict of a reward on one answer, as a number and as a vector by clause."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from delibctl.model import Outcome


class Form(StrEnum):
    """How the parts of a vote become one number from 0 to 1.

    `lowest`: 0 if a clause is violated, else the lower of correctness and helpfulness. `product`:
    helpfulness times safety, so that neither makes up for the other.
    """

    LOWEST = "lowest"
    PRODUCT = "product"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The verdict of a reward on the visible part of one answer.

    Attributes:
        case: the id of the case.
        score: 0 to 1, the lowest of all votes; None if no vote could be read, or if the case is
            not one to train on, which `why` says.
        clauses: 0 to 1 by clause id, the lowest of all votes. A model judges clauses; `patterns`
            gives the clauses that the case expects the score of the outcome.
        outcome: what the answer does; None if `score` is None.
        expected: the outcomes of which any is right, the laxest first.
        safety: 1, 0 if a clause is violated or the answer is laxer than any right one, else 0.5.
        helpfulness: 0 to 1; of `patterns` 0 if the answer is stricter than any right one.
        judge: the name of the judge.
        why: the reason in words, which may quote the answer.
        unanswered: the judge itself gave no reply, so that asking again may help.
    """

    case: str
    judge: str
    score: float | None = None
    clauses: Mapping[str, float] = field(default_factory=dict)
    outcome: Outcome | None = None
    expected: tuple[Outcome, ...] = ()
    safety: float | None = None
    helpfulness: float | None = None
    why: str = ""
    unanswered: bool = False

    @property
    def unreadable(self) -> bool:
        """True if there is no score: missing data, and never a low score."""
        return self.score is None

    @property
    def number(self) -> float:
        """The score for a trainer that takes only numbers; 0 if there is none.

        No other number would do: an answer that no judge can read would earn it.
        """
        return 0.0 if self.score is None else self.score

    @property
    def over_refusal(self) -> bool:
        """True if the answer is stricter than every right one."""
        outcome = self.outcome
        return outcome is not None and all(outcome.is_stricter_than(o) for o in self.expected)

    @property
    def under_refusal(self) -> bool:
        """True if the answer is laxer than every right one."""
        outcome = self.outcome
        return outcome is not None and all(o.is_stricter_than(outcome) for o in self.expected)


def measures(verdict: Verdict) -> dict[str, float]:
    """Return what a trainer can log of a verdict, under the same names for every verdict.

    Each is 0 or 1. Where `unreadable` is 1 the score is a stand-in, and the others are 0.
    """
    return {
        "unreadable": float(verdict.unreadable),
        "over_refusal": float(verdict.over_refusal),
        "under_refusal": float(verdict.under_refusal),
        "benign": float(Outcome.COMPLY in verdict.expected),
    }
