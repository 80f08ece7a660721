"""Figures in words: shares, intervals, counts and gates."""

from collections.abc import Iterator

from delibctl.gates import GateResult
from delibctl.score import METRICS, Metric, Summary
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
    """68.3 %, or a dash where nothing was counted."""
    return "-" if share.value is None else _percent(share.value)


def interval(share: Share) -> str:
    """The 95 % Wilson interval."""
    found = share.interval()
    return "" if found is None else f"{found[0] * 100:.1f} to {found[1] * 100:.1f}"


def count(share: Share) -> str:
    """138 of 202."""
    return f"{share.hits} of {share.total}"


def limit(gate: GateResult) -> str:
    """at most 5.0 %."""
    return f"at {'least' if gate.at_least else 'most'} {_percent(gate.limit)}"


def gate_line(model: str, gate: GateResult) -> str:
    """A gate with its figure, its limit and its verdict."""
    figure = "nothing measured" if gate.figure.value is None else percent(gate.figure)
    shown = f"{figure} ({count(gate.figure)}), {limit(gate)}"
    return f"gate {gate.name} ({model}): {shown}: {gate.verdict}"


def _percent(value: float) -> str:
    return f"{value:.1%}".replace("%", " %")
