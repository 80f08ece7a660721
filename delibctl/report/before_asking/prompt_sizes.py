"""How many tokens each mode shows."""

from collections.abc import Iterable

from rich.table import Table

from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import one_line


def sizes(found: Iterable[tuple[str, str, int]], options: RenderOptions) -> str:
    """A line for each mode, what it shows, and its tokens."""
    table = Table(box=options.box, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("mode")
    table.add_column("shows", overflow="fold")
    table.add_column("tokens", justify="right")
    for mode, shown, tokens in found:
        table.add_row(mode, one_line(shown), f"{tokens:,}")
    return options.write([table])
