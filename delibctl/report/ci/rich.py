"""The result of `delibctl ci` on a terminal and in a log, in the sentences of the comment."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.compare.policies import Direction
from delibctl.errors import ExitCode
from delibctl.report.ci.also import other_reasons
from delibctl.report.ci.asked import asked
from delibctl.report.ci.first import seen_first
from delibctl.report.ci.legend import legend
from delibctl.report.ci.new_policy import contents, is_new_and_open_in_nothing
from delibctl.report.ci.of_policy import comparison_of, title_of, view_of
from delibctl.report.ci.outcome import Outcome
from delibctl.report.ci.outcomes import outcome, outcome_of
from delibctl.report.ci.result import CiResult, Measured, PolicyVerdict
from delibctl.report.comparison import words as run_words
from delibctl.report.comparison.rich import gate_parts, group_parts
from delibctl.report.comparison.view import WRONG, clause_groups
from delibctl.report.policies.rich import change_parts
from delibctl.report.policies.shown_change import groups
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import code_span, one_line
from delibctl.text.sentence import Sentence

_HASH = 12
#: Cases of a model that are shown with what changed.
_CASES = 6


def render(result: CiResult, options: RenderOptions) -> str:
    """Render the sentence to act on, what must be seen before the merge, then each policy."""
    return options.write(_parts(result, options))


def _parts(result: CiResult, options: RenderOptions) -> Iterator[RenderableType]:
    yield from _outcome(outcome_of(result))
    for seen in seen_first(result):
        yield Text("")
        yield Text(seen.heading, style="title")
        yield from map(_item, seen.items)
        yield from (Text(seen.after),) if seen.after else ()
    several = len(result.policies) > 1
    for policy in result.policies:
        yield Text("")
        yield from _policy(policy, result, options)
    yield Text("")
    yield Text("What was asked", style="title")
    for policy in result.policies:
        name = f"{one_line(policy.id)}: " if several else ""
        yield _item(f"{name}{' '.join(asked(policy))}")
    for note in (*_notes(result), *result.notes):
        yield _item(f"Note: {one_line(note)}", style="quiet")
    revisions = result.revisions
    yield Text("")
    yield Text(
        f"Compared with {one_line(revisions.base)} at {revisions.merge_base[:_HASH]}; the branch "
        f"is at {revisions.head_commit[:_HASH]}.",
        style="quiet",
    )


def _outcome(told: Outcome) -> Iterator[RenderableType]:
    yield Text(f"{told.headline}.", style="right" if told.code is ExitCode.CLEAN else "miss")
    yield from (_indented(_words(step)) for step in told.steps)


def _policy(
    policy: PolicyVerdict, result: CiResult, options: RenderOptions
) -> Iterator[RenderableType]:
    yield Text(title_of(policy), style="title")
    moved = f", moved from {one_line(policy.former_path)}" if policy.former_path else ""
    yield _indented(Text(f"{one_line(policy.path)}{moved}"))
    if len(result.policies) > 1:
        yield from map(_indented, _outcome(outcome(policy, result.revisions)))
    yield from map(_item, other_reasons(policy))
    for finding in policy.lint.at_least(policy.failing_level) if policy.lint else ():
        told = f"{finding.place} {finding.code}: {finding.message}; {finding.next}"
        yield _item(Sentence.marked(one_line(told)))
    yield from _changes(policy, options)
    if policy.measured:
        yield from _answers(policy, policy.measured, options)


def _changes(policy: PolicyVerdict, options: RenderOptions) -> Iterator[RenderableType]:
    if is_new_and_open_in_nothing(policy):
        yield from (_indented(Text(told)) for told in contents(policy))
        return
    comparison = comparison_of(policy)
    if comparison is None or policy.compared is None:
        return
    for title, shown in groups(policy.compared, comparison):
        told = [each for each in shown if each.change.direction is not Direction.NEUTRAL]
        if told:
            yield Text("")
            yield Text(title, style="title")
        for each in told:
            yield from change_parts(each, options, coded=False)


def _answers(
    policy: PolicyVerdict, measured: Measured, options: RenderOptions
) -> Iterator[RenderableType]:
    view = view_of(policy, measured)
    for model in view.comparison.models:
        yield Text("")
        yield Text(run_words.model_title(model), style="title")
        worst, left_out = clause_groups(model.changes, WRONG, _CASES)
        for group in worst:
            yield from group_parts(group, view, options, said=False)
        if left_out:
            yield _indented(Text(f"and {counted(left_out, 'more case')}", style="quiet"))
        drifted = policy.drift and policy.drift.changed
        yield from () if drifted else gate_parts(view.of(model), view)
    yield from gate_parts(view.of_the_run, view)
    yield from (_indented(Text(text, style="quiet")) for text in (legend(policy),) if text)


def _notes(result: CiResult) -> Iterator[str]:
    yield from dict.fromkeys(note for policy in result.policies for note in policy.notes)


def _item(text: str | Sentence, style: str = "") -> RenderableType:
    """Return an item of a list; further lines begin below its text."""
    grid = Table.grid(padding=(0, 1))
    shown = Text(text, style=style) if isinstance(text, str) else _words(text)
    grid.add_row(Text("-", style=style), shown)
    return _indented(grid)


def _words(sentence: Sentence) -> Text:
    """Return a sentence whose commands are bold, as they are what to copy."""
    text = Text(str(sentence))
    end = 0
    for command in sentence.commands:
        span = code_span(command)
        begin = text.plain.index(span, end)
        end = begin + len(span)
        text.stylize("title", begin, end)
    return text


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2))
