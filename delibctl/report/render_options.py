"""The options of a report: width, colours, and the texts that may be shown."""

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

#: Columns needed for two clauses side by side; below it they are stacked.
WIDE = 110

#: Below this width a table leaves out its counts.
ROOMY = 70

#: Blue and orange, never green and red; words always say the same.
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
    """The options of a report.

    `limit`: the highest number of misses to show, 0 for all. `only_missed` leaves out trials that
    are right. `source`: the text of a file by its name, for the lines of findings. `below_root`:
    the working folder, relative to the root of the repository.
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
        """Return the path of a file relative to the root of the repository."""
        return normpath(join(self.below_root, file)) if file else file

    @property
    def box(self) -> "Box":
        """The lines of a table: one below the heading."""
        from rich import box

        if self.ascii:
            return box.Box("    \n    \n -- \n" + "    \n" * 5, ascii=True)
        return box.SIMPLE_HEAD

    @property
    def wide(self) -> bool:
        """True if two texts fit side by side."""
        return self.width >= WIDE

    def write(self, parts: Iterable["RenderableType"]) -> str:
        """Return renderables as text of this width, without trailing spaces."""
        # Rich takes a tenth of a second to import, and `--help` does without it.
        from rich.theme import Theme

        from delibctl.report.console import VisibleConsole

        out = io.StringIO()
        console = VisibleConsole(
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
            # Printing ignores the setting of a text, so it is passed on.
            unwrapped = getattr(part, "no_wrap", None) is True
            console.print(part, soft_wrap=unwrapped)
        text = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
        return inert(text) + "\n"

    def hides(self, case: Case) -> bool:
        """Return True if only the id and the verdicts of a case may be shown."""
        return case.sensitive and not self.show_sensitive

    def prompt(self, case: Case, limit: int | None = None) -> str:
        """Return the last user turn, cut to `limit`; a placeholder if the case is sensitive."""
        if self.hides(case):
            return "(sensitive: not shown)"
        return visible(case.prompt) if limit is None else one_line(case.prompt, limit)
