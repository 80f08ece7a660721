"""What the fresh repeats of a decision will cost, as ranges, before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from delibctl.api.asking.remaining import Remaining
from delibctl.api.deciding.asked_side import Sides
from delibctl.edge.run_file.fresh_trials import Side
from delibctl.model import Estimate, ModelSpec, Price, Range
from delibctl.run.estimate import estimate_questions, prompt_tokens
from delibctl.run.forecast import Forecast


@dataclass(frozen=True, kw_only=True)
class FreshEstimate:
    """Questions by the models of the joint plan, each with a name of its own.

    They are asked at least `least` times and at most `most` times.
    """

    models: tuple[ModelSpec, ...]
    questions: Mapping[str, tuple[Forecast, ...]]
    least: float = 1.0
    most: float = 1.0

    @classmethod
    def of(cls, sides: Sides, first: Mapping[Side, Remaining]) -> Self:
        """Return the estimate of the questions of a round, asked once each."""
        questions: dict[str, tuple[Forecast, ...]] = {}
        for side, remaining in first.items():
            for model in remaining.plan.models:
                name = sides.asked_as(side, model.alias)
                questions[name] = (*questions.get(name, ()), *remaining.of(model))
        return cls(models=sides.joint_plan.models, questions=questions)

    def up_to(self, most: int) -> Self:
        """Return the estimate of these questions and others like them, `most` in total."""
        asked = sum(map(len, self.questions.values()))
        return replace(self, most=max(1.0, most / asked) if asked else 1.0)

    def to_pay(self) -> list[ModelSpec]:
        """Return the models of the first round that are asked over the network."""
        return [m for m in self.models if self.questions.get(m.alias) and not m.is_baseline]

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return an estimate for each model."""
        return [self._estimate(model, prices.get(model.alias)) for model in self.models]

    def _estimate(self, model: ModelSpec, price: Price | None) -> Estimate:
        forecasts = self.questions.get(model.alias, ())
        tokens = sum(prompt_tokens(f.question) for f in forecasts if f.question)
        first = estimate_questions(
            model, calls=len(forecasts), tokens=tokens, trials=len(forecasts), price=price
        )
        return replace(
            first,
            calls=self._up_to(first.calls),
            input_tokens=self._up_to(first.input_tokens),
            output_tokens=self._up_to(first.output_tokens),
            price=None if first.price is None else self._up_to(first.price),
        )

    def _up_to(self, first: Range) -> Range:
        return Range(low=first.low * self.least, high=first.high * self.most)
