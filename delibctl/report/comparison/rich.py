"""Two runs for people: one sentence, the changes clause by clause, then gates and figures."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.compare.runs.change import CaseChange
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.gates.comparison import ComparisonGate
from delibctl.report.comparison import change_words, gate_words, words
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.results import gate_line, gate_notes
from delibctl.report.comparison.view import WRONG, ClauseGroup, ComparisonView, clause_groups
from delibctl.report.render_options import RenderOptions
from delibctl.report.word_diff import marked
from delibctl.text.escape import one_line

#: Columns that the indentation and the lines of the table of figures take.
_BESIDE = 8
_NAMES = ("right", "citation", "outcome", "style")


def render(view: ComparisonView, options: RenderOptions) -> str:
    """Render the sentence to act on, then each model: changed clauses, gates, figures."""
    return options.write(_parts(view, options))


def _parts(view: ComparisonView, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(headline(view), style="title")
    yield Text(words.title(view))
    yield from map(Text, words.notes(view))
    for model in view.comparison.models:
        yield Text("")
        yield Text(words.model_title(model), style="title")
        yield from _changes(model, view, options)
        yield from (Text(f"  {line}") for line in words.unchanged(model))
        yield from gate_parts(view.of(model), view)
        yield from _figures(model, options)
    yield from gate_parts(view.of_the_run, view)


def _changes(
    model: ModelComparison, view: ComparisonView, options: RenderOptions
) -> Iterator[RenderableType]:
    groups, left_out = clause_groups(model.changes, view.kinds, options.limit)
    if groups:
        yield Text("  - before, + after, [words that differ]", style="quiet")
    for group in groups:
        yield Text("")
        yield from group_parts(group, view, options)
    if left_out:
        yield Text(f"  {left_out} more; --limit 0 shows all", style="quiet")
    if groups:
        yield Text("")


def group_parts(
    group: ClauseGroup, view: ComparisonView, options: RenderOptions, *, said: bool = True
) -> Iterator[RenderableType]:
    """Yield the changed cases of one clause below its title and text.

    `said`: with what the model reasoned and answered.
    """
    head = Text(f"  {one_line(group.clause) or 'no clause'}", style="title")
    head.append(f"  {words.clause_head(group.clause, view)}", style="quiet")
    yield head
    before, after = change_words.clause_texts(group.changes)
    signs = (("-", "cited", before), ("+", "expected", after)) if after else ((" ", "", before),)
    blocks = [(Text(sign, style=role), marked(of, role)) for sign, role, of in signs if of]
    if options.wide and len(blocks) == 2:
        grid = Table.grid(padding=(0, 1), expand=True)
        for ratio in (None, 1, None, 1):
            grid.add_column(ratio=ratio)
        grid.add_row(*blocks[0], *blocks[1])
        yield _indented(grid)
    else:
        for block in blocks:
            grid = Table.grid(padding=(0, 1))
            grid.add_row(*block)
            yield _indented(grid)
    for change in group.changes:
        yield from _change(change, view, options)
        if said and not change_words.hides(change, options):
            yield from _said(change)


def _indented(part: RenderableType, by: int = 4) -> RenderableType:
    return Padding(part, (0, 0, 0, by))


def _change(
    change: CaseChange, view: ComparisonView, options: RenderOptions
) -> Iterator[RenderableType]:
    hidden = change_words.hides(change, options)
    head = Text(f"    {change.case}", style="title")
    head.append(f"  {change.kind}", style="miss" if change.kind in WRONG else "right")
    aside = (words.kind(change.case, view), "critical" if _critical(change) else "")
    head.append("".join(f"  {word}" for word in aside if word), style="quiet")
    yield head
    if change.reason:
        yield _indented(Text(one_line(change.reason)), 6)
    prompt = words.prompts(view).get(change.case, "")
    shown = "(sensitive: not shown)" if hidden else one_line(prompt, 160)
    yield _indented(Text(f"> {shown}", style="quiet"), 6)
    table = Table.grid(padding=(0, 1))
    table.add_column(width=max(map(len, _NAMES)))
    table.add_column()
    for name, line in change_words.lines(change, hidden=hidden):
        if line:
            table.add_row(Text(name), Text(line))
    yield _indented(table, 6)


def _critical(change: CaseChange) -> bool:
    return change.paired is not None and change.paired.critical


def _said(change: CaseChange) -> Iterator[RenderableType]:
    """Yield what the model reasoned and answered on both sides, each behind its sign."""
    grid = Table.grid(padding=(0, 1))
    rows = list(change_words.said(change))
    for sign, name, text in rows:
        role = "cited" if sign == "-" else "expected"
        grid.add_row(Text(sign, style=role), Text(name), Text(text, style="quiet"))
    if rows:
        yield _indented(grid, 6)


def gate_parts(gates: Sequence[ComparisonGate], view: ComparisonView) -> Iterator[RenderableType]:
    """Yield the gates, each with what else is known below it."""
    if not gates:
        return
    yield Text("  gates", style="title")
    for gate in gates:
        failed = gate.verdict != "passed"
        line = Text("  ")
        line.append(gate_words.verdict(gate), style="miss" if failed else "right")
        line.append(f"  {gate_words.name(gate)}: {gate_line(gate)}")
        yield _indented(line, 2)
        for note in gate_notes(gate, view):
            yield _indented(Text(note, style="quiet"), 6)


def _figures(model: ModelComparison, options: RenderOptions) -> Iterator[RenderableType]:
    rows = list(words.figure_rows(model))
    if not rows:
        return
    table = Table(box=options.box, pad_edge=False, show_edge=False, header_style="quiet")
    table.add_column("", no_wrap=True)
    for name in ("before", "after"):
        table.add_column(name)
    if sum(max(map(len, column)) for column in zip(*rows, strict=True)) > options.width - _BESIDE:
        rows = [(name, _rate(before), _rate(after)) for name, before, after in rows]
    for name, before, after in rows:
        table.add_row(Text(name), Text(before), Text(after))
    yield Text("")
    yield _indented(table, 2)


def _rate(share: str) -> str:
    """Return a share without its count."""
    return share.partition(",")[0]
