"""A calibration for people: the table, the figures, the worst clauses, and examples."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.report.render_options import RenderOptions
from delibctl.report.run.figures import count, interval, percent
from delibctl.report.run.verdict_words import OBSERVED
from delibctl.score.calibration import Calibration, Calibrations
from delibctl.text.escape import one_line

#: So many clauses are shown, the worst first.
_CLAUSES = 10
#: Of fewer answers than this an interval is wide; our own number.
_FEW = 50


def render(found: Calibrations, options: RenderOptions) -> str:
    """Each judge against the labels, then the judges among themselves."""
    return options.write(_parts(found, options))


def _parts(found: Calibrations, options: RenderOptions) -> Iterator[RenderableType]:
    for one in found.judges:
        yield from _judge(one, options)
    together = found.agreement
    if together is not None:
        yield Text(f"Among the judges: alpha {_number(together.alpha)}", style="title")
        for clause, value, total in together.by_clause:
            yield Text(f"  {clause}: alpha {_number(value)} ({total} answers)")


def _judge(one: Calibration, options: RenderOptions) -> Iterator[RenderableType]:
    total = len(one.judged)
    yield Text(f"Judge {one_line(one.judge)} against {total} labels", style="title")
    yield Text(f"  {one.how}", style="quiet")
    if total < _FEW:
        yield Text(f"  fewer than {_FEW} labels: the intervals say little", style="miss")
    yield Text(
        f"  accuracy {percent(one.accuracy)} ({interval(one.accuracy)}), {count(one.accuracy)}"
    )
    yield Text(f"  kappa    {_kappa(one)}")
    if one.unreadable:
        yield Text(f"  {one.unreadable} of {total} unreadable: in no figure", style="miss")
    yield Text("  label (rows) against judge (columns)")
    yield Padding(_table(one, options), (0, 0, 1, 2))
    if one.by_clause:
        yield Text("  worst clauses")
        for clause, share in one.by_clause[:_CLAUSES]:
            yield Text(f"    {clause}: {percent(share)} ({count(share)})")
    if one.disagreements:
        yield Text(f"  {len(one.disagreements)} disagreements, the first:")
    for judged in one.disagreements[: options.limit]:
        said = judged.labelled
        yield Text(
            f"    line {said.line}: label {said.outcome}, judge {judged.seen}: "
            f"{one_line(judged.why, 120)}"
        )
        yield Text(f"      > {one_line(said.messages[-1].content, 80)}", style="quiet")
    yield Text("")


def _kappa(one: Calibration) -> str:
    if one.kappa is None:
        return "- (nothing was read)" if not one.table else "- (all of them are the same)"
    found = one.kappa
    return f"{found.value:.3f} (95 % {found.low:.3f} to {found.high:.3f})"


def _number(value: float | None) -> str:
    return "- (nothing to compare)" if value is None else f"{value:.3f}"


def _table(one: Calibration, options: RenderOptions) -> Table:
    table = Table(box=options.box, pad_edge=False)
    table.add_column("")
    for seen in OBSERVED:
        table.add_column(str(seen), justify="right", no_wrap=True)
    for label in OBSERVED:
        cells = [str(one.table.get((label, seen), 0)) for seen in OBSERVED]
        if any(label is pair[0] for pair in one.table):
            table.add_row(str(label), *cells)
    return table
