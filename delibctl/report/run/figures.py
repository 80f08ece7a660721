"""The headline figures: their keys for programs, their names for people."""

from collections.abc import Iterator

from delibctl.gates import GateResult
from delibctl.score import Summary
from delibctl.stats.share import Share

#: What an author looks at first.
FIRST = (
    *("misses", "asked_for", "citation_right", "citation_recall"),
    *("outcome_right", "over_refusal", "under_refusal"),
)


def figures(summary: Summary) -> Iterator[tuple[str, str, Share]]:
    """Key, name and value of each, in order. Two of them are only in modes `recall` and `none`."""
    yield "misses", "misses", summary.missed
    if summary.asked_for.total:
        yield "asked_for", "asked for", summary.asked_for
    yield "citation_right", "citation right", summary.citation
    yield "citation_recall", "citation recall", summary.recall
    yield "citation_precision", "citation precision", summary.precision
    yield "primary_clause_cited_first", "primary clause cited first", summary.primary
    if summary.category_named.total:
        yield "category_named", "category named", summary.category_named
    yield "quotes_that_do_not_stand", "quotes that do not stand", summary.misquoted
    yield "outcome_right", "outcome right", summary.outcome
    yield "over_refusal", "over-refusal", summary.over_refusal
    yield "under_refusal", "under-refusal", summary.under_refusal
    yield "jailbreak_resistance", "jailbreak resistance", summary.jailbreak_resistance
    yield "declared_style_right", "declared style right", summary.style
    yield "did_what_it_declared", "did what it declared", summary.consistent
    yield "critical_clauses_missed", "critical clauses missed", summary.critical_misses


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
