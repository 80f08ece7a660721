"""Figures in words: shares, intervals, counts and gates."""

from collections.abc import Iterator

from delibctl.gates import GateResult
from delibctl.score.metrics import METRICS, Metric
from delibctl.score.summary import Summary
from delibctl.stats.share import Share


def figures(summary: Summary, *, headline: bool = False) -> Iterator[tuple[Metric, Share]]:
    """Yield each metric with its figure, in order; with `headline` only the main ones.

    A metric of one mode is left out where nothing was counted.
    """
    for metric in METRICS:
        share = summary.figures[metric.key]
        if (metric.headline or not headline) and (share.total or not metric.optional):
            yield metric, share


def percent(share: Share) -> str:
    """Return a share like 68.3 %, or a dash if nothing was counted."""
    return "-" if share.value is None else percent_of(share.value)


def interval(share: Share) -> str:
    """Return the 95 % Wilson interval in percent, like 61.6 to 74.3; empty without a count."""
    found = share.interval()
    return "" if found is None else bounds(found)


def bounds(interval: tuple[float, float]) -> str:
    """Return the bounds of an interval in percent, like 61.6 to 74.3."""
    return f"{interval[0] * 100:.1f} to {interval[1] * 100:.1f}"


def count(share: Share) -> str:
    """Return a count like 138 of 202."""
    return f"{share.hits} of {share.total}"


def limit(gate: GateResult) -> str:
    """Return the limit of a gate, like at most 5.0 %."""
    return f"at {'least' if gate.at_least else 'most'} {percent_of(gate.limit)}"


def gate_line(model: str, gate: GateResult) -> str:
    """Return a gate with its figure, limit and verdict."""
    figure = "nothing measured" if gate.figure.value is None else percent(gate.figure)
    measured = f"{figure} ({count(gate.figure)}), {limit(gate)}"
    return f"gate {gate.name} ({model}): {measured}: {gate.verdict}"


def percent_of(value: float) -> str:
    """Return a value from 0 to 1 like 68.3 %."""
    return f"{value:.1%}".replace("%", " %")
