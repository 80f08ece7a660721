"""Tokens, money and time in words. An unknown value is never shown as zero."""

from delibctl.score.scored_run import ScoredModel
from delibctl.text.count import counted
from delibctl.text.money import dollars

_NOTHING = "-"


def tokens_per_trial(model: ScoredModel) -> str:
    """Return the mean of tokens in and out of a trial, like 1,234."""
    mean = model.usage.tokens_per_trial
    return _NOTHING if mean is None else f"{mean:,.0f}"


def tokens(model: ScoredModel, number: int) -> str:
    """Return a number of tokens of all trials, like 1,234,567; a dash if none were counted."""
    return _NOTHING if model.usage.uncounted == model.usage.questions else f"{number:,}"


def price(model: ScoredModel) -> str:
    """Return US dollars for all trials: $0.1234, or >$0.1234 if part of the price is unknown."""
    usage = model.usage
    if model.model.is_baseline:
        return "free"
    if usage.price is None:
        return "unknown" if usage.questions else _NOTHING
    return f">${usage.price:,.4f}" if usage.unpriced else dollars(usage.price)


def price_per_thousand(model: ScoredModel) -> str:
    """Return US dollars for a thousand trials, like $12.34."""
    mean = model.usage.price_per_trial
    if model.model.is_baseline or mean is None:
        return price(model)
    return f"${mean * 1000:,.2f}" if mean else "free"


def seconds(latency: float | None) -> str:
    """Return seconds, like 2.1."""
    return _NOTHING if latency is None else f"{latency:,.1f}"


def usage_line(model: ScoredModel) -> str:
    """Return the usage of a model, cached answers included."""
    usage = model.usage
    if model.model.is_baseline:
        return "free; no tokens, no latency"
    if not usage.questions:
        return "no questions answered"
    parts = [counted(usage.questions, "question"), _tokens(model), _money(model)]
    if usage.p50 is not None:
        parts.append(f"{seconds(usage.p50)} s a trial (p50), {seconds(usage.p95)} s (p95)")
    return "; ".join(parts)


def _tokens(model: ScoredModel) -> str:
    usage = model.usage
    if usage.uncounted == usage.questions:
        return "tokens not counted"
    besides = f", {counted(usage.uncounted, 'question')} not counted" if usage.uncounted else ""
    return (
        f"tokens {usage.input:,} in ({usage.cached:,} cached), "
        f"{usage.output:,} out ({usage.reasoning:,} reasoning){besides}"
    )


def _money(model: ScoredModel) -> str:
    usage = model.usage
    if usage.price is None:
        return "price unknown"
    unpriced = counted(usage.unpriced, "question")
    besides = f", and {unpriced} of unknown price" if usage.unpriced else ""
    return f"{dollars(usage.price)}{besides}"
