"""A calibration for people: the table, the figures, the worst clauses, and examples."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.report.calibration.clauses import clause_parts
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import count, interval, percent
from delibctl.report.run.verdict_words import columns
from delibctl.score.calibration import Calibration, Calibrations
from delibctl.text.escape import one_line

#: Clauses shown, the worst first.
_CLAUSES = 10
#: With fewer labels than this, intervals are wide; we chose this number.
_FEW = 50


def render(calibrations: Calibrations, options: RenderOptions) -> str:
    """Render each judge against the labels, then the agreement among judges."""
    return options.write(_parts(calibrations, options))


def _parts(calibrations: Calibrations, options: RenderOptions) -> Iterator[RenderableType]:
    for judge in calibrations.judges:
        yield from _judge(judge, options)
    agreement = calibrations.agreement
    if agreement is not None:
        yield Text(f"Agreement among judges: alpha {_number(agreement.alpha)}", style="title")
        for clause, value, total in agreement.by_clause:
            yield Text(f"  {clause}: alpha {_number(value)} ({total} answers)")


def _judge(calibration: Calibration, options: RenderOptions) -> Iterator[RenderableType]:
    total = len(calibration.judged)
    yield Text(f"Judge {one_line(calibration.judge)} against {total} labels", style="title")
    yield Text(f"  {calibration.how}", style="quiet")
    if total < _FEW:
        yield Text(f"  fewer than {_FEW} labels: intervals are wide", style="miss")
    accuracy = calibration.accuracy
    yield Text(f"  accuracy {percent(accuracy)} ({interval(accuracy)}), {count(accuracy)}")
    yield Text(f"  kappa    {_kappa(calibration)}")
    if calibration.unreadable:
        yield Text(f"  {calibration.unreadable} of {total} unreadable, in no figure", style="miss")
    yield Text("  label (rows) against judge (columns)")
    yield Padding(_table(calibration, options), (0, 0, 1, 2))
    if calibration.by_clause:
        yield Text("  worst clauses")
        for clause, share in calibration.by_clause[:_CLAUSES]:
            yield Text(f"    {clause}: {percent(share)} ({count(share)})")
    if calibration.by_model:
        yield Text("  models that answered")
        for model, share in calibration.by_model:
            yield Text(f"    {one_line(model)}: {percent(share)} ({count(share)})")
    if calibration.disagreements:
        yield Text(f"  {len(calibration.disagreements)} disagreements, for example:")
    for answer in calibration.disagreements[: options.limit]:
        label = answer.labelled
        yield Text(
            f"    line {label.line}: label {label.outcome}, judge {answer.seen}: "
            f"{one_line(answer.why, 120)}"
        )
        yield Text(f"      > {one_line(label.messages[-1].content, 80)}", style="quiet")
    if calibration.clauses is not None:
        yield from clause_parts(calibration.clauses, options)
    yield Text("")


def _kappa(calibration: Calibration) -> str:
    if calibration.kappa is None:
        return "- (no readable verdicts)" if not calibration.table else "- (only one outcome)"
    kappa = calibration.kappa
    return f"{kappa.value:.3f} (95 % {kappa.low:.3f} to {kappa.high:.3f})"


def _number(value: float | None) -> str:
    return "- (nothing to compare)" if value is None else f"{value:.3f}"


def _table(calibration: Calibration, options: RenderOptions) -> Table:
    table = Table(box=options.box, pad_edge=False)
    table.add_column("")
    outcomes = columns(calibration.table)
    for outcome in outcomes:
        table.add_column(str(outcome), justify="right", no_wrap=True)
    for label in outcomes:
        cells = [str(calibration.table.get((label, outcome), 0)) for outcome in outcomes]
        if any(label is pair[0] for pair in calibration.table):
            table.add_row(str(label), *cells)
    return table
