"""The labels that narrow the interval of a corrected share most, and how many halve it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heapreplace

from delibctl.stats.prediction_powered import Cell, CorrectedShare


@dataclass(frozen=True, kw_only=True)
class MoreLabels:
    """How many more labels halve the interval of a share among these answers, by stratum.

    `interval` is the one to expect then. `halves` is False if there is nothing left to halve.
    """

    count: int
    by_stratum: tuple[tuple[str, int], ...]
    interval: tuple[float, float]
    halves: bool


def next_cells(share: CorrectedShare) -> Iterator[Cell]:
    """Yield the cell of each further label, the one first that narrows the interval most.

    So labels approach Neyman's allocation (1934): more where there are more answers, and more where
    people are less of one mind.
    """
    queue = [
        (-_gain(size, group.labelled[stratum], deviation), stratum, group.judged, size, deviation)
        for group in share.groups
        for deviation in [_deviation(group.share, group.labels)]
        for stratum, size in group.size.items()
        if group.labelled[stratum] < size
    ]
    labelled = {(s, group.judged): n for group in share.groups for s, n in group.labelled.items()}
    heapify(queue)
    while queue:
        gain, stratum, judged, size, deviation = queue[0]
        if gain == 0:  # nothing is left to label in any cell
            return
        cell = stratum, judged
        yield cell
        labelled[cell] += 1
        left = _gain(size, labelled[cell], deviation)
        heapreplace(queue, (-left, stratum, judged, size, deviation))


def labels_to_halve(share: CorrectedShare) -> MoreLabels:
    """Return the labels that halve the interval of the share among these answers."""
    cells = list(next_cells(share))
    wanted = _width(share.interval_here()) / 2

    def narrow_enough(count: int) -> bool:
        return _width(share.interval_here(Counter(cells[:count]))) <= wanted

    count = bisect_left(range(len(cells) + 1), True, key=narrow_enough)
    more = Counter(cells[:count])
    by_stratum: Counter[str] = Counter(stratum for stratum, _ in cells[:count])
    return MoreLabels(
        count=more.total(),
        by_stratum=tuple(sorted(by_stratum.items(), key=lambda item: (-item[1], item[0]))),
        interval=share.interval_here(more),
        halves=0 < count < len(cells),
    )


def _gain(size: int, labelled: int, deviation: float) -> float:
    """Return by how much one more label of a cell lowers the variance; 0 if none is left."""
    if labelled >= size:
        return 0.0
    return float((size * deviation) ** 2 / ((labelled + 1) * (labelled + 2)))


def _deviation(share: float, labels: int) -> float:
    """Return the standard deviation to expect of a label; few labels say little of it."""
    likely = (share * labels + 1) / (labels + 2)
    return float((likely * (1 - likely)) ** 0.5)


def _width(interval: tuple[float, float]) -> float:
    return interval[1] - interval[0]
