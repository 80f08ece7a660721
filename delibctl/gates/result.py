"""Gates: a figure held against a limit passes, fails, or has no verdict."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import Share

if TYPE_CHECKING:
    # A comparison of policies has gates, and no scores.
    from delibctl.score.scored_run import ScoredRun
    from delibctl.score.scored_trial import ScoredTrial
    from delibctl.score.summary import Summary


class Gate(StrEnum):
    """The kinds of miss that can fail a build."""

    MISS = "miss"
    CITATION = "citation"
    OUTCOME = "outcome"
    CRITICAL = "critical"


class GateVerdict(StrEnum):
    """The verdict of a gate. No verdict: nothing was measured, which is not a pass."""

    PASSED = "passed"
    FAILED = "FAILED"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The requested gates; shares between 0 and 1."""

    fail_on: tuple[Gate, ...] = ()
    min_citation_recall: float | None = None
    max_over_refusal: float | None = None
    max_under_refusal: float | None = None


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """The figure of a gate, its limit, and the verdict.

    With `at_least` the figure must not fall below the limit, otherwise not rise above it.
    """

    name: str
    figure: Share
    limit: float
    at_least: bool
    verdict: GateVerdict


#: By the name of the model, which holds its mode where a run has several.
Results = Mapping[str, tuple[GateResult, ...]]


def check_run(run: "ScoredRun", limits: Limits) -> Results:
    """Return the gate results of each model of a run, by its name."""
    return {model.name: check(model.trials, model.summary, limits) for model in run.models}


def check(
    trials: "Iterable[ScoredTrial]", summary: "Summary", limits: Limits
) -> tuple[GateResult, ...]:
    """Return the result of each requested gate. Only trials that count are included."""
    counted = [trial for trial in trials if trial.counted]
    return (*_fail_on(counted, summary, limits), *_shares(summary, limits))


def _fail_on(
    trials: "list[ScoredTrial]", summary: "Summary", limits: Limits
) -> Iterator[GateResult]:
    figures = {
        Gate.MISS: summary.figures["misses"],
        Gate.CITATION: _wrong([trial.citation for trial in trials]),
        Gate.OUTCOME: _wrong([trial.outcome for trial in trials]),
        Gate.CRITICAL: summary.figures["critical_clauses_missed"],
    }
    for gate in dict.fromkeys(limits.fail_on):
        yield _result(f"fail-on {gate}", figures[gate], 0.0)


def _wrong(columns: list[VerdictColumn]) -> Share:
    wrong = columns.count(VerdictColumn.WRONG)
    return Share(hits=wrong, total=wrong + columns.count(VerdictColumn.RIGHT))


def _shares(summary: "Summary", limits: Limits) -> Iterator[GateResult]:
    for name, figure, limit, at_least in (
        (
            "min-citation-recall",
            summary.figures["citation_recall"],
            limits.min_citation_recall,
            True,
        ),
        ("max-over-refusal", summary.figures["over_refusal"], limits.max_over_refusal, False),
        ("max-under-refusal", summary.figures["under_refusal"], limits.max_under_refusal, False),
    ):
        if limit is not None:
            yield _result(name, figure, limit, at_least=at_least)


def _result(name: str, figure: Share, limit: float, *, at_least: bool = False) -> GateResult:
    # Divided, as a limit times the total is not exact: 0.55 * 100 is more than 55.
    value = figure.value
    if value is None:
        verdict = GateVerdict.NO_VERDICT
    elif value >= limit if at_least else value <= limit:
        verdict = GateVerdict.PASSED
    else:
        verdict = GateVerdict.FAILED
    return GateResult(name=name, figure=figure, limit=limit, at_least=at_least, verdict=verdict)
