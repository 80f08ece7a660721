"""The changes of a policy for people: loosening first, the changed words in brackets."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibctl.compare.policies import (
    Change,
    ChangedPart,
    Compared,
    Comparison,
    Direction,
    Profile,
    fails,
)
from delibctl.report.policies import words as words
from delibctl.report.policies.opinions import opinion_lines
from delibctl.report.render_options import RenderOptions
from delibctl.report.word_diff import marked
from delibctl.text.escape import visible


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render a sentence, then the changes of each policy by direction."""
    return options.write(_parts(comparison))


def _parts(comparison: Comparison) -> Iterator[RenderableType]:
    yield Text(words.headline(comparison), style="title")
    for compared in comparison.policies:
        if compared.diff.changes:
            yield Text("")
            yield Text(visible(words.title(compared)), style="title")
            yield from _policy(compared, comparison)


def _policy(compared: Compared, comparison: Comparison) -> Iterator[RenderableType]:
    yield Text("- before, + after, [words that differ]", style="quiet")
    notes, opinions = words.acceptances(compared), opinion_lines(compared)
    for title, changes in words.groups(compared):
        yield Text("")
        yield Text(title, style="title")
        for change in changes:
            accepted = notes.get(id(change), "")
            yield from _change(change, fails(change, comparison.profile), accepted)
            if id(change) in opinions:
                yield Padding(Text(opinions[id(change)]), (0, 0, 0, 4))


def render_part(part: ChangedPart, title: str, options: RenderOptions) -> str:
    """Render the changes of one part below a title, as a diff shows them."""
    return options.write(_of_part(part, title))


def _of_part(part: ChangedPart, title: str) -> Iterator[RenderableType]:
    yield Text(visible(title), style="title")
    for change in part.changes:
        yield from _change(change, fails(change, Profile.BEHAVIOR), "")
    yield Text("")


def _change(change: Change, breaking: bool, accepted: str) -> Iterator[RenderableType]:
    loosens = change.direction is Direction.LOOSENS
    head = Text(f"  {change.subject}", style="miss" if loosens else "title")
    kind = f"{change.kind.code} {change.kind.name}"
    head.append(f"  {kind}{', breaking' if breaking else ''}", style="quiet")
    yield head
    yield Padding(Text(visible(change.message)), (0, 0, 0, 4))
    if change.direction is not Direction.NEUTRAL:
        yield from _texts(change)
    notes = (words.where(change), words.used_by(change), words.cases(change), accepted)
    beside = "; ".join(visible(note) for note in notes if note)
    if beside:
        yield Padding(Text(beside, style="quiet"), (0, 0, 0, 4))


def _texts(change: Change) -> Iterator[RenderableType]:
    """Yield before and after, each behind its sign; further lines begin below the text."""
    before, after = words.texts(change)
    for sign, role, segments in (("-", "cited", before), ("+", "expected", after)):
        if segments:
            grid = Table.grid(padding=(0, 1))
            grid.add_row(Text(sign, style=role), marked(segments, role))
            yield Padding(grid, (0, 0, 0, 4))
