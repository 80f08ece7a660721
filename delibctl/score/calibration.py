"""A judge held against labels that people gave: how often they agree, and where not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delibctl.cases.labels import Label
from delibctl.model import Outcome
from delibctl.stats.agreement import Kappa, alpha, kappa
from delibctl.stats.share import Share


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A label beside the outcome a judge saw; None is unreadable and counts in no figure.

    `asked` is False where the judge has given no verdict yet.
    """

    labelled: Label
    seen: Outcome | None
    why: str = ""
    asked: bool = True

    @property
    def agrees(self) -> bool:
        """Whether both are the same outcome."""
        return self.seen is self.labelled.outcome


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """One judge. `table` counts (label, seen); `by_clause` is sorted, the worst first.

    `how` says what it was shown and how often it looked.
    """

    judge: str
    how: str
    judged: tuple[Judged, ...]
    table: dict[tuple[Outcome, Outcome], int]
    accuracy: Share
    kappa: Kappa | None
    by_clause: tuple[tuple[str, Share], ...]

    @property
    def unreadable(self) -> int:
        """How many answers the judge said nothing of."""
        return sum(one.seen is None for one in self.judged)

    @property
    def silent(self) -> bool:
        """True if the judge gave no readable verdict at all."""
        return self.unreadable == len(self.judged)

    @property
    def disagreements(self) -> tuple[Judged, ...]:
        """Those on which judge and label differ, in the order of the file."""
        return tuple(one for one in self.judged if one.seen is not None and not one.agrees)


@dataclass(frozen=True, kw_only=True)
class Among:
    """Several judges among themselves: Krippendorff's alpha, overall and by clause."""

    judges: tuple[str, ...]
    alpha: float | None
    by_clause: tuple[tuple[str, float | None, int], ...]


@dataclass(frozen=True, kw_only=True)
class Calibrated:
    """Each judge against the labels; of several also how they agree among themselves."""

    judges: tuple[Calibration, ...]

    @property
    def among(self) -> Among | None:
        """None of a single judge."""
        return among(self.judges) if len(self.judges) > 1 else None


def calibration(judge: str, judged: Sequence[Judged], how: str) -> Calibration:
    """The figures of one judge."""
    read = [one for one in judged if one.seen is not None]
    table = Counter((one.labelled.outcome, one.seen) for one in read if one.seen)
    by_clause: dict[str, list[bool]] = defaultdict(list)
    for one in read:
        if one.labelled.clause:
            by_clause[one.labelled.clause].append(one.agrees)
    shares = [(clause, _share(found)) for clause, found in by_clause.items()]
    return Calibration(
        judge=judge,
        how=how,
        judged=tuple(judged),
        table=dict(table),
        accuracy=_share(one.agrees for one in read),
        kappa=kappa(table),
        by_clause=tuple(sorted(shares, key=lambda found: (found[1].value or 0, found[0]))),
    )


def among(calibrations: Sequence[Calibration]) -> Among:
    """How far the judges agree with each other, whatever the labels say."""
    units: dict[str, list[list[Outcome]]] = defaultdict(list)
    for judge_tasks in zip(*(one.judged for one in calibrations), strict=True):
        seen = [look.seen for look in judge_tasks if look.seen is not None]
        units[judge_tasks[0].labelled.clause].append(seen)
    every = [unit for found in units.values() for unit in found]
    return Among(
        judges=tuple(one.judge for one in calibrations),
        alpha=alpha(every),
        by_clause=tuple(
            (clause, alpha(found), len(found)) for clause, found in sorted(units.items()) if clause
        ),
    )


def _share(hits: Iterable[bool]) -> Share:
    found = list(hits)
    return Share(hits=sum(found), total=len(found))
