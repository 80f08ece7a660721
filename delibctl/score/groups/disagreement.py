"""How often models or judges differ, and from what share on a clause is marked for it.

A clause is marked by the share that differs and its interval. Krippendorff's alpha stands beside
it, and marks nothing: most cases of a clause have the same right answer, so that chance alone
agrees often, and alpha is low although hardly anything differs.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from delibctl.stats.agreement import alpha
from delibctl.stats.share import Share, wilson

#: A clause is marked if at least this share differs. Judges of one whole specification differed in
#: 23 to 33 % of all pairs, on cases that were written for conflict (arXiv 2510.07686).
HIGH = 0.25
#: And the lower end of the interval must be above this. We chose it: where models differ by chance
#: in 10 % of the cases, at most 3 % of the clauses are marked.
FLOOR = 0.15
#: From so many cases on anything is said. We chose it: with fewer, two cases would mark a clause.
ENOUGH_CASES = 5


class Standing(StrEnum):
    """What can be said of a disagreement.

    Low: the interval ends below the share that marks a clause. Open: it could be either. Too few:
    there are fewer cases than ENOUGH_CASES. Not compared: there is only one model or one judge.
    """

    HIGH = "high"
    LOW = "low"
    OPEN = "open"
    TOO_FEW = "too few cases"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """How often two or more differ: `differ` of `compared`, from so many different cases.

    `alpha`: Krippendorff's, from 1 for agreement to 0 for chance; None if all say the same.
    """

    differ: int
    compared: int
    cases: int
    alpha: float | None

    @property
    def share(self) -> Share:
        """The share that differs."""
        return Share(hits=self.differ, total=self.compared)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval, as if each case were seen once: its answers are alike."""
        value = self.share.value
        return None if value is None else wilson(value, self.cases)

    @property
    def standing(self) -> Standing:
        """What can be said of it."""
        if self.share.value is None or self.interval is None:
            return Standing.NOT_COMPARED
        if self.cases < ENOUGH_CASES:
            return Standing.TOO_FEW
        low, high = self.interval
        if self.share.value >= HIGH and low > FLOOR:
            return Standing.HIGH
        return Standing.LOW if high < HIGH else Standing.OPEN


def disagreement(found: Iterable[tuple[str, Sequence[Hashable]]]) -> Disagreement:
    """Return how often two or more differ, of pairs of a case id and what each of them says.

    What one alone says is compared with nothing.
    """
    pairs = [(case, said) for case, said in found if len(said) > 1]
    return Disagreement(
        differ=sum(len(set(said)) > 1 for _, said in pairs),
        compared=len(pairs),
        cases=len({case for case, _ in pairs}),
        alpha=alpha([said for _, said in pairs]),
    )
