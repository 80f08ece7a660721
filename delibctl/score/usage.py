"""What a model used in one mode: tokens, money, time; counted from the exchanges of its trials."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean

from delibctl.model import Broken, ModelSpec, Reply, Usage
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class UsageFigures:
    """Tokens as the provider counted them, prices in US dollars, latencies in seconds.

    `questions` got a reply; `kept` of them got it in an earlier run, and count with what it cost
    and took then. Tokens and prices include the empty replies that were paid for. `uncounted`:
    questions whose tokens the provider did not count. `price`: the sum
    of what is known, None where nothing is; `unpriced`: questions of unknown price. The means are
    over trials of which everything is known. A latency is that of a trial, its questions together.
    """

    questions: int
    kept: int
    input: int
    output: int
    cached: int
    reasoning: int
    uncounted: int
    price: float | None
    unpriced: int
    tokens_per_trial: float | None
    price_per_trial: float | None
    p50: float | None
    p95: float | None


def usage_of(rows: Iterable[ScoredTrial], model: ModelSpec) -> UsageFigures:
    """What some trials of a model used. The baseline costs nothing, and its time is not taken."""
    rows = list(rows)
    trials = [[e.reply for e in row.trial.exchanges] for row in rows if row.trial.exchanges]
    replies = [reply for trial in trials for reply in trial]
    usages = [*(reply.usage for reply in replies), *_lost(rows)]
    prices = [_price(usage, model) for usage in usages]
    known = [price for price in prices if price is not None]
    seconds = [sum(reply.seconds for reply in trial) for trial in trials]
    taken = sorted(second for second in seconds if second > 0)
    return UsageFigures(
        questions=len(replies),
        kept=sum(reply.kept for reply in replies),
        input=sum(usage.input for usage in usages),
        output=sum(usage.output for usage in usages),
        cached=sum(usage.cached for usage in usages),
        reasoning=sum(usage.reasoning for usage in usages),
        uncounted=sum(_tokens(reply) is None for reply in replies),
        price=sum(known) if known else None,
        unpriced=len(prices) - len(known),
        tokens_per_trial=_mean([[_tokens(reply) for reply in trial] for trial in trials]),
        price_per_trial=_mean(
            [[_price(reply.usage, model) for reply in trial] for trial in trials]
        ),
        p50=_nearest_rank(taken, 0.50),
        p95=_nearest_rank(taken, 0.95),
    )


def _lost(rows: Iterable[ScoredTrial]) -> Iterator[Usage]:
    """What questions used that ended without a reply."""
    for row in rows:
        if isinstance(row.trial.result, Broken) and row.trial.result.usage is not None:
            yield row.trial.result.usage


def _price(usage: Usage, model: ModelSpec) -> float | None:
    return 0.0 if model.is_baseline else usage.price


def _tokens(reply: Reply) -> int | None:
    """Those read and written. No question has none: then the provider did not count."""
    return reply.usage.input + reply.usage.output or None


def _mean(trials: Iterable[Sequence[float | None]]) -> float | None:
    sums = []
    for trial in trials:
        known = [value for value in trial if value is not None]
        if len(known) == len(trial):
            sums.append(sum(known))
    return fmean(sums) if sums else None


def _nearest_rank(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that this share of the values does not exceed: always a measured one."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else None
