"""The figures by expected outcome, as rows of any format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from delibctl.report.run import label_words
from delibctl.report.run.figures import count, interval, percent
from delibctl.score.by_expected import METRICS_BY_EXPECTED, ByExpected
from delibctl.score.metrics import Metric
from delibctl.stats.share import Share

#: Short names of the figures: the row says what they are of.
_HEADS = {
    "citation_right": "citation",
    "category_named": "category",
    "declared_style_right": "style",
    "outcome_right": "outcome",
}


def heads(parts: Sequence[ByExpected]) -> list[str]:
    """Return the heads of the columns."""
    marked = (replace(metric, name=_HEADS[metric.key]) for metric in _shown(parts))
    return ["expected", "trials", *map(label_words.marked_name, marked)]


def rows(parts: Sequence[ByExpected], separator: str) -> Iterator[list[str]]:
    """Yield the cells of each row; the separator stands between a share and what it comes from."""
    for part in parts:
        shares = (part.figures[metric.key] for metric in _shown(parts))
        yield [part.name, str(part.trials), *(_cell(share, separator) for share in shares)]


def _shown(parts: Sequence[ByExpected]) -> list[Metric]:
    """Return the metrics; one of a mode is left out where nothing was counted."""
    return [
        metric
        for metric in METRICS_BY_EXPECTED
        if not metric.optional or any(part.figures[metric.key].total for part in parts)
    ]


def _cell(share: Share, separator: str) -> str:
    """Return a share with its count and its interval; a dash if nothing was counted."""
    return separator.join(filter(None, (percent(share), _count(share), interval(share))))


def _count(share: Share) -> str:
    return count(share) if share.total else ""
