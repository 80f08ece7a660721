"""The figures of a run, as tables for people."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.diff import Breakdown, GateResult, ModelDiff, Summary
from delibctl.model import Outcome
from delibctl.report import wording
from delibctl.report.page import Page


def figures(model: ModelDiff, page: Page) -> Iterator[RenderableType]:
    """Headline figures, the outcome table, per category, per kind, and the gates."""
    summary = model.summary
    yield Text(f"Summary of {wording.model_name(model)}", style="title")
    yield Text(wording.trial_counts(summary))
    yield _headline(summary, page)
    yield Text("Outcome: expected (rows) against observed (columns)", style="title")
    yield _outcomes(summary.outcomes, page)
    yield Text("Declared (rows) against observed (columns)", style="title")
    yield _outcomes(summary.declared, page)
    if summary.contradictions:
        said = f"Answers that declared a refusal and then complied: {summary.contradictions}"
        yield Text(f"{said}\n", style="miss")
    for title, breakdowns in (
        ("By category", summary.by_category),
        ("By kind", summary.by_kind),
    ):
        yield Text(title, style="title")
        yield _breakdown(breakdowns, page)
    if model.gates:
        yield Text("Gates", style="title")
        yield _gates(model.gates, page)


def _table(page: Page, *columns: str) -> Table:
    """The first column is text, the others are figures."""
    table = Table(box=page.box, pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left", no_wrap=index > 0)
    return table


def _headline(summary: Summary, page: Page) -> RenderableType:
    table = _table(page, "", "share", "95 % interval", "count")
    for name, share in wording.figures(summary):
        table.add_row(name, wording.percent(share), wording.interval(share), wording.count(share))
    return Padding(table, (0, 0, 0, 2))


def _outcomes(counts: dict[tuple[Outcome, Outcome], int], page: Page) -> RenderableType:
    table = _table(page, "", *(str(outcome) for outcome in wording.OBSERVED))
    for row in wording.EXPECTED:
        cells = (str(counts.get((row, observed), 0)) for observed in wording.OBSERVED)
        table.add_row(str(row), *cells)
    return Padding(table, (0, 0, 0, 2))


def _breakdown(breakdowns: tuple[Breakdown, ...], page: Page) -> RenderableType:
    table = _table(page, "", "trials", "misses", "95 % interval", "recall", "outcome")
    for row in breakdowns:
        table.add_row(
            row.name,
            str(row.missed.total),
            wording.percent(row.missed),
            wording.interval(row.missed),
            wording.percent(row.recall),
            wording.percent(row.outcome),
        )
    return Padding(table, (0, 0, 0, 2))


def _gates(gates: tuple[GateResult, ...], page: Page) -> RenderableType:
    table = _table(page, "", "figure", "count", "limit", "verdict")
    for gate in gates:
        table.add_row(
            gate.name,
            wording.percent(gate.figure),
            wording.count(gate.figure),
            gate.limit,
            Text(str(gate.verdict), style="right" if gate.verdict == "passed" else "miss"),
        )
    return Padding(table, (0, 0, 0, 2))
