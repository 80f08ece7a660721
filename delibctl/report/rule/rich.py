"""Lint rules for people: one whole, or a list of several."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from delibctl.lint import Registered
from delibctl.report.render_options import RenderOptions


def render(rules: tuple[Registered, ...], options: RenderOptions) -> str:
    """The documentation of one rule; of several a table."""
    return options.write(_whole(rules[0]) if len(rules) == 1 else _table(rules, options))


def _whole(registered: Registered) -> Iterator[Text]:
    rule = registered.rule
    fixes = f", --fix mends it ({rule.fixes})" if rule.fixes else ""
    preview = ", in preview" if rule.preview else ""
    yield Text(f"{rule.code} {registered.name}: {rule.level}{preview}{fixes}", style="title")
    yield Text("")
    for block in registered.documentation.split("\n\n"):
        if block.startswith("    "):
            # An example is there to be copied, so its lines are not broken.
            yield Text(block, no_wrap=True, overflow="ignore")
        else:
            yield Text(" ".join(block.split()))
        yield Text("")
    yield Text(f"To suppress one finding: # delib: ignore[{rule.code}] reason", style="quiet")


def _table(rules: tuple[Registered, ...], options: RenderOptions) -> Iterator[Table | Text]:
    table = Table(box=options.box, pad_edge=False, header_style="title")
    for heading in ("code", "name", "level", "fix", "what holds"):
        table.add_column(heading, no_wrap=heading in ("code", "level"))
    for registered in rules:
        rule = registered.rule
        level = f"{rule.level}, preview" if rule.preview else str(rule.level)
        fixes = str(rule.fixes) if rule.fixes else ""
        table.add_row(rule.code, registered.name, level, fixes, registered.summary)
    yield table
    yield Text("One whole: delibctl rule CODE", style="quiet")
