"""A run in groups for people: a table of figures, then the clauses on which models disagree."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.report.groups import words
from delibctl.report.groups.agreement import agreement_parts
from delibctl.report.render_options import RenderOptions
from delibctl.score.groups.grouping import GroupedRun
from delibctl.score.metrics import Metric

#: Characters of a figure, of which its interval needs most, and between two columns.
_FIGURE, _BETWEEN = 13, 2
#: Characters of a name that stay on one line.
_LONGEST = 24


def render(grouped: GroupedRun, options: RenderOptions) -> str:
    """Render the groups side by side, and for models the agreement per clause."""
    return options.write(_parts(grouped, options))


def _parts(grouped: GroupedRun, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(words.headline(grouped), style="title")
    yield from map(Text, words.notes(grouped))
    names = [words.name(grouped, group) for group in words.rows(grouped)]
    longest = min(_LONGEST, max(map(len, (*names, grouped.by))))
    for metrics in _blocks(
        words.figures(grouped), options.width - longest - len("trials") - 2 * _BETWEEN
    ):
        yield _table(grouped, metrics, options)
    yield Text(words.legend(grouped), style="quiet")
    if grouped.agreement is not None:
        yield from agreement_parts(grouped.agreement, grouped.scored.run, options)


def _blocks(metrics: tuple[Metric, ...], room: int) -> Iterator[tuple[Metric, ...]]:
    """Yield the figures in as few tables as fit, about equally wide."""
    most = max(1, room // (_FIGURE + _BETWEEN))
    blocks = -(-len(metrics) // most)
    size = -(-len(metrics) // blocks)
    for start in range(0, len(metrics), size):
        yield metrics[start : start + size]


def _table(
    grouped: GroupedRun, metrics: tuple[Metric, ...], options: RenderOptions
) -> RenderableType:
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    # A name is folded, not cut: without it a row says nothing.
    table.add_column(grouped.by, overflow="fold", max_width=_LONGEST, vertical="top")
    table.add_column("trials", justify="right", no_wrap=True)
    for metric in metrics:
        table.add_column(metric.name, justify="right", min_width=_FIGURE, max_width=_FIGURE)
    for group in words.rows(grouped):
        cells = ("\n".join(words.cell(group, metric)) for metric in metrics)
        table.add_row(words.name(grouped, group), words.trials(group), *cells)
    return table
