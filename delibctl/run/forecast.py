"""What a trial has of its conversation already, and the question it would ask next."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.deliberate import Prompter
from delibctl.model import Case, Exchange, ModelSpec, Question, Reply, TrialKey
from delibctl.run.trial import hidden_clauses


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """`question` is None where every question has a kept answer, or none can be asked."""

    key: TrialKey
    case: Case
    kept: tuple[Exchange, ...] = ()
    question: Question | None = None


def forecast(
    prompter: Prompter,
    model: ModelSpec,
    key: TrialKey,
    case: Case,
    kept: Callable[[Question], Reply | None],
) -> Forecast:
    """Go through a trial's conversation as far as kept answers lead."""
    exchanges: list[Exchange] = []
    question: Question | None = None
    if not hidden_clauses(prompter.policy, key.mode, case):
        conversation = prompter.deliberate(case.shown, key.mode, model.structured, key.repeat)
        question = next(conversation)
        while question is not None and (reply := kept(question)) is not None:
            exchanges.append(Exchange(messages=question.messages, reply=reply))
            try:
                question = conversation.send(reply)
            except StopIteration:
                question = None
    return Forecast(key=key, case=case, kept=tuple(exchanges), question=question)
