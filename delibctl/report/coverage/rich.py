"""Coverage for people: a line for each clause, then what is missing."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.model import Kind
from delibctl.report.render_options import ROOMY, RenderOptions
from delibctl.score.coverage import ClauseCoverage, Coverage
from delibctl.text.count import counted
from delibctl.text.escape import one_line


def render(coverage: Coverage, options: RenderOptions) -> str:
    """Render the table, then what is missing; a narrow page leaves out the kinds."""
    return options.write(_parts(coverage, options))


def _parts(coverage: Coverage, options: RenderOptions) -> Iterator[RenderableType]:
    yield _table(coverage, options)
    share = coverage.covered
    enough = "a case" if coverage.least == 1 else counted(coverage.least, "case")
    yield Text(f"{share.hits} of {counted(share.total, 'clause')} have {enough}", style="title")
    if coverage.uncovered:
        yield Text(f"too few cases: {', '.join(coverage.uncovered)}", style="miss")
    if not coverage.runs:
        yield Text(
            "citations unknown: no model has been probed (the baseline does not count); "
            "next: delibctl probe"
        )
    elif coverage.never_cited:
        runs = counted(coverage.runs, "run")
        yield Text(f"never cited in {runs}: {', '.join(coverage.never_cited)}", style="miss")
    else:
        yield Text(f"every clause was cited in {counted(coverage.runs, 'run')}")
    if coverage.none:
        yield Text(f"without an expected clause: {counted(coverage.none, 'case')}", style="quiet")


def _table(coverage: Coverage, options: RenderOptions) -> Table:
    roomy = options.width >= ROOMY
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    # However long the ids are, the figures beside them need their room.
    table.add_column("clause", overflow="fold", max_width=options.width // 2)
    table.add_column("cases", justify="right", no_wrap=True)
    if roomy:
        table.add_column("kinds", overflow="fold")
    for heading in ("drafts", "cited"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clause in coverage.clauses:
        style = "miss" if clause.counted < coverage.least else ""
        kinds = [Text(_kinds(clause))] if roomy else []
        cited = str(clause.cited) if coverage.runs else "-"
        table.add_row(
            Text(one_line(clause.clause), style=style),
            Text(str(clause.counted), style=style),
            *kinds,
            Text(str(clause.drafts or "-")),
            Text(cited, style="miss" if cited == "0" else ""),
        )
    return table


def _kinds(clause: ClauseCoverage) -> str:
    return ", ".join(f"{clause.cases[kind]} {kind}" for kind in Kind if clause.cases[kind])
