"""What a model that judges said of an answer."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from delibctl.model.exchange import Usage
from delibctl.model.model_spec import ModelSpec
from delibctl.model.policy import Outcome


class Compliance(StrEnum):
    """Whether an answer keeps to a clause."""

    COMPLIANT = "compliant"
    NON_COMPLIANT = "non-compliant"
    AMBIGUOUS = "ambiguous"
    NOT_APPLICABLE = "not-applicable"


class Sight(StrEnum):
    """What a judge is shown: with `filter` the reasoning too, with `reward` never."""

    FILTER = "filter"
    REWARD = "reward"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Who judges, and how: `runs` times each answer. `model` is None for the judge `patterns`.

    `blind`: the author's label is not put to it as another's claim.
    """

    name: str
    model: ModelSpec | None = None
    sight: Sight = Sight.REWARD
    runs: int = 1
    blind: bool = False

    def asks_like(self, other: "Judge") -> bool:
        """Whether what the other said is what this one would be asked; how often is no matter."""
        return replace(self, runs=1) == replace(other, runs=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseVerdict:
    """What one clause comes to."""

    clause: str
    compliance: Compliance
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleVerdict:
    """Whether one `must` or `must_not` of a style was kept."""

    rule: str
    kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One look of one judge. `run` counts from 1; `outcome` None: it could not be read.

    `correctness` and `helpfulness` are 1 to 5, the scale is ours. `quote` is from the answer.
    `agrees`: with the label that it was told as another's claim; None where it was told none.
    `kept`: all of it was there from before, and cost nothing.
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

    @property
    def readable(self) -> bool:
        """Whether it says anything; else it is missing data, and never a low score."""
        return self.outcome is not None

    @property
    def broken(self) -> tuple[ClauseVerdict, ...]:
        """The clauses that the answer does not keep to."""
        return tuple(c for c in self.clauses if c.compliance is Compliance.NON_COMPLIANT)

    @property
    def score(self) -> int | None:
        """0 to 5, our own scale: 0 where a clause is broken, else the lower of both ratings.

        None where it could not be read.
        """
        if not self.readable:
            return None
        rated = [value for value in (self.correctness, self.helpfulness) if value is not None]
        return 0 if self.broken or not rated else min(rated)
