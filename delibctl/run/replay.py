"""What of a run has its answers already, and what is left to ask."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from delibctl.model import Case, ModelSpec, Plan, Question, Reply, Trial, TrialKey
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.trial import TrialRunner

FindCached = Callable[[ModelSpec, Question], Reply | None]


def replay(
    trial_runner: TrialRunner, plan: Plan, trials: Iterable[tuple[TrialKey, Case]], kept: FindCached
) -> Iterator[tuple[Forecast, Trial | None]]:
    """Each trial as far as kept answers lead; the trial itself where nothing is left to ask."""
    specs = {model.alias: model for model in plan.models}
    for key, case in trials:
        model = specs[key.model]
        found = forecast(trial_runner.prompter, model, key, case, partial(kept, model))
        if found.question is not None:
            yield found, None
        elif not found.kept:
            yield found, trial_runner.not_askable(key, case)
        else:
            yield found, trial_runner.ended(key, case, found.kept, found.said)


class Tally:
    """What kept answers spare, by the model."""

    def __init__(self) -> None:
        self.reused: Counter[str] = Counter()
        self.answers = 0
        self._tokens: Counter[str] = Counter()
        self._replies: Counter[str] = Counter()

    def add(self, found: Forecast) -> None:
        """One more trial."""
        alias = found.key.model
        self.reused[alias] += found.question is None
        self.answers += len(found.kept) if found.question is None else 0
        for exchange in found.kept:
            self._tokens[alias] += exchange.reply.usage.output
            self._replies[alias] += bool(exchange.reply.usage.output)

    def learn(self, other: "Tally") -> None:
        """How long the replies of another are: those that will be asked for again."""
        self._tokens, self._replies = other._tokens, other._replies

    def usual(self, alias: str) -> float | None:
        """The mean length of a model's kept replies in tokens; None where there is none."""
        replies = self._replies[alias]
        return self._tokens[alias] / replies if replies else None
