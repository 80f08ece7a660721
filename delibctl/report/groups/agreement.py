"""The agreement of models per clause for people: a table, then each clause with its cases."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.model import Run
from delibctl.report.groups import agreement_words as words
from delibctl.report.render_options import RenderOptions
from delibctl.report.run.verdict_words import place
from delibctl.score.groups.clause_agreement import ClauseAgreement, RunAgreement
from delibctl.score.groups.stances import CaseComparison
from delibctl.text.escape import visible

#: Characters that the other columns of the table need, and that an id gets at least.
_FIGURES, _SHORTEST = 76, 24
#: Below this width the table is a list.
_WIDE = _FIGURES + _SHORTEST


def agreement_parts(
    agreement: RunAgreement, run: Run, options: RenderOptions
) -> Iterator[RenderableType]:
    """Yield the table of clauses, and those on which models or judges differ."""
    yield Text("")
    yield Text(words.TITLE, style="title")
    yield from map(Text, words.notes(agreement, run))
    rows = words.rows(agreement, only_differing=options.only_missed)
    if options.width < _WIDE:
        yield from (Text(line) for found in rows for line in _stacked(found))
    elif rows:
        yield _table(rows, options)
    if options.only_missed:
        yield from map(Text, words.without_row(agreement))
    if rows:
        yield Text(words.LEGEND, style="quiet")
    for found in words.in_detail(agreement, only_differing=options.only_missed):
        yield Text("")
        yield from _clause(run, found, options)


def _table(agreements: Sequence[ClauseAgreement], options: RenderOptions) -> RenderableType:
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", overflow="fold", max_width=max(_SHORTEST, options.width - _FIGURES))
    for head in words.HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nverdict", overflow="fold", max_width=20, min_width=16)
    for found in agreements:
        style = "miss" if found.defects else ""
        table.add_row(
            words.name(found), *words.cells(found), Text(words.verdict(found), style=style)
        )
    return table


def _stacked(found: ClauseAgreement) -> Iterator[str]:
    """Yield the same as lines, for a narrow page."""
    yield ": ".join(filter(None, (words.name(found), words.verdict(found))))
    for head, cell in zip(words.HEADS, words.cells(found), strict=True):
        yield f"  {' '.join(head.split())}: {', '.join(cell.splitlines())}"


def _clause(run: Run, found: ClauseAgreement, options: RenderOptions) -> Iterator[RenderableType]:
    clause = run.policy.clause_by_id.get(found.clause)
    head = Text(words.title(found), style="title")
    if clause is not None:
        head.append(f"  {visible(clause.title)}  ")
        head.append(place(clause), style="quiet")
    yield head
    for line in words.advice(found):
        yield Padding(Text(line, style="miss" if found.defects else ""), (0, 0, 0, 2))
    shown = found.differing if options.only_missed else found.comparisons
    visible_cases = shown[: options.limit or None]
    for of_case in visible_cases:
        yield from _case(found, of_case, options, modes=len(run.plan.modes) > 1)
    if len(shown) > len(visible_cases):
        left_out = len(shown) - len(visible_cases)
        yield Text(f"  {left_out} more; --limit 0 shows all", style="quiet")


def _case(
    found: ClauseAgreement, of_case: CaseComparison, options: RenderOptions, *, modes: bool
) -> Iterator[RenderableType]:
    yield Padding(Text(words.case_title(found, of_case, modes=modes), style="title"), (0, 0, 0, 2))
    prompt = Text(f"> {options.prompt(of_case.case, 2 * options.width)}")
    yield Padding(prompt, (0, 0, 0, 4))
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    for stance in of_case.stances:
        table.add_row(*words.stance(stance))
    yield Padding(table, (0, 0, 0, 4))
