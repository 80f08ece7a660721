"""Replay: trials from cached answers, and a count of the questions that they spare."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from delibctl.model import Case, ModelSpec, Plan, Question, Reply, Trial, TrialKey
from delibctl.run.forecast import Forecast, forecast_trial
from delibctl.run.trial import TrialRunner

FindCached = Callable[[ModelSpec, Question], Reply | None]


def replay(
    trial_runner: TrialRunner,
    plan: Plan,
    trials: Iterable[tuple[TrialKey, Case]],
    find_cached: FindCached,
) -> Iterator[tuple[Forecast, Trial | None]]:
    """Replay trials from cached answers.

    Yields each forecast with its trial, which is None while a question is unanswered.
    """
    specs = {model.alias: model for model in plan.models}
    for key, case in trials:
        model = specs[key.model]
        forecast = forecast_trial(
            trial_runner.prompter, model, key, case, partial(find_cached, model)
        )
        if forecast.question is not None:
            yield forecast, None
        elif not forecast.cached:
            yield forecast, trial_runner.not_askable(key, case)
        else:
            yield (
                forecast,
                trial_runner.concluded(key, case, forecast.cached, forecast.deliberation),
            )


class Tally:
    """Counts of trials and replies that come from the cache, by model."""

    def __init__(self) -> None:
        self.cached: Counter[str] = Counter()
        self.answers = 0
        self._tokens: Counter[str] = Counter()
        self._replies: Counter[str] = Counter()

    def add(self, forecast: Forecast) -> None:
        """Count one more trial."""
        alias = forecast.key.model
        self.cached[alias] += forecast.question is None
        self.answers += len(forecast.cached) if forecast.question is None else 0
        for exchange in forecast.cached:
            self._tokens[alias] += exchange.reply.usage.output
            self._replies[alias] += bool(exchange.reply.usage.output)

    def learn(self, other: "Tally") -> None:
        """Take over the lengths of replies from another tally, but not its counts of trials."""
        self._tokens, self._replies = other._tokens, other._replies

    def usual(self, alias: str) -> float | None:
        """Return the mean length of a model's cached replies in tokens; None without any."""
        replies = self._replies[alias]
        return self._tokens[alias] / replies if replies else None
