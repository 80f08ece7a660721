"""The rates of one case over the repeats of one side."""

from collections.abc import Mapping, Sequence

from delibctl.compare.runs.paired_case import Figure, Rates
from delibctl.score.metrics import METRICS
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share


def rates_of(trials: Sequence[ScoredTrial]) -> Rates:
    """Return the rates over those trials that count."""
    counted = [trial for trial in trials if trial.counted]
    return as_rates({metric.key: metric.count(counted) for metric in METRICS if metric.headline})


def as_rates(figures: Mapping[str, Share]) -> Rates:
    """Return the rates of figures by the key of their metric; what is no miss is right."""
    misses = figures["misses"]
    right = Share(hits=misses.total - misses.hits, total=misses.total)
    return {figure: right if figure is Figure.RIGHT else figures[figure] for figure in Figure}
