"""What a probe will ask and cost, as a range, before anything is sent."""

from collections.abc import Iterable, Sequence
from math import ceil

from delibctl.model import Estimate, Mode, ModelSpec, Price, Question, Range
from delibctl.run.forecast import Forecast
from delibctl.run.replay import Tally
from delibctl.text.count import about_tokens

#: Of a hundred questions so many more for retries and repairs; our own number.
_MORE = 0.1
#: A text can hold so much more or less than a token to four characters; our own number.
_SLACK = 0.2
#: The shortest replies of models that have not answered here yet; our own number.
_SHORTEST = 150


def prompt_tokens(question: Question) -> int:
    """About how many tokens a question holds: a quarter of its characters."""
    return about_tokens(message.content for message in question.messages)


def estimate(
    model: ModelSpec, left: Sequence[Forecast], tally: Tally, price: Price | None
) -> Estimate:
    """What one model will be asked: the trials that are left of it."""
    return estimate_questions(
        model,
        calls=sum(_questions(found) for found in left),
        tokens=sum(_tokens(found) for found in left),
        trials=len(left) + tally.reused[model.alias],
        reused=tally.reused[model.alias],
        usual=tally.usual(model.alias),
        price=price,
    )


def estimate_questions(
    model: ModelSpec,
    *,
    calls: int,
    tokens: int,
    trials: int,
    reused: int = 0,
    usual: float | None = None,
    price: Price | None,
) -> Estimate:
    """So many questions of so many tokens in all, with what may come on top."""
    shortest = min(_SHORTEST, model.max_tokens)
    least = shortest if usual is None else usual * (1 - _SLACK)
    most = model.max_tokens if usual is None else min(usual * (1 + _SLACK), model.max_tokens)
    read = Range(low=tokens * (1 - _SLACK), high=tokens * (1 + _SLACK) * (1 + _MORE))
    written = Range(low=calls * least, high=calls * most * (1 + _MORE))
    return Estimate(
        model=model,
        trials=trials,
        reused=reused,
        calls=Range(low=calls, high=ceil(calls * (1 + _MORE))),
        read=read,
        written=written,
        price=None if price is None else _price(price, read, written),
        usual=usual,
    )


def total(estimates: Iterable[Estimate]) -> Range:
    """The known prices of all models."""
    prices = [found.price for found in estimates if found.price is not None]
    return Range(low=sum(price.low for price in prices), high=sum(price.high for price in prices))


def _questions(found: Forecast) -> int:
    """How many questions are left of a trial that needs no repair."""
    return 2 if found.key.mode is Mode.RECALL and not found.kept else 1


def _tokens(found: Forecast) -> int:
    """A second question repeats the first, and clauses are added to it."""
    return 0 if found.question is None else prompt_tokens(found.question) * _questions(found)


def _price(price: Price, read: Range, written: Range) -> Range:
    return Range(
        low=read.low * price.input + written.low * price.output,
        high=read.high * price.input + written.high * price.output,
    )
