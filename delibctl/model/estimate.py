"""What a probe will ask and cost, as far as that can be told before anything is sent."""

from dataclasses import dataclass

from delibctl.model.model_spec import ModelSpec


@dataclass(frozen=True, kw_only=True)
class Range:
    """The least and the most that is expected."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What one model will be asked: `calls` are questions, `read` and `written` are tokens.

    `reused` of the `trials` ask nothing. `price` is US dollars, None where it is not known;
    `usual` is the mean length of a kept reply in tokens, None where there is none.
    """

    model: ModelSpec
    trials: int
    reused: int
    calls: Range
    read: Range
    written: Range
    price: Range | None
    usual: float | None
