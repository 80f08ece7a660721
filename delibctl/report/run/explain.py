"""One case whole: what is expected, then each of its trials."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delibctl.model import Policy, Run
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.report.run.explain_trial import heading, trial
from delibctl.score import ScoredTrial, VerdictColumn
from delibctl.text.escape import one_line, visible

_MARKS = {
    VerdictColumn.RIGHT: "ok",
    VerdictColumn.WRONG: "MISS",
    VerdictColumn.CONTESTED: "??",
    VerdictColumn.NOT_APPLICABLE: "n/a",
    VerdictColumn.NOT_MEASURED: "?",
}


def render(rows: list[ScoredTrial], run: Run, page: RenderOptions) -> str:
    """Every trial of a case, in full; what several have in common stands there once."""
    cases = (list(of_case) for _, of_case in groupby(rows, key=lambda row: row.case.id))
    return page.write(part for of_case in cases for part in _case(of_case, run, page))


def _case(rows: Sequence[ScoredTrial], run: Run, page: RenderOptions) -> Iterator[RenderableType]:
    yield Text(f"{rows[0].case.id}  {rows[0].case.kind}", style="title")
    yield from _expected(rows[0], run.policy)
    if len(rows) > 1:
        yield from heading(f"{len(rows)} trials")
        yield _overview(rows, run, page)
    shown: dict[object, str] = {}
    for row in rows:
        name = _name(row, run)
        yield Text("")
        yield Rule(Text(name, style="title"), align="left", characters="=")
        yield from trial(row, run, page, shown.get(_question(row), ""))
        shown.setdefault(_question(row), name)


def _question(row: ScoredTrial) -> object:
    """What a trial began with; of those that got no reply each is shown by itself."""
    return row.trial.exchanges[0].messages if row.trial.exchanges else row.trial.key


def _name(row: ScoredTrial, run: Run) -> str:
    key = row.trial.key
    repeat = f", repeat {key.repeat}" if run.plan.repeats > 1 else ""
    return f"{one_line(key.model)}, mode {key.mode}{repeat}"


def _overview(rows: Sequence[ScoredTrial], run: Run, page: RenderOptions) -> RenderableType:
    table = Table(box=page.box, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", overflow="fold")
    for head in ("citation", "outcome", "style"):
        table.add_column(head, no_wrap=True)
    for row in rows:
        marks = [_MARKS[column] for column in (row.citation, row.outcome, row.style)]
        if not row.scored:
            marks = ["not scored", "", ""]
        styled = (Text(mark, style="miss" if mark == "MISS" else "") for mark in marks)
        table.add_row(Text(_name(row, run)), *styled)
    return table


def _expected(row: ScoredTrial, policy: Policy) -> Iterator[RenderableType]:
    expected = row.case.expected
    yield from heading("expected")
    yield Text(f"style {expected.style}, outcome {row.expected}")
    for word, ids in (
        ("must cite", expected.clauses),
        (
            "one of these must be cited:" if len(expected.either) > 1 else "must cite",
            expected.either,
        ),
        ("may cite", expected.also),
    ):
        for id in ids:
            clause = policy.clause_by_id[id]
            line = Text(f"{word} ")
            line.append(id, style="expected")
            line.append(f"  {visible(clause.title)}  {verdict_words.place(clause)}", style="quiet")
            yield line
    yield Text(f"categories of the case: {', '.join(row.case.categories)}")
