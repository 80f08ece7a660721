"""What a probe ends with: one paragraph to a model."""

from collections.abc import Iterator

from rich.text import Text

from delibctl.diff import ModelDiff, RunDiff
from delibctl.report import wording
from delibctl.report.figures import FIRST, figures, interval, percent
from delibctl.report.page import Page


def render(diff: RunDiff, page: Page) -> str:
    """The figures that an author looks at first."""
    return page.write(_parts(diff))


def _parts(diff: RunDiff) -> Iterator[Text]:
    yield Text(wording.headline(diff))
    for model in diff.models:
        yield Text(f"{wording.model_name(model)}; {wording.MODE_NOTES[model.mode]}")
        yield Text(f"  {wording.trial_counts(model.summary)}")
        yield from _figures(model)


def _figures(model: ModelDiff) -> Iterator[Text]:
    for key, name, share in figures(model.summary):
        if key in FIRST:
            bounds = f" ({interval(share)})" if share.total else ""
            yield Text(f"  {name:<16} {percent(share):>8}{bounds}")
