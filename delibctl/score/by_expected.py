"""Figures of the trials that expect one outcome, apart: citing matters most where one refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from delibctl.model import Outcome
from delibctl.score.alike import Alike, share_of_metric
from delibctl.score.metrics import METRICS, Metric
from delibctl.stats.share import Share

#: In the order of the columns.
_KEYS = ("citation_right", "category_named", "declared_style_right", "outcome_right")
METRICS_BY_EXPECTED: tuple[Metric, ...] = tuple(
    next(metric for metric in METRICS if metric.key == key) for key in _KEYS
)


@dataclass(frozen=True, kw_only=True)
class ByExpected:
    """The counted trials of which these outcomes are right, and their figures by key."""

    outcomes: tuple[Outcome, ...]
    trials: int
    figures: Mapping[str, Share]

    @property
    def name(self) -> str:
        """The outcomes in words."""
        return " or ".join(self.outcomes)


def by_expected(counted: Iterable[Alike]) -> tuple[ByExpected, ...]:
    """Return the figures by what is right, the strictest first; one of several outcomes last."""
    groups: dict[tuple[Outcome, ...], list[Alike]] = {}
    for sort in counted:
        groups.setdefault(sort.trial.right.outcomes, []).append(sort)
    return tuple(
        ByExpected(
            outcomes=outcomes,
            trials=sum(sort.number for sort in groups[outcomes]),
            figures={m.key: share_of_metric(m, groups[outcomes]) for m in METRICS_BY_EXPECTED},
        )
        for outcomes in sorted(groups, key=_strictest_first)
    )


def _strictest_first(outcomes: tuple[Outcome, ...]) -> tuple[int, int, str]:
    return len(outcomes), -(outcomes[-1].strictness or 0), " ".join(outcomes)
