"""Tokens, money and time in words. What is not known is never shown as nothing."""

from delibctl.score import ScoredModel
from delibctl.text.count import counted

_NOTHING = "-"


def tokens_per_trial(model: ScoredModel) -> str:
    """Tokens of a trial, those read and those written together: 1,234."""
    mean = model.usage.tokens_per_trial
    return _NOTHING if mean is None else f"{mean:,.0f}"


def tokens(model: ScoredModel, number: int) -> str:
    """A number of tokens of all trials; a dash where the provider counted none: 1,234,567."""
    return _NOTHING if model.usage.uncounted == model.usage.questions else f"{number:,}"


def price(model: ScoredModel) -> str:
    """US dollars for all trials: $0.1234, or >$0.1234 where the price of a part is not known."""
    usage = model.usage
    if model.model.is_baseline:
        return "free"
    if usage.price is None:
        return "unknown" if usage.questions else _NOTHING
    return f"{'>' if usage.unpriced else ''}${usage.price:,.4f}"


def price_per_thousand(model: ScoredModel) -> str:
    """US dollars for a thousand trials: $12.34."""
    mean = model.usage.price_per_trial
    if model.model.is_baseline or mean is None:
        return price(model)
    return f"${mean * 1000:,.2f}"


def seconds(latency: float | None) -> str:
    """Seconds: 2.1."""
    return _NOTHING if latency is None else f"{latency:,.1f}"


def usage_line(model: ScoredModel) -> str:
    """All that a model used; the same whether it was asked now or answered before."""
    usage = model.usage
    if model.model.is_baseline:
        return "free; no tokens, no latency"
    if not usage.questions:
        return "no question was answered"
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
    return f"${usage.price:,.4f}{besides}"
