"""The share that people would find in many answers, from all verdicts of a judge and few labels.

Prediction-powered inference (Angelopoulos et al. 2023) takes the judge's share of all answers and
corrects it by the labelled ones; its form PPI++ (Angelopoulos, Duchi and Zrnic 2023) weighs the
judge by what it is worth. For a verdict of yes or no that weight, `tuning`, is the share of yes
among labels where the judge says yes, less that where it says no, and the estimate is the mean of
the two shares over all answers. So each has a Wilson interval, which holds for few labels, and
they are combined by variance recovery (Zou and Donner 2008).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, sqrt

from delibctl.stats.share import wilson


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedItem:
    """An answer with the verdict of a judge, and the one of people where there is a label.

    `stratum`: labels may be denser in one than in another. `cluster`: items of one resemble each
    other. `settled`: the verdict is a fact, so nobody is asked for a label.
    """

    judged: bool
    labelled: bool | None
    stratum: str = ""
    cluster: Hashable = None
    settled: bool = False

    @property
    def cell(self) -> "Cell":
        """The answers among which the labelled ones stand for the others."""
        return self.stratum, self.judged


#: A stratum and the judge's verdict.
Cell = tuple[str, bool]


@dataclass(frozen=True, kw_only=True)
class VerdictGroup:
    """All answers to which a judge gave the same verdict; `size` and `labelled` by stratum."""

    judged: bool
    size: Mapping[str, int]
    labelled: Mapping[str, int]
    share: float
    #: By how much more the labels vary than as many independent ones of equal weight.
    spread: float

    @property
    def total(self) -> int:
        """The number of answers."""
        return sum(self.size.values())

    @property
    def labels(self) -> int:
        """The number of labelled answers."""
        return sum(self.labelled.values())

    def interval(self, more: Mapping[str, int], confidence: float) -> tuple[float, float]:
        """Return the interval of the share if so many more were labelled in each stratum."""
        labelled = {
            name: self.labelled[name] + more.get(name, 0)
            for name in self.size
            if self.labelled[name] + more.get(name, 0)
        }
        if not labelled:
            return 0.0, 1.0
        covered = sum(self.size[name] for name in labelled)
        # An answer weighs 1 / total in what is sought, and more in the estimate if it is labelled.
        excess = sum(
            n * (self.size[name] / (covered * n) - 1 / self.total) ** 2
            for name, n in labelled.items()
        )
        variance = excess + (self.total - sum(labelled.values())) / self.total**2
        effective = 1 / (variance * self.spread) if variance > 1e-12 else inf
        # Uneven labels move the share in uneven steps, so the bounds are corrected for them.
        weight = sum(self.size[name] ** 2 / n for name, n in labelled.items()) / covered**2
        step = weight - 1 / sum(labelled.values())
        low, _ = wilson(max(0.0, self.share - step), effective, confidence)
        _, high = wilson(min(1.0, self.share + step), effective, confidence)
        return low, high


@dataclass(frozen=True, kw_only=True)
class CorrectedShare:
    """A corrected share of `total` answers. `effective`: as many independent answers vary so."""

    groups: tuple[VerdictGroup, ...]
    settled: Sequence[bool]
    effective: float

    @cached_property
    def total(self) -> int:
        """The number of answers, labelled or not."""
        return sum(group.total for group in self.groups) + len(self.settled)

    @property
    def labels(self) -> int:
        """The number of labelled answers."""
        return sum(group.labels for group in self.groups)

    @property
    def unlabelled(self) -> int:
        """The number of answers that a label could tell more of."""
        return sum(group.total - group.labels for group in self.groups)

    @cached_property
    def value(self) -> float:
        """The share that people would find."""
        hits = sum(group.share * group.total for group in self.groups) + sum(self.settled)
        return min(1.0, hits / self.total)

    @property
    def tuning(self) -> float | None:
        """The weight of the judge in PPI++; None if one of its verdicts has no label."""
        by_verdict = {group.judged: group.share for group in self.groups if group.labels}
        return by_verdict[True] - by_verdict[False] if len(by_verdict) == 2 else None

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Return the interval of the share among all answers to questions of this kind."""
        low, high = wilson(self.value, self.effective, confidence)
        low_here, high_here = self.interval_here(confidence=confidence)
        return self._around(
            (self.value - low) ** 2 + (self.value - low_here) ** 2,
            (high - self.value) ** 2 + (high_here - self.value) ** 2,
        )

    def interval_here(
        self, more: Mapping[Cell, int] | None = None, confidence: float = 0.95
    ) -> tuple[float, float]:
        """Return the interval of the share among these answers, if people labelled all of them.

        With `more`, it is the one to expect if so many more answers were labelled in each cell.
        """
        below = above = 0.0
        for group in self.groups:
            added = {s: n for (s, judged), n in (more or {}).items() if judged is group.judged}
            low, high = group.interval(added, confidence)
            weight = group.total / self.total
            below += (weight * (group.share - low)) ** 2
            above += (weight * (high - group.share)) ** 2
        return self._around(below, above)

    def _around(self, below: float, above: float) -> tuple[float, float]:
        """Return the bounds at the roots of these squared distances."""
        return max(0.0, self.value - sqrt(below)), min(1.0, self.value + sqrt(above))


def prediction_powered(items: Iterable[JudgedItem]) -> CorrectedShare | None:
    """Return the share corrected by the labelled items; None if there is no item at all.

    Within a stratum and a verdict, the labelled items count as drawn by chance. A stratum without
    labels is taken to be like the others.
    """
    answers = list(items)
    if not answers:
        return None
    open_items = [item for item in answers if not item.settled]
    groups = [[i for i in open_items if i.judged is judged] for judged in (True, False)]
    verdicts = [(1.0, float(item.judged), item.cluster) for item in answers]
    return CorrectedShare(
        groups=tuple(_group(group) for group in groups if group),
        settled=tuple(item.judged for item in answers if item.settled),
        effective=len(answers) / _spread(verdicts),
    )


def _group(items: Sequence[JudgedItem]) -> VerdictGroup:
    size: dict[str, int] = defaultdict(int)
    labelled: dict[str, int] = defaultdict(int)
    for item in items:
        size[item.stratum] += 1
        labelled[item.stratum] += item.labelled is not None
    weighted = [
        (size[item.stratum] / labelled[item.stratum], float(item.labelled), item.cluster)
        for item in items
        if item.labelled is not None
    ]
    weight = sum(weight for weight, _, _ in weighted)
    return VerdictGroup(
        judged=items[0].judged,
        size=dict(size),
        labelled=dict(labelled),
        # Without a label there is only the judge's word; the interval is then all of it.
        share=sum(w * y for w, y, _ in weighted) / weight if weight else float(items[0].judged),
        spread=_spread(weighted),
    )


def _spread(weighted: Sequence[tuple[float, float, Hashable]]) -> float:
    """Return how many times the variance of a weighted share is that of Kish's effective size.

    It is 1 for independent values of equal variance, and at least 1. Where all values are equal,
    nothing can be estimated, and the values of a cluster count as one.
    """
    if not weighted:
        return 1.0
    total = sum(weight for weight, _, _ in weighted)
    squares = sum(weight**2 for weight, _, _ in weighted)
    share = sum(weight * value for weight, value, _ in weighted) / total
    weights: dict[Hashable, float] = defaultdict(float)
    deviations: dict[Hashable, float] = defaultdict(float)
    for weight, value, cluster in weighted:
        weights[cluster] += weight
        deviations[cluster] += weight * (value - share)
    if share in (0.0, 1.0) or len(weights) < 2:
        return max(1.0, sum(weight**2 for weight in weights.values()) / squares)
    items, clusters = len(weighted), len(weights)
    correction = (clusters / (clusters - 1)) * ((items - 1) / items)
    variance = correction * sum(deviation**2 for deviation in deviations.values())
    return max(1.0, variance / (squares * share * (1 - share)))
