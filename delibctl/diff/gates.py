"""What may fail a build: each gate has a figure, a limit and a verdict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from delibctl.diff.row import Column, Row
from delibctl.diff.summary import Summary
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
    """A gate's figure beside its limit."""

    name: str
    figure: Share
    limit: str
    verdict: GateVerdict


def check(rows: Iterable[Row], summary: Summary, limits: Limits) -> tuple[GateResult, ...]:
    """The result of each gate that is asked for. Only rows that count are looked at."""
    counted = [row for row in rows if row.counted]
    return (*_fail_on(counted, summary, limits), *_shares(summary, limits))


def _fail_on(rows: list[Row], summary: Summary, limits: Limits) -> Iterator[GateResult]:
    figures = {
        Gate.MISS: summary.missed,
        Gate.CITATION: _wrong([row.citation for row in rows]),
        Gate.OUTCOME: _wrong([row.outcome for row in rows]),
        Gate.CRITICAL: summary.critical_misses,
    }
    for gate in dict.fromkeys(limits.fail_on):
        figure = figures[gate]
        yield GateResult(
            name=f"fail-on {gate}",
            figure=figure,
            limit="none wrong",
            verdict=_verdict(figure, passes=figure.hits == 0),
        )


def _wrong(columns: list[Column]) -> Share:
    wrong = columns.count(Column.WRONG)
    return Share(hits=wrong, total=wrong + columns.count(Column.RIGHT))


def _shares(summary: Summary, limits: Limits) -> Iterator[GateResult]:
    least = limits.min_citation_recall
    if least is not None:
        figure = summary.recall
        yield GateResult(
            name="min-citation-recall",
            figure=figure,
            limit=f"at least {least:.1%}",
            verdict=_verdict(figure, passes=_value(figure) >= least),
        )
    for name, figure, most in (
        ("max-over-refusal", summary.over_refusal, limits.max_over_refusal),
        ("max-under-refusal", summary.under_refusal, limits.max_under_refusal),
    ):
        if most is not None:
            yield GateResult(
                name=name,
                figure=figure,
                limit=f"at most {most:.1%}",
                verdict=_verdict(figure, passes=_value(figure) <= most),
            )


def _value(figure: Share) -> float:
    """Divided, as a limit times the total is not exact: 0.55 * 100 is more than 55."""
    return figure.value or 0.0


def _verdict(figure: Share, *, passes: bool) -> GateVerdict:
    if figure.total == 0:
        return GateVerdict.NO_VERDICT
    return GateVerdict.PASSED if passes else GateVerdict.FAILED
