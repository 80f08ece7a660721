"""The figures of a run, as tables for people."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.gates import GateResult
from delibctl.report.render_options import ROOMY, RenderOptions
from delibctl.report.run import expected_figures, label_words, verdict_words, words
from delibctl.report.run.figures import count, interval, limit, percent
from delibctl.report.run.figures import figures as figures_of
from delibctl.report.run.usage_words import usage_line
from delibctl.score.by_expected import ByExpected
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.score.summary import Breakdown, OutcomeTable, Summary


def figures(
    scored_run: ScoredRun,
    model: ScoredModel,
    gates: Sequence[GateResult],
    options: RenderOptions,
) -> Iterator[RenderableType]:
    """Yield the figures, also as labels correct them, the outcome tables, parts, and gates."""
    summary = model.summary
    yield Text(f"Summary of {words.model_name(model)}", style="title")
    yield Text(words.trial_counts(model))
    yield Text(usage_line(model))
    yield _headline(summary, options)
    yield from map(Text, label_words.agreement(scored_run))
    yield Text("")
    if model.corrections:
        yield from _corrections(model, options)
    yield Text("Outcome: expected (rows) against observed (columns)", style="title")
    yield _outcomes(summary.outcomes, options)
    yield Text("Declared (rows) against observed (columns)", style="title")
    yield _outcomes(summary.declared, options)
    contradictions = summary.counts["contradictions"]
    if contradictions:
        note = f"Answers that declared a refusal and then complied: {contradictions}"
        yield Text(f"{note}\n", style="miss")
    yield Text("By expected outcome", style="title")
    yield _by_expected(summary.by_expected, options)
    for title, breakdowns in (
        ("By category", summary.by_category),
        ("By kind", summary.by_kind),
    ):
        yield Text(title, style="title")
        yield _breakdown(breakdowns, options)
    if gates:
        yield Text("Gates", style="title")
        yield _gates(gates, options)


def _table(options: RenderOptions, *columns: str) -> Table:
    """Return an empty table whose first column is text and the others are figures."""
    table = Table(
        box=options.box, pad_edge=False, padding=(0, 1) if options.width >= ROOMY else (0, 1, 0, 0)
    )
    for index, column in enumerate(columns):
        # A name is folded, not cut: without it a row says nothing.
        table.add_column(
            column,
            justify="right" if index else "left",
            no_wrap=index > 0,
            overflow="fold",
        )
    return table


#: Columns that a narrow page leaves out.
_LEFT_OUT = ("count", "trials")


def _rows(
    options: RenderOptions, heads: list[str], rows: list[list[RenderableType]]
) -> RenderableType:
    """Return a table, with fewer columns on a narrow page."""
    columns = [i for i, head in enumerate(heads) if options.width >= ROOMY or head not in _LEFT_OUT]
    table = _table(options, *(heads[i] for i in columns))
    for row in rows:
        table.add_row(*(row[i] for i in columns))
    return _indented(table, options)


def _indented(table: Table, options: RenderOptions) -> RenderableType:
    return Padding(table, (0, 0, 0, 2)) if options.width >= ROOMY else table


def _headline(summary: Summary, options: RenderOptions) -> RenderableType:
    return _rows(
        options,
        ["", "share", "95 % interval", "count"],
        [
            [label_words.marked_name(m), percent(s), interval(s), count(s)]
            for m, s in figures_of(summary)
        ],
    )


def _corrections(model: ScoredModel, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text("Corrected by the labels of people", style="title")
    columns = slice(None if options.wide else -2)
    rows: list[list[RenderableType]] = [
        [*label_words.corrected_row(figure)[columns]] for figure in model.corrections
    ]
    yield _rows(options, [*label_words.HEADS[columns]], rows)
    yield from map(Text, label_words.to_label(model))
    yield from (Text(note, style="quiet") for note in label_words.notes())
    yield Text("")


def _outcomes(counts: OutcomeTable, options: RenderOptions) -> RenderableType:
    columns = verdict_words.columns(counts)
    return _rows(
        options,
        ["", *map(str, columns)],
        [
            [
                str(first),
                *(str(counts.get((first, outcome), 0)) for outcome in columns),
            ]
            for first in verdict_words.EXPECTED
        ],
    )


def _by_expected(parts: Sequence[ByExpected], options: RenderOptions) -> RenderableType:
    rows: list[list[RenderableType]] = [[*row] for row in expected_figures.rows(parts, "\n")]
    return _rows(options, ["", *expected_figures.heads(parts)[1:]], rows)


def _breakdown(breakdowns: tuple[Breakdown, ...], options: RenderOptions) -> RenderableType:
    return _rows(
        options,
        ["", "trials", "misses", "95 % interval", "recall", "outcome"],
        [
            [
                breakdown.name,
                str(breakdown.missed.total),
                percent(breakdown.missed),
                interval(breakdown.missed),
                percent(breakdown.recall),
                percent(breakdown.outcome),
            ]
            for breakdown in breakdowns
        ],
    )


def _gates(gates: Sequence[GateResult], options: RenderOptions) -> RenderableType:
    return _rows(
        options,
        ["", "figure", "count", "limit", "verdict"],
        [
            [
                gate.name,
                percent(gate.figure),
                count(gate.figure),
                limit(gate),
                Text(str(gate.verdict), style="right" if gate.verdict == "passed" else "miss"),
            ]
            for gate in gates
        ],
    )
