"""The agreement with people on single clauses, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.model import Compliance
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import count, interval, percent
from delibctl.score.clause_calibration import ClauseCalibration
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: Clauses shown, the worst first.
_CLAUSES = 10


def clause_parts(figures: ClauseCalibration, options: RenderOptions) -> Iterator[RenderableType]:
    """Yield the table, the figures, the worst clauses, and examples of disagreement."""
    clauses = len({pair.clause for pair in figures.judged})
    total = len(figures.judged)
    labels = f"{counted(total, 'label')} of {counted(clauses, 'clause')}"
    if not figures.gives_verdicts:
        yield Text(f"  {labels}, not compared: this judge judges no clauses")
        return
    yield Text(f"  {labels}")
    if figures.not_judged:
        missing = f"{figures.not_judged} of {total} without a verdict of the judge, in no figure"
        yield Text(f"  {missing}", style="miss")
    if not figures.table:
        return
    yield Text(
        f"  accuracy {percent(figures.accuracy)} ({interval(figures.accuracy)}), "
        f"{count(figures.accuracy)}"
    )
    yield Text(f"  kappa    {_kappa(figures)}")
    yield Text("  label (rows) against judge (columns), of clauses")
    yield Padding(_table(figures, options), (0, 0, 1, 2))
    yield Text("  clauses with the worst verdicts")
    for clause, share in figures.by_clause[:_CLAUSES]:
        yield Text(f"    {one_line(clause)}: {percent(share)} ({interval(share)}), {count(share)}")
    if figures.disagreements:
        yield Text(f"  {counted(len(figures.disagreements), 'disagreement')}, for example:")
    for pair in figures.disagreements[: options.limit]:
        yield Text(
            f"    line {pair.line}, {one_line(pair.clause)}: label {pair.label}, judge {pair.seen}"
        )
        yield Text(f"      > {one_line(pair.prompt, 80)}", style="quiet")


def clause_document(figures: ClauseCalibration | None) -> dict[str, Any] | None:
    """Return the figures for programs; None without labels of clauses."""
    if figures is None:
        return None
    bounds = figures.accuracy.interval()
    kappa = figures.kappa
    return {
        "labels": len(figures.judged),
        "not_judged": figures.not_judged,
        "accuracy": {
            "hits": figures.accuracy.hits,
            "total": figures.accuracy.total,
            "interval": None if bounds is None else [round(bound, 6) for bound in bounds],
        },
        "kappa": kappa
        and {
            "value": round(kappa.value, 6),
            "interval": [round(kappa.low, 6), round(kappa.high, 6)],
        },
        "table": [
            {"label": label, "seen": seen, "count": number}
            for (label, seen), number in sorted(figures.table.items())
        ],
        "by_clause": [
            {"clause": clause, "hits": share.hits, "total": share.total}
            for clause, share in figures.by_clause
        ],
        "disagreements": [
            {"line": pair.line, "clause": pair.clause, "label": pair.label, "seen": pair.seen}
            for pair in figures.disagreements
        ],
    }


def _kappa(figures: ClauseCalibration) -> str:
    kappa = figures.kappa
    if kappa is None:
        return "- (only one verdict)"
    return f"{kappa.value:.3f} (95 % {kappa.low:.3f} to {kappa.high:.3f})"


def _table(figures: ClauseCalibration, options: RenderOptions) -> Table:
    table = Table(box=options.box, pad_edge=False)
    table.add_column("")
    for seen in Compliance:
        table.add_column(str(seen), justify="right", no_wrap=True)
    for label in Compliance:
        if any(label is pair[0] for pair in figures.table):
            cells = (str(figures.table.get((label, seen), 0)) for seen in Compliance)
            table.add_row(str(label), *cells)
    return table
