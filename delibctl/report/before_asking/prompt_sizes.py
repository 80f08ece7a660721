"""The number of tokens that each mode shows."""

from collections.abc import Iterable

from rich.table import Table

from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import one_line


def sizes(modes: Iterable[tuple[str, str, int]], options: RenderOptions) -> str:
    """Render a line for each mode, what it shows, and its tokens."""
    table = Table(box=options.box, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("mode")
    table.add_column("shows", overflow="fold")
    table.add_column("tokens", justify="right")
    for mode, contents, tokens in modes:
        table.add_row(mode, one_line(contents), f"{tokens:,}")
    return options.write([table])
