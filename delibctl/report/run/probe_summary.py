"""What a probe ends with: the figures of a model, or a table of several models and modes."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import words
from delibctl.report.run.figures import FIRST, figures, interval, percent
from delibctl.report.run.side_by_side import compared, used
from delibctl.report.run.usage_words import usage_line
from delibctl.score import ScoredModel, ScoredRun


def render(diff: ScoredRun, page: RenderOptions) -> str:
    """The figures that an author looks at first."""
    return page.write(_parts(diff, page))


def _parts(diff: ScoredRun, page: RenderOptions) -> Iterator[RenderableType]:
    yield Text(words.headline(diff))
    yield from map(Text, words.selected(diff.run))
    yield from map(Text, words.judges(diff))
    if len(diff.models) == 1:
        yield from _alone(diff.models[0])
    else:
        yield from _together(diff, page)


def _alone(model: ScoredModel) -> Iterator[RenderableType]:
    yield Text(words.model_title(model))
    yield _indented(words.trial_counts(model))
    for key, name, share in figures(model.summary):
        if key in FIRST:
            bounds = f" ({interval(share)})" if share.total else ""
            yield Text(f"  {name:<16} {percent(share):>8}{bounds}")
    yield _indented(usage_line(model))


def _together(diff: ScoredRun, page: RenderOptions) -> Iterator[RenderableType]:
    yield from map(Text, words.legend(diff))
    yield from map(Text, words.counts(diff))
    yield Text("")
    if not all(model.model.is_baseline for model in diff.models):
        yield from used(diff, page)
    yield from compared(diff, page)


def _indented(line: str) -> RenderableType:
    return Padding(Text(line), (0, 0, 0, 2))
