"""A run for people: each miss clause against clause, then the figures."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.diff import Group, ModelDiff, RunDiff
from delibctl.model import Clause, Policy
from delibctl.report import run_words, wording
from delibctl.report.marking import marked
from delibctl.report.misses import Miss, misses
from delibctl.report.page import Page
from delibctl.report.run_figures import figures
from delibctl.report.side_by_side import compared
from delibctl.text.escape import visible
from delibctl.text.words import Segment, compare


def render(diff: RunDiff, page: Page) -> str:
    """Groups of misses, worst first, then the summary and the gates of each model."""
    return page.write(_parts(diff, page))


def _parts(diff: RunDiff, page: Page) -> Iterator[RenderableType]:
    yield Text(run_words.headline(diff), style="title")
    yield from map(Text, run_words.selected(diff.run))
    yield from map(Text, run_words.judges(diff))
    yield from map(Text, run_words.contested(diff))
    several = len(diff.models) > 1
    if several:
        yield from map(Text, run_words.counts(diff))
        yield Text("")
        yield from compared(diff, page)
    for model in diff.models:
        if several:
            yield Text("")
        yield Text(run_words.model_title(model), style="title" if several else "quiet")
        yield Text("")
        yield from _misses(model, diff.run.policy, page)
        yield from _unscored(model, page)
        yield from figures(model, page)


def _misses(model: ModelDiff, policy: Policy, page: Page) -> Iterator[RenderableType]:
    shown, left_out = misses(model, page)
    if shown:
        yield Text("+ expected, - cited, [words in which the two differ]", style="quiet")
        yield Text("")
    for group, found in shown:
        yield from _group(group, policy, page)
        for miss in found:
            yield from _miss(miss, page)
    if left_out:
        yield Text(f"{left_out} more: --limit 0 shows all of them", style="quiet")
        yield Text("")


def _group(group: Group, policy: Policy, page: Page) -> Iterator[RenderableType]:
    yield Text(wording.group_title(group, policy, page), style="title")
    expected, cited = wording.clauses_of(group, policy)
    if expected is not None and cited is not None and expected != cited:
        left, right = compare(visible(expected.text), visible(cited.text))
        blocks = [
            _clause("+", "expected", expected, left),
            _clause("-", "cited", cited, right),
        ]
    else:
        only = expected or cited
        sign, role = ("+", "expected") if expected is not None else ("-", "cited")
        blocks = [] if only is None else [_clause(sign, role, only, None)]
    if page.wide and len(blocks) == 2:
        grid = Table.grid(padding=(0, 3), expand=True)
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(*blocks)
        yield Padding(grid, (0, 0, 0, 2))
    else:
        yield from (Padding(block, (0, 0, 0, 2)) for block in blocks)
    yield Text("")


def _clause(sign: str, role: str, clause: Clause, segments: tuple[Segment, ...] | None) -> Text:
    """Sign, id and title; place and style; below them the text, its changed words in brackets."""
    text = Text()
    text.append(f"{sign} {clause.id}", style=role)
    text.append(f"  {visible(clause.title)}\n", style="title")
    severity = f"  severity {clause.severity}" if clause.severity else ""
    text.append(f"{wording.place(clause)}  style {clause.style}{severity}\n", style="quiet")
    whole = (Segment(text=visible(clause.text), kind="same"),)
    return text.append_text(marked(segments or whole, role))


def _miss(miss: Miss, page: Page) -> Iterator[RenderableType]:
    row = miss.row
    head = Text(f"  {row.case.id}", style="title")
    head.append(f"  {row.case.kind}", style="quiet")
    if row.critical:
        head.append("  critical", style="miss")
    if miss.label:
        head.append(f"  {miss.label}", style="quiet")
    if len(row.case.messages) > 1:
        head.append(f"  last of {len(row.case.messages)} messages", style="quiet")
    if row.set_aside:
        head.append(f"  not counted: {row.set_aside}", style="miss")
    yield head
    hidden = page.hides(row.case)
    yield Padding(Text(f"> {page.prompt(row.case)}"), (0, 0, 0, 4))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=8)
    table.add_column()
    asked = wording.asked_line(row, hidden)
    for name, line in (
        *([("asked", asked)] if asked else []),
        ("citation", wording.citation_line(row, hidden)),
        *(("", quote) for quote in wording.quotes(row) if not hidden),
        ("outcome", wording.outcome_line(row)),
        ("style", wording.style_line(row, hidden)),
    ):
        table.add_row(Text(name), Text(line, style="miss" if line.startswith("MISS") else ""))
    yield Padding(table, (0, 0, 0, 4))
    yield Text("")


def _unscored(model: ModelDiff, page: Page) -> Iterator[RenderableType]:
    found = wording.without_score(model, page)
    if not found:
        return
    yield Text("without a score", style="title")
    table = Table(box=page.box, show_header=False, pad_edge=False)
    for case, why in found:
        table.add_row(Text(case), Text(why))
    yield table
