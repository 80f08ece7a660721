"""One case of two runs, folded to its rates over repeats: what statistics and gates read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from delibctl.model import Mode
from delibctl.stats.share import Share


class Figure(StrEnum):
    """The figures of one case that are held against each other.

    `right`: trials that did not miss. The others are the metrics of the same key.
    """

    RIGHT = "right"
    CITATION_RECALL = "citation_recall"
    OVER_REFUSAL = "over_refusal"
    UNDER_REFUSAL = "under_refusal"


#: Over the repeats of one case on one side. A share of a total of 0 does not apply to the case.
Rates = Mapping[Figure, Share]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairedCase:
    """One case, asked of one model in one mode in both runs.

    `clause` is its primary clause after the edit, "" if it has none. `affected` is False for a
    question that the edit left as it was and that the same stored answers answer: it is no change.
    `critical`: a clause that it expects is. The fresh rates are of repeats that were asked anew to
    decide a gate; empty if there are none.
    """

    case: str
    model: str
    mode: Mode
    clause: str
    affected: bool
    critical: bool
    before: Rates
    after: Rates
    fresh_before: Rates = field(default_factory=dict)
    fresh_after: Rates = field(default_factory=dict)
