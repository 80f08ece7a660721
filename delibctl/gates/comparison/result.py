"""The limits of gates on two runs, and their results."""

from dataclasses import dataclass, replace
from enum import StrEnum


class ComparisonVerdict(StrEnum):
    """The verdict of a gate on two runs."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True)
class ComparisonLimits:
    """The limits of gates on two runs; shares between 0 and 1, None for one not asked for.

    `repeats`: how often a suspicious case is asked anew on each side. `asked`: the names of the
    limits that a user set; the others are the usual ones.
    """

    tolerance: float | None = 0.10
    max_regressed_clauses: int | None = 0
    max_critical_regressions: int | None = 0
    min_citation_recall: float | None = None
    max_over_refusal: float | None = None
    max_under_refusal: float | None = None
    min_coverage: float | None = None
    max_disputed: float | None = None
    repeats: int = 5
    asked: frozenset[str] = frozenset()

    def without_changes(self) -> "ComparisonLimits":
        """Return the limits without those on changes, of which equal runs have none."""
        return replace(
            self, tolerance=None, max_regressed_clauses=None, max_critical_regressions=None
        )


@dataclass(frozen=True, kw_only=True)
class ComparisonGate:
    """One gate held against two runs of one model.

    `subject` is the figure of a gate that has several, else empty. `estimate` and `interval` are of
    the drop for `tolerance`, of the newer run for other shares, and a count where things are
    counted. `smallest_drop`: the smallest at which the whole gate fails in 80 of 100 such runs;
    None if it could not be tested. `cases` are those that made it fail or leave it open, and
    `unstable` the suspicious ones that were not confirmed. `needed_questions`: how many more would
    decide it; None if no number would, or none is needed.
    """

    name: str
    model: str
    subject: str = ""
    estimate: float | None = None
    interval: tuple[float, float] | None = None
    limit: float
    verdict: ComparisonVerdict
    why: str = ""
    smallest_drop: float | None = None
    cases: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    needed_questions: int | None = None
