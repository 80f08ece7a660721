"""Tokens, money and time of a model in one mode, counted from the exchanges of its trials."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil, fsum

from delibctl.model import Broken, ModelSpec, Reply, Usage
from delibctl.score.scored_trial import ScoredTrial


@dataclass(frozen=True, kw_only=True)
class UsageFigures:
    """Tokens as the provider counted them, prices in US dollars, latencies in seconds.

    `questions` got a reply; `kept` of them were cached by an earlier run and count with their
    price and time of then. Tokens and prices include empty replies that were paid for.
    `uncounted`: questions whose tokens the provider did not count. `price`: the sum of the known
    prices, None if there is none; `unpriced`: questions of unknown price. Means are over the trials
    of which everything is known. A latency is that of a trial, its questions together.
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


def usage_of(scored: Iterable[ScoredTrial], model: ModelSpec) -> UsageFigures:
    """Return the usage of some trials of a model. The baseline is free and not timed."""
    scored = list(scored)
    trials = [[e.reply for e in trial.exchanges] for trial in scored if trial.exchanges]
    replies = [reply for trial in trials for reply in trial]
    tokens = [[_tokens(reply) for reply in trial] for trial in trials]
    priced = [[_price(reply.usage, model) for reply in trial] for trial in trials]
    lost = list(_lost(scored))
    usages = [*(reply.usage for reply in replies), *lost]
    prices = [*chain.from_iterable(priced), *(_price(usage, model) for usage in lost)]
    known_prices = [price for price in prices if price is not None]
    latencies = [sum(reply.seconds for reply in trial) for trial in trials]
    timed = sorted(seconds for seconds in latencies if seconds > 0)
    return UsageFigures(
        questions=len(replies),
        kept=sum(reply.kept for reply in replies),
        input=sum(usage.input for usage in usages),
        output=sum(usage.output for usage in usages),
        cached=sum(usage.cached for usage in usages),
        reasoning=sum(usage.reasoning for usage in usages),
        uncounted=sum(number is None for of_trial in tokens for number in of_trial),
        price=sum(known_prices) if known_prices else None,
        unpriced=len(prices) - len(known_prices),
        tokens_per_trial=_mean(tokens),
        price_per_trial=_mean(priced),
        p50=_nearest_rank(timed, 0.50),
        p95=_nearest_rank(timed, 0.95),
    )


def _lost(trials: Iterable[ScoredTrial]) -> Iterator[Usage]:
    """Yield the usage of questions that ended without a reply."""
    for trial in trials:
        if isinstance(trial.result, Broken) and trial.result.usage is not None:
            yield trial.result.usage


def _price(usage: Usage, model: ModelSpec) -> float | None:
    return 0.0 if model.is_baseline else usage.price


def _tokens(reply: Reply) -> int | None:
    """Return the tokens in and out; None if the provider did not count them."""
    return reply.usage.input + reply.usage.output or None


def _mean(trials: Iterable[Sequence[float | None]]) -> float | None:
    sums = []
    for trial in trials:
        values = [value for value in trial if value is not None]
        if len(values) == len(trial):
            sums.append(sum(values))
    return fsum(sums) / len(sums) if sums else None


def _nearest_rank(ordered: Sequence[float], share: float) -> float | None:
    """Return the smallest value that this share of the values does not exceed."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else None
