"""What a trial has of its conversation already, and the question it would ask next."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.deliberate import Prompter
from delibctl.model import Case, Deliberation, Exchange, ModelSpec, Question, Reply, TrialKey
from delibctl.run.trial import hidden_clauses


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """`question` is None where nothing is left to ask; `said` is what the kept replies say."""

    key: TrialKey
    case: Case
    kept: tuple[Exchange, ...] = ()
    question: Question | None = None
    said: Deliberation | None = None


def forecast(
    prompter: Prompter,
    model: ModelSpec,
    key: TrialKey,
    case: Case,
    kept: Callable[[Question], Reply | None],
) -> Forecast:
    """Go through a trial's conversation as far as kept answers lead."""
    if hidden_clauses(prompter.policy, key.mode, case):
        return Forecast(key=key, case=case)
    exchanges: list[Exchange] = []
    conversation = prompter.deliberate(case.shown, key.mode, model.structured, key.repeat)
    question = next(conversation)
    while (reply := kept(question)) is not None:
        exchanges.append(Exchange(messages=question.messages, reply=reply))
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            return Forecast(key=key, case=case, kept=tuple(exchanges), said=end.value)
    return Forecast(key=key, case=case, kept=tuple(exchanges), question=question)
