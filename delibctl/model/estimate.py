"""The estimated requests, tokens and price of a probe, made before anything is sent."""

from dataclasses import dataclass

from delibctl.model.model_spec import ModelSpec


@dataclass(frozen=True, kw_only=True)
class Range:
    """A lower and an upper estimate."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """The estimate for one model: `calls` is the number of questions.

    `cached` of the `trials` ask nothing. `price` is in US dollars, None if it is not known.
    `usual` is the mean length of a cached reply in tokens, None without cached replies.
    """

    model: ModelSpec
    trials: int
    cached: int
    calls: Range
    input_tokens: Range
    output_tokens: Range
    price: Range | None
    usual: float | None
