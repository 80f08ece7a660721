"""One case in full: its expectation, then each of its trials."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delibctl.model import Expected, Outcome, Policy, Run
from delibctl.report.render_options import RenderOptions
from delibctl.report.run import verdict_words
from delibctl.report.run.explain_trial import heading, trial_parts
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.verdict_columns import VerdictColumn
from delibctl.text.escape import one_line, visible

_MARKS = {
    VerdictColumn.RIGHT: "ok",
    VerdictColumn.WRONG: "MISS",
    VerdictColumn.CONTESTED: "??",
    VerdictColumn.NOT_APPLICABLE: "n/a",
    VerdictColumn.NOT_MEASURED: "?",
}


def render(trials: list[ScoredTrial], run: Run, options: RenderOptions) -> str:
    """Render every trial of each case in full; what trials share is shown once."""
    cases = (list(of_case) for _, of_case in groupby(trials, key=lambda trial: trial.case.id))
    return options.write(part for of_case in cases for part in _case(of_case, run, options))


def _case(
    trials: Sequence[ScoredTrial], run: Run, options: RenderOptions
) -> Iterator[RenderableType]:
    yield Text(f"{trials[0].case.id}  {trials[0].case.kind}", style="title")
    yield from _expected(trials[0], run.policy)
    if len(trials) > 1:
        yield from heading(f"{len(trials)} trials")
        yield _overview(trials, run, options)
    first_with: dict[object, str] = {}
    for trial in trials:
        name = _name(trial, run)
        yield Text("")
        yield Rule(Text(name, style="title"), align="left", characters="=")
        yield from trial_parts(trial, run, options, first_with.get(_question(trial), ""))
        first_with.setdefault(_question(trial), name)


def _question(trial: ScoredTrial) -> object:
    """Return the first question of a trial; a trial without a reply is like no other."""
    return trial.exchanges[0].messages if trial.exchanges else trial.key


def _name(trial: ScoredTrial, run: Run) -> str:
    key = trial.key
    repeat = f", repeat {key.repeat}" if run.plan.repeats > 1 else ""
    return f"{one_line(key.model)}, mode {key.mode}{repeat}"


def _overview(trials: Sequence[ScoredTrial], run: Run, options: RenderOptions) -> RenderableType:
    table = Table(box=options.box, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", overflow="fold")
    for head in ("citation", "outcome", "style"):
        table.add_column(head, no_wrap=True)
    for trial in trials:
        marks = [_MARKS[column] for column in (trial.citation, trial.outcome, trial.style)]
        if not trial.scored:
            marks = ["not scored", "", ""]
        styled = (Text(mark, style="miss" if mark == "MISS" else "") for mark in marks)
        table.add_row(Text(_name(trial, run)), *styled)
    return table


def _expected(trial: ScoredTrial, policy: Policy) -> Iterator[RenderableType]:
    expected = trial.case.expected
    yield from heading("expected")
    yield Text(_expected_answer(trial.case.expected, policy))
    for word, ids in (
        ("must cite", expected.clauses),
        (
            "must cite one of these:" if len(expected.either) > 1 else "must cite",
            expected.either,
        ),
        ("may cite", expected.also),
    ):
        for id in ids:
            clause = policy.clause_by_id[id]
            line = Text(f"{word} ")
            line.append(id, style="expected")
            line.append(f"  {visible(clause.title)}  {verdict_words.place(clause)}", style="quiet")
            if expected.outcomes:
                line.append(f"  {policy.outcome(clause.style)}", style="quiet")
            yield line
    yield Text(f"categories of the case: {', '.join(trial.case.categories)}")


def _expected_answer(expected: Expected, policy: Policy) -> str:
    """Return the style and outcome of a case, or the outcomes of which any can be right."""
    outcomes = " or ".join(expected.outcomes)
    if not outcomes:
        outcome = policy.outcome(expected.style) or Outcome.COMPLY
        return f"style {expected.style}, outcome {outcome}"
    if expected.either:
        return f"outcome {outcomes}, as the cited clause says"
    return f"outcome {outcomes}, in any style"
