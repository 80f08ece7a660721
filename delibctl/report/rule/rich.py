"""Lint rules for people: one in full, or a table of several."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from delibctl.lint import Registered
from delibctl.report.render_options import RenderOptions


def render(rules: tuple[Registered, ...], options: RenderOptions) -> str:
    """Render the documentation of one rule, or a table of several."""
    return options.write(_documentation(rules[0]) if len(rules) == 1 else _table(rules, options))


def _documentation(registered: Registered) -> Iterator[Text]:
    rule = registered.rule
    fixes = f", fixable ({rule.fixes})" if rule.fixes else ""
    preview = ", in preview" if rule.preview else ""
    yield Text(f"{rule.code} {registered.name}: {rule.level}{preview}{fixes}", style="title")
    yield Text("")
    for block in registered.documentation.split("\n\n"):
        if block.startswith("    "):
            # Lines of an example are never broken: people copy them.
            yield Text(block, no_wrap=True, overflow="ignore")
        else:
            yield Text(" ".join(block.split()))
        yield Text("")
    yield Text(f"To suppress one finding: # delib: ignore[{rule.code}] reason", style="quiet")


def _table(rules: tuple[Registered, ...], options: RenderOptions) -> Iterator[Table | Text]:
    table = Table(box=options.box, pad_edge=False, header_style="title")
    for heading in ("code", "name", "level", "fix", "requirement"):
        table.add_column(heading, no_wrap=heading in ("code", "level"))
    for registered in rules:
        rule = registered.rule
        level = f"{rule.level}, preview" if rule.preview else str(rule.level)
        fixes = str(rule.fixes) if rule.fixes else ""
        table.add_row(rule.code, registered.name, level, fixes, registered.summary)
    yield table
    yield Text("Details: delibctl rule CODE", style="quiet")
