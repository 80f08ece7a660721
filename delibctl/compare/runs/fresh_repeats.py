"""Repeats that were asked anew of two runs to decide their gates, each for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from delibctl.compare.runs.paired_case import Rates
from delibctl.model import Mode, Plan

#: A case, the alias of the model that was asked, and the mode.
Asked = tuple[str, str, Mode]
#: The rates of each repeat that could be scored, by its number.
Numbered = Mapping[int, Rates]


@dataclass(frozen=True, kw_only=True)
class FreshRepeats:
    """The fresh repeats of both runs, and how many times they were enough for another look.

    `first`: the number of the first repeat of each case. A repeat without a score is not there.
    """

    first: int
    looks: int
    before: Mapping[Asked, Numbered] = field(default_factory=dict)
    after: Mapping[Asked, Numbered] = field(default_factory=dict)


def first_fresh_repeat(before: Plan, after: Plan) -> int:
    """Return the number of the first fresh repeat: no answer that raised a suspicion has it."""
    return 1 + max(before.repeats, after.repeats)
