"""The checks of `delibctl doctor` for people: a line each, with what to do next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from delibctl.report.doctor.checks import Check, CheckLevel
from delibctl.report.render_options import ROOMY, RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line

_STYLES = {CheckLevel.OK: "right", CheckLevel.NOTE: "title", CheckLevel.PROBLEM: "miss"}


def render(checks: Sequence[Check], options: RenderOptions) -> str:
    """Render the checks, then the numbers of problems and notes."""
    return options.write(_parts(checks, options))


def _parts(checks: Sequence[Check], options: RenderOptions) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    if options.width >= ROOMY:
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for check in checks:
        level = Text(check.level, style=_STYLES[check.level])
        name, text = one_line(check.name, 24), Text(one_line(check.text))
        if check.next:
            text.append(f"\nnext: {one_line(check.next)}")
        if options.width >= ROOMY:
            table.add_row(level, name, text)
        else:
            table.add_row(level, Text.assemble(f"{name}: ", text))
    yield table
    yield Text("")
    yield _count(Counter(check.level for check in checks))


def _count(levels: Counter[CheckLevel]) -> Text:
    problems, notes = levels[CheckLevel.PROBLEM], levels[CheckLevel.NOTE]
    return Text(f"{counted(problems, 'problem')}, {counted(notes, 'note')}", style="title")
