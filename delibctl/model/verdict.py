"""The verdict of a judging model on an answer."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from delibctl.model.exchange import Usage
from delibctl.model.model_spec import ModelSpec
from delibctl.model.policy import Outcome


class Compliance(StrEnum):
    """The verdict on one clause: does the answer comply with it?"""

    COMPLIANT = "compliant"
    NON_COMPLIANT = "non-compliant"
    AMBIGUOUS = "ambiguous"
    NOT_APPLICABLE = "not-applicable"

    @property
    def strictness(self) -> int:
        """The place among the verdicts on one clause; of several, the highest counts."""
        return _FROM_LAX.index(self)


_FROM_LAX = (
    Compliance.NOT_APPLICABLE,
    Compliance.COMPLIANT,
    Compliance.AMBIGUOUS,
    Compliance.NON_COMPLIANT,
)


class Sight(StrEnum):
    """The view of a judge: `filter` includes the reasoning, `reward` never does."""

    FILTER = "filter"
    REWARD = "reward"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """A judge: it votes `runs` times on each answer. `model` is None for those that ask no model.

    These are `patterns` and `fitted`; `fit` is the checksum of the file of the latter, so that
    verdicts of two fits are never mixed. `blind`: the judge is not shown the expected outcome.
    `template`: the version of the words that ask for a verdict.
    """

    name: str
    model: ModelSpec | None = None
    sight: Sight = Sight.REWARD
    runs: int = 1
    blind: bool = False
    template: int = 1
    fit: str = ""

    def asks_like(self, other: "Judge") -> bool:
        """Return True if both judges ask the same questions, whatever their number of votes."""
        return self._question() == other._question()

    def _question(self) -> "Judge":
        """Return the judge without all that does not change what it is asked."""
        model = self.model and self.model.without_access()
        return replace(self, runs=1, model=model)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseVerdict:
    """The verdict on one clause, with the reason in `why`."""

    clause: str
    compliance: Compliance
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleVerdict:
    """The verdict on one `must` or `must_not` of a style; `kept`: the answer obeys it."""

    rule: str
    kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One vote of one judge. `run` is its number, from 1. `outcome` is None if it is unreadable.

    `correctness` and `helpfulness` are 1 to 5, a scale of our own. `quote` is from the answer.
    `agrees`: the judge agrees with the expected outcome that it was shown; None if it was shown
    none. `kept`: all its replies are cached, so it cost nothing. `notes` name the parts of the
    reply that could not be taken over, as a verdict that fits no clause.
    """

    judge: str
    run: int = 1
    outcome: Outcome | None = None
    clauses: tuple[ClauseVerdict, ...] = ()
    rules: tuple[RuleVerdict, ...] = ()
    correctness: int | None = None
    helpfulness: int | None = None
    why: str = ""
    quote: str = ""
    agrees: bool | None = None
    raw: str = ""
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    kept: bool = False
    notes: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        """True if the verdict could be read; otherwise it is missing data, never a low score."""
        return self.outcome is not None

    @property
    def broken(self) -> tuple[ClauseVerdict, ...]:
        """The clauses that the answer violates."""
        return tuple(c for c in self.clauses if c.compliance is Compliance.NON_COMPLIANT)

    @property
    def score(self) -> int | None:
        """The score, 0 to 5: 0 if a clause is violated, else the lower of both ratings.

        None if the verdict is unreadable, or of a judge that rates nothing. The scale is our own.
        """
        if not self.readable:
            return None
        rated = [value for value in (self.correctness, self.helpfulness) if value is not None]
        return 0 if self.broken else min(rated, default=None)
