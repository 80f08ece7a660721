"""Estimates of what a probe will ask and cost, as ranges, before anything is sent."""

from collections.abc import Iterable, Sequence
from math import ceil

from delibctl.model import Estimate, Mode, ModelSpec, Price, Question, Range
from delibctl.run.forecast import Forecast
from delibctl.run.replay import Tally
from delibctl.text.count import about_tokens

#: Share of further questions for retries and repairs; we chose this number.
_EXTRA = 0.1
#: Relative error of counting a token for every four characters; we chose this number.
_SLACK = 0.2
#: Tokens of the shortest reply of a model that has not answered yet; we chose this number.
_SHORTEST = 150


def prompt_tokens(question: Question) -> int:
    """Estimate the tokens of a question: a quarter of its characters."""
    return about_tokens(message.content for message in question.messages)


def estimate_trials(
    model: ModelSpec, remaining: Sequence[Forecast], tally: Tally, price: Price | None
) -> Estimate:
    """Estimate the remaining trials of one model."""
    return estimate_questions(
        model,
        calls=sum(_questions(forecast) for forecast in remaining),
        tokens=sum(_tokens(forecast) for forecast in remaining),
        trials=len(remaining) + tally.cached[model.alias],
        cached=tally.cached[model.alias],
        usual=tally.usual(model.alias),
        price=price,
    )


def estimate_questions(
    model: ModelSpec,
    *,
    calls: int,
    tokens: int,
    trials: int,
    cached: int = 0,
    usual: float | None = None,
    price: Price | None,
) -> Estimate:
    """Estimate `calls` questions with `tokens` tokens in total, with retries and repairs."""
    shortest = min(_SHORTEST, model.max_tokens)
    least = shortest if usual is None else usual * (1 - _SLACK)
    most = model.max_tokens if usual is None else min(usual * (1 + _SLACK), model.max_tokens)
    input_tokens = Range(low=tokens * (1 - _SLACK), high=tokens * (1 + _SLACK) * (1 + _EXTRA))
    output_tokens = Range(low=calls * least, high=calls * most * (1 + _EXTRA))
    return Estimate(
        model=model,
        trials=trials,
        cached=cached,
        calls=Range(low=calls, high=ceil(calls * (1 + _EXTRA))),
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        price=None if price is None else _price(price, input_tokens, output_tokens),
        usual=usual,
    )


def total_price(estimates: Iterable[Estimate]) -> Range:
    """Add up the prices of all models whose price is known."""
    prices = [estimate.price for estimate in estimates if estimate.price is not None]
    return Range(low=sum(price.low for price in prices), high=sum(price.high for price in prices))


def _questions(forecast: Forecast) -> int:
    """Return the number of questions left of a trial that needs no repair."""
    return 2 if forecast.key.mode is Mode.RECALL and not forecast.cached else 1


def _tokens(forecast: Forecast) -> int:
    """Estimate the tokens of all questions left of a trial.

    A second question repeats the first, with clauses added.
    """
    if forecast.question is None:
        return 0
    return prompt_tokens(forecast.question) * _questions(forecast)


def _price(price: Price, input_tokens: Range, output_tokens: Range) -> Range:
    return Range(
        low=input_tokens.low * price.input + output_tokens.low * price.output,
        high=input_tokens.high * price.input + output_tokens.high * price.output,
    )
