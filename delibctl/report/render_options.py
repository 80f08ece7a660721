"""What a report is written on: its width, its colours, and what may be shown on it."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING

from delibctl.model import Case
from delibctl.text.escape import inert, one_line, visible

if TYPE_CHECKING:
    from rich.box import Box
    from rich.console import RenderableType

#: Two columns of clause text need this much room; below it they are stacked.
WIDE = 110

#: Below this a table leaves out its counts.
ROOMY = 70

#: Blue against orange, never green against red; what they say also stands in words.
_STYLES = {
    "expected": "dodger_blue1",
    "expected.changed": "bold dodger_blue1",
    "cited": "dark_orange",
    "cited.changed": "bold dark_orange",
    "miss": "bold dark_orange",
    "right": "dodger_blue1",
    "quiet": "dim",
    "title": "bold",
}


@dataclass(frozen=True, kw_only=True)
class RenderOptions:
    """`limit`: at most so many misses, 0 for all. `only_missed` leaves out what is right.

    `source`: the text of a file by its name, for the lines that findings point at. `below_root`:
    the working folder as seen from the root of the repository, for readers that start there.
    """

    width: int = 80
    colour: bool = False
    ascii: bool = False
    only_missed: bool = True
    limit: int = 0
    show_sensitive: bool = False
    timing: bool = False
    source: Mapping[str, str] = field(default_factory=dict)
    below_root: str = ""

    def from_root(self, file: str) -> str:
        """A file as seen from the root of the repository."""
        return normpath(join(self.below_root, file)) if file else file

    @property
    def box(self) -> "Box":
        """The lines of a table: one below the heading, and nothing else."""
        from rich import box

        if self.ascii:
            return box.Box("    \n    \n -- \n" + "    \n" * 5, ascii=True)
        return box.SIMPLE_HEAD

    @property
    def wide(self) -> bool:
        """Whether two texts fit beside each other."""
        return self.width >= WIDE

    def write(self, parts: Iterable["RenderableType"]) -> str:
        """Renderables as text of this page's width, without trailing spaces."""
        # Rich takes a tenth of a second to import, and `--help` does without it.
        from rich.console import Console
        from rich.theme import Theme

        out = io.StringIO()
        console = Console(
            file=out,
            width=self.width,
            theme=Theme(_STYLES),
            force_terminal=self.colour,
            color_system="256" if self.colour else None,
            no_color=not self.colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        for part in parts:
            # A text by itself loses its own setting on the way.
            whole = getattr(part, "no_wrap", None) is True
            console.print(part, soft_wrap=whole)
        text = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
        return inert(text) + "\n"

    def hides(self, case: Case) -> bool:
        """Whether a case is shown by its id and its verdicts only."""
        return case.sensitive and not self.show_sensitive

    def prompt(self, case: Case, limit: int | None = None) -> str:
        """The last user turn as it may be shown; a sensitive case is shown by its id only."""
        if self.hides(case):
            return "(sensitive: not shown)"
        return visible(case.prompt) if limit is None else one_line(case.prompt, limit)
