"""The changes of a policy for people: the changed words in brackets, side by side where it fits."""

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
from delibctl.report.policies import change_words, words
from delibctl.report.policies.shown_change import ShownChange, groups
from delibctl.report.render_options import RenderOptions
from delibctl.report.word_diff import marked
from delibctl.text.escape import visible


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Render a sentence, then the changes of each policy: accepted ones, then by direction."""
    return options.write(_parts(comparison, options))


def _parts(comparison: Comparison, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(words.headline(comparison), style="title")
    for compared in comparison.policies:
        if compared.diff.changes:
            yield Text("")
            yield Text(visible(words.title(compared)), style="title")
            yield from _policy(compared, comparison, options)


def _policy(
    compared: Compared, comparison: Comparison, options: RenderOptions
) -> Iterator[RenderableType]:
    yield Text("- before, + after, [words that differ]", style="quiet")
    for title, changes in groups(compared, comparison):
        yield Text("")
        yield Text(title, style="title")
        for shown in changes:
            yield from change_parts(shown, options)


def render_part(part: ChangedPart, policy_title: str, options: RenderOptions) -> str:
    """Render the changes of one part below its name, as a diff shows them."""
    return options.write(_of_part(part, policy_title, options))


def _of_part(part: ChangedPart, policy: str, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(visible(words.part_heading(part, policy)), style="title")
    for change in part.changes:
        shown = ShownChange(change=change, breaking=fails(change, Profile.BEHAVIOR))
        yield Text(f"  {_code(shown)}", style="quiet")
        yield from _content(shown, options)
    yield Text("")


def change_parts(
    shown: ShownChange, options: RenderOptions, *, coded: bool = True
) -> Iterator[RenderableType]:
    """Yield subject and code, then the content of the change."""
    loosens = shown.change.direction is Direction.LOOSENS
    head = Text(f"  {visible(shown.change.subject)}", style="miss" if loosens else "title")
    if coded:
        head.append(f"  {_code(shown)}", style="quiet")
    yield head
    yield from _content(shown, options)


def _code(shown: ShownChange) -> str:
    kind = shown.change.kind
    return f"{kind.code} {kind.name}{', breaking' if shown.breaking else ''}"


def _content(shown: ShownChange, options: RenderOptions) -> Iterator[RenderableType]:
    """Yield the message with its direction, both texts, and the notes."""
    change = shown.change
    yield _indented(Text(visible(change_words.line(change))))
    if change.direction is not Direction.NEUTRAL:
        yield from map(_indented, _texts(change, options))
    for note in shown.notes:
        yield _indented(Text(visible(note), style="quiet"))


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 4))


def _texts(change: Change, options: RenderOptions) -> Iterator[RenderableType]:
    """Yield before and after, each behind its sign: side by side on a wide page, else stacked."""
    before, after = change_words.texts(change)
    sides = [("-", "cited", before), ("+", "expected", after)]
    blocks = [
        (Text(sign, style=role), marked(segments, role))
        for sign, role, segments in sides
        if segments
    ]
    if options.wide and len(blocks) == 2:
        grid = Table.grid(padding=(0, 1), expand=True)
        for ratio in (None, 1, None, 1):
            grid.add_column(ratio=ratio)
        grid.add_row(*blocks[0], *blocks[1])
        yield grid
        return
    for block in blocks:
        # Further lines begin below the text, not below the sign.
        grid = Table.grid(padding=(0, 1))
        grid.add_row(*block)
        yield grid
