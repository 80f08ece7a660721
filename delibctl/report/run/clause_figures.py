"""The figures by clause of models that judge, as a table for people and one for Markdown."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import clause_figure_words as words
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.text.escape import markdown

#: Spaces before the table.
_INDENT = 2
#: Characters of an id that stay on one line.
_LONGEST = 24


def clause_figure_table(
    scored_run: ScoredRun, model: ScoredModel, options: RenderOptions
) -> Iterator[RenderableType]:
    """Yield the clauses that judges gave verdicts on, the most often broken first."""
    figures = words.of_model(scored_run, model)
    if figures is None:
        return
    yield Text(words.TITLE, style="title")
    if not any(of_clause.verdicts for of_clause in figures):
        yield Text(f"{words.NONE}\n", style="miss")
        return
    yield from (Text(note, style="quiet") for note in words.notes(scored_run, figures))
    visible, left_out = words.limited(figures, options)
    longest = min(_LONGEST, max(len(of_clause.clause) for of_clause in visible))
    columns = words.columns(scored_run, figures, options.width - longest - _INDENT)
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    # An id is folded, not cut: without it a row says nothing.
    table.add_column("", overflow="fold")
    for column in columns:
        table.add_column(column.head, justify="right", no_wrap=True, vertical="bottom")
    for of_clause in visible:
        table.add_row(of_clause.clause, *(column.cell(of_clause) for column in columns))
    yield Padding(table, (0, 0, 0, _INDENT))
    if left_out:
        yield Text(f"{left_out}\n", style="quiet")


def clause_figure_lines(
    scored_run: ScoredRun, model: ScoredModel, options: RenderOptions
) -> Iterator[str]:
    """Yield the same in Markdown."""
    figures = words.of_model(scored_run, model)
    if figures is None:
        return
    if not any(of_clause.verdicts for of_clause in figures):
        yield from ("", f"{words.TITLE} {markdown(words.NONE)}.")
        return
    visible, left_out = words.limited(figures, options)
    columns = words.columns(scored_run, figures)
    heads = [" ".join(column.head.split()) for column in columns]
    notes = "; ".join(map(markdown, words.notes(scored_run, figures)))
    yield from ("", f"{words.TITLE} {notes}.")
    yield from ("", f"| clause | {' | '.join(heads)} |", f"|---|{'--:|' * len(heads)}")
    for of_clause in visible:
        cells = (column.cell(of_clause) for column in columns)
        yield f"| {markdown(of_clause.clause)} | {' | '.join(cells)} |"
    if left_out:
        yield from ("", f"{left_out}.")
