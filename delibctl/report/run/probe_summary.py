"""The end of a probe: the figures of one model, or a table of several models and modes."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from delibctl.report.render_options import RenderOptions
from delibctl.report.run import words
from delibctl.report.run.figures import figures, interval, percent
from delibctl.report.run.side_by_side import compared, used
from delibctl.report.run.usage_words import usage_line
from delibctl.score.scored_run import ScoredModel, ScoredRun


def render(scored_run: ScoredRun, options: RenderOptions) -> str:
    """Render the headline figures."""
    return options.write(_parts(scored_run, options))


def _parts(scored_run: ScoredRun, options: RenderOptions) -> Iterator[RenderableType]:
    yield Text(words.headline(scored_run))
    yield from map(Text, words.selected(scored_run.run))
    yield from map(Text, words.judges(scored_run))
    yield from map(Text, words.limited(scored_run))
    if len(scored_run.models) == 1:
        yield from _alone(scored_run.models[0])
    else:
        yield from _together(scored_run, options)


def _alone(model: ScoredModel) -> Iterator[RenderableType]:
    yield Text(words.model_title(model))
    yield _indented(words.trial_counts(model))
    for metric, share in figures(model.summary, headline=True):
        bounds = f" ({interval(share)})" if share.total else ""
        yield Text(f"  {metric.name:<16} {percent(share):>8}{bounds}")
    yield _indented(usage_line(model))


def _together(scored_run: ScoredRun, options: RenderOptions) -> Iterator[RenderableType]:
    yield from map(Text, words.legend(scored_run))
    yield from map(Text, words.counts(scored_run))
    yield Text("")
    if not all(model.model.is_baseline for model in scored_run.models):
        yield from used(scored_run, options)
    yield from compared(scored_run, options)


def _indented(line: str) -> RenderableType:
    return Padding(Text(line), (0, 0, 0, 2))
