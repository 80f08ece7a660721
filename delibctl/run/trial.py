"""One trial from its first question to what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from delibctl.cases import unreachable
from delibctl.deliberate import Prompter
from delibctl.model import (
    Ask,
    Broken,
    Case,
    Deliberated,
    Deliberation,
    Exchange,
    Failure,
    Message,
    Mode,
    ModelSpec,
    NotAskable,
    Observation,
    Policy,
    Trial,
    TrialKey,
)
from delibctl.run.leaks import Leaks

Observe = Callable[[Sequence[Message], str], Observation]


@dataclass(frozen=True, kw_only=True)
class Trier:
    """Makes trials: what all of them share."""

    prompter: Prompter
    observe: Observe
    leaks: Leaks

    async def trial(
        self, model: ModelSpec, key: TrialKey, case: Case, ask: Ask
    ) -> tuple[Trial, Failure | None]:
        """A trial, and the failure that broke it if one did."""
        hidden = hidden_clauses(self.prompter.policy, key.mode, case)
        if hidden:
            message = f"the prompt does not hold {', '.join(hidden)}"
            return Trial(key=key, result=NotAskable(message=message)), None
        exchanges: list[Exchange] = []
        conversation = self.prompter.deliberate(case.shown, key.mode, model.structured, key.repeat)
        question = next(conversation)
        while True:
            reply = await ask(question)
            if isinstance(reply, Failure):
                broken = Broken(
                    kind=str(reply.kind), message=reply.message, attempts=reply.attempts
                )
                return self._trial(key, case, broken, exchanges), reply
            exchanges.append(Exchange(messages=question.messages, reply=reply))
            try:
                question = conversation.send(reply)
            except StopIteration as end:
                return self._trial(
                    key, case, self._result(case, exchanges, end.value), exchanges
                ), None

    def _trial(
        self,
        key: TrialKey,
        case: Case,
        result: Deliberated | Broken,
        exchanges: Sequence[Exchange],
    ) -> Trial:
        leaked = bool(exchanges) and self.leaks.leaked(
            case, self.prompter.policy_texts(key.mode, case.shown, exchanges[-1])
        )
        return Trial(key=key, result=result, exchanges=tuple(exchanges), leaked=leaked)

    def _result(
        self, case: Case, exchanges: Sequence[Exchange], said: Deliberation | None
    ) -> Deliberated | Broken:
        if said is not None:
            return Deliberated(
                deliberation=said, observation=self.observe(case.messages, said.answer)
            )
        last = exchanges[-1].reply
        cut = "; it was cut off, so raise max_tokens" if last.finish == "length" else ""
        if not last.text.strip():
            return Broken(kind="empty", message=f"the reply held no text{cut}")
        return Broken(kind="unparseable", message=f"the reply held no answer, asked twice{cut}")


def hidden_clauses(policy: Policy, mode: Mode, case: Case) -> list[str]:
    """The expected clauses that a model cannot be shown in that mode."""
    if mode is not Mode.CATEGORY:
        return []
    expected = case.expected
    return unreachable(expected.clauses, expected.either, case.categories, policy.category_of)
