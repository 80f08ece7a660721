"""A run for people: each miss, clause against clause, then the figures."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.gates import Results
from delibctl.model import Clause, Policy
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words, words
from delibctl.report.run.clause_figures import clause_figure_table
from delibctl.report.run.figure_tables import figures
from delibctl.report.run.misses import Miss, misses
from delibctl.report.run.side_by_side import compared
from delibctl.report.word_diff import marked
from delibctl.score.miss_groups import Group
from delibctl.score.scored_run import ScoredModel, ScoredRun
from delibctl.text.escape import visible
from delibctl.text.words import Segment, compare


def render(scored_run: ScoredRun, options: RenderOptions, gates: Results) -> str:
    """Render the groups of misses, worst first, then the summary and gates of each model."""
    return options.write(_parts(scored_run, options, gates))


def _parts(
    scored_run: ScoredRun, options: RenderOptions, gates: Results
) -> Iterator[RenderableType]:
    yield Text(words.headline(scored_run), style="title")
    yield from map(Text, words.selected(scored_run.run))
    yield from map(Text, words.judges(scored_run))
    yield from map(Text, words.limited(scored_run))
    yield from map(Text, words.contested(scored_run))
    several = len(scored_run.models) > 1
    if several:
        yield from map(Text, words.counts(scored_run))
        yield Text("")
        yield from compared(scored_run, options)
    for model in scored_run.models:
        if several:
            yield Text("")
        yield Text(words.model_title(model), style="title" if several else "quiet")
        yield Text("")
        yield from _misses(model, scored_run.run.policy, options)
        yield from _unscored(model, options)
        yield from figures(scored_run, model, gates.get(model.name, ()), options)
        yield from clause_figure_table(scored_run, model, options)


def _misses(model: ScoredModel, policy: Policy, options: RenderOptions) -> Iterator[RenderableType]:
    visible_groups, left_out = misses(model, options)
    if visible_groups:
        yield Text("+ expected, - cited, [words that differ]", style="quiet")
        yield Text("")
    for group, of_group in visible_groups:
        yield from _group(group, policy, options)
        for miss in of_group:
            yield from _miss(miss, options)
    if left_out:
        yield Text(f"{left_out} more; --limit 0 shows all", style="quiet")
        yield Text("")


def _group(group: Group, policy: Policy, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(verdict_words.group_title(group, policy, options), style="title")
    expected, cited = verdict_words.clauses_of(group, policy)
    if expected is not None and cited is not None and expected != cited:
        before, after = compare(visible(expected.text), visible(cited.text))
        blocks = [
            _clause("+", "expected", expected, before),
            _clause("-", "cited", cited, after),
        ]
    else:
        clause = expected or cited
        sign, role = ("+", "expected") if expected is not None else ("-", "cited")
        blocks = [] if clause is None else [_clause(sign, role, clause, None)]
    if options.wide and len(blocks) == 2:
        grid = Table.grid(padding=(0, 3), expand=True)
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(*blocks)
        yield Padding(grid, (0, 0, 0, 2))
    else:
        yield from (Padding(block, (0, 0, 0, 2)) for block in blocks)
    yield Text("")


def _clause(sign: str, role: str, clause: Clause, segments: tuple[Segment, ...] | None) -> Text:
    """Return sign, id and title; place and style; then the text with changed words in brackets."""
    text = Text()
    text.append(f"{sign} {clause.id}", style=role)
    text.append(f"  {visible(clause.title)}\n", style="title")
    severity = f"  severity {clause.severity}" if clause.severity else ""
    text.append(f"{verdict_words.place(clause)}  style {clause.style}{severity}\n", style="quiet")
    unchanged = (Segment(text=visible(clause.text), kind="same"),)
    return text.append_text(marked(segments or unchanged, role))


def _miss(miss: Miss, options: RenderOptions) -> Iterator[RenderableType]:
    trial = miss.trial
    head = Text(f"  {trial.case.id}", style="title")
    head.append(f"  {trial.case.kind}", style="quiet")
    if trial.critical:
        head.append("  critical", style="miss")
    if miss.label:
        head.append(f"  {miss.label}", style="quiet")
    if len(trial.case.messages) > 1:
        head.append(f"  last of {len(trial.case.messages)} messages", style="quiet")
    if trial.set_aside:
        head.append(f"  not counted: {trial.set_aside}", style="miss")
    yield head
    hidden = options.hides(trial.case)
    yield Padding(Text(f"> {options.prompt(trial.case)}"), (0, 0, 0, 4))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=8)
    table.add_column()
    requests = verdict_words.asked_line(trial, hidden)
    for name, line in (
        *([("asked", requests)] if requests else []),
        ("citation", verdict_words.citation_line(trial, hidden)),
        *(("", quote) for quote in verdict_words.quotes(trial) if not hidden),
        ("outcome", verdict_words.outcome_line(trial)),
        ("style", verdict_words.style_line(trial, hidden)),
    ):
        table.add_row(Text(name), Text(line, style="miss" if line.startswith("MISS") else ""))
    yield Padding(table, (0, 0, 0, 4))
    yield Text("")


def _unscored(model: ScoredModel, options: RenderOptions) -> Iterator[RenderableType]:
    unscored = verdict_words.without_score(model, options)
    if not unscored:
        return
    yield Text("Not scored", style="title")
    table = Table(box=options.box, show_header=False, pad_edge=False)
    for case, why in unscored:
        table.add_row(Text(case), Text(why))
    yield table
