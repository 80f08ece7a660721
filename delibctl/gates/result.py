"""What may fail a build: each gate has a figure, a limit and a verdict."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from delibctl.score.scored_run import ScoredRun
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.summary import Summary
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.stats.share import Share


class Gate(StrEnum):
    """What `--fail-on` takes."""

    MISS = "miss"
    CITATION = "citation"
    OUTCOME = "outcome"
    CRITICAL = "critical"


class GateVerdict(StrEnum):
    """No verdict: nothing was measured, which is not a pass."""

    PASSED = "passed"
    FAILED = "FAILED"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The gates that are asked for; shares between 0 and 1."""

    fail_on: tuple[Gate, ...] = ()
    min_citation_recall: float | None = None
    max_over_refusal: float | None = None
    max_under_refusal: float | None = None


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """A gate's figure beside its limit, a share that it may not fall below or rise above."""

    name: str
    figure: Share
    limit: float
    at_least: bool
    verdict: GateVerdict


#: By the name of the model, which holds its mode where a run has several.
Results = Mapping[str, tuple[GateResult, ...]]


def check_run(run: ScoredRun, limits: Limits) -> Results:
    """Hold every model of a run against the limits. Returns the results by the model's name."""
    return {model.name: check(model.trials, model.summary, limits) for model in run.models}


def check(
    trials: Iterable[ScoredTrial], summary: Summary, limits: Limits
) -> tuple[GateResult, ...]:
    """The result of each gate that is asked for. Only rows that count are looked at."""
    counted = [trial for trial in trials if trial.counted]
    return (*_fail_on(counted, summary, limits), *_shares(summary, limits))


def _fail_on(trials: list[ScoredTrial], summary: Summary, limits: Limits) -> Iterator[GateResult]:
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


def _shares(summary: Summary, limits: Limits) -> Iterator[GateResult]:
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
