"""The cached part of a trial's conversation, and the question that comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.deliberate import Prompter
from delibctl.model import Case, Deliberation, Exchange, ModelSpec, Question, Reply, TrialKey
from delibctl.run.trial import hidden_clauses


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """A trial as far as cached replies lead.

    `question` is the next one, None if nothing is left to ask. `deliberation` is read from the
    cached replies.
    """

    key: TrialKey
    case: Case
    cached: tuple[Exchange, ...] = ()
    question: Question | None = None
    deliberation: Deliberation | None = None


def forecast_trial(
    prompter: Prompter,
    model: ModelSpec,
    key: TrialKey,
    case: Case,
    find_cached: Callable[[Question], Reply | None],
) -> Forecast:
    """Follow a trial's conversation as far as cached replies lead."""
    if hidden_clauses(prompter.policy, key.mode, case):
        return Forecast(key=key, case=case)
    exchanges: list[Exchange] = []
    conversation = prompter.deliberate(case.shown, key.mode, model.structured, key.repeat)
    question = next(conversation)
    while (reply := find_cached(question)) is not None:
        exchanges.append(Exchange(messages=question.messages, reply=reply))
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            return Forecast(key=key, case=case, cached=tuple(exchanges), deliberation=end.value)
    return Forecast(key=key, case=case, cached=tuple(exchanges), question=question)
