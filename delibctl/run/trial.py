"""One trial, from its first question to its result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from delibctl.cases import unreachable
from delibctl.deliberate import Prompter, copies_layout, differing_answers, is_repair
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
    Question,
    Reply,
    Trial,
    TrialKey,
)
from delibctl.run.leaks import Leaks

Observe = Callable[[Sequence[Message], str], Observation]


@dataclass(frozen=True, kw_only=True)
class TrialRunner:
    """Runs trials, with the parts that all of them share."""

    prompter: Prompter
    observe: Observe
    leaks: Leaks

    async def run_trial(
        self, model: ModelSpec, key: TrialKey, case: Case, ask: Ask
    ) -> tuple[Trial, Failure | None]:
        """Run one trial; return it with the failure that broke it, if any."""
        if hidden_clauses(self.prompter.policy, key.mode, case):
            return self.not_askable(key, case), None
        exchanges: list[Exchange] = []
        conversation = self.prompter.deliberate(
            case.shown, key.mode, model.structured, key.repeat, enum=model.enum
        )
        question = next(conversation)
        while True:
            reply = await ask(question)
            if isinstance(reply, Failure):
                return self._broken(key, case, exchanges, question, reply), reply
            exchanges.append(Exchange(messages=question.messages, reply=reply))
            try:
                question = conversation.send(reply)
            except StopIteration as end:
                return self.concluded(key, case, exchanges, end.value), None

    def not_askable(self, key: TrialKey, case: Case) -> Trial:
        """Return the trial of a case that expects a clause which the prompt cannot contain."""
        hidden = hidden_clauses(self.prompter.policy, key.mode, case)
        message = f"the prompt does not contain {', '.join(hidden)}"
        return Trial(key=key, result=NotAskable(message=message))

    def concluded(
        self,
        key: TrialKey,
        case: Case,
        exchanges: Sequence[Exchange],
        deliberation: Deliberation | None,
    ) -> Trial:
        """Return the trial of a complete conversation; None is an unreadable deliberation."""
        return self._trial(key, case, exchanges, self._result(case, exchanges, deliberation))

    def _broken(
        self,
        key: TrialKey,
        case: Case,
        exchanges: Sequence[Exchange],
        question: Question,
        failure: Failure,
    ) -> Trial:
        # What broke a repair hides why there was one.
        why = f"{_unreadable(exchanges[-1].reply)}; asked again: " if is_repair(question) else ""
        broken = Broken(
            kind=str(failure.kind),
            message=f"{why}{failure.message}",
            attempts=failure.attempts,
            usage=failure.usage,
        )
        return self._trial(key, case, exchanges, broken)

    def _trial(
        self,
        key: TrialKey,
        case: Case,
        exchanges: Sequence[Exchange],
        result: Deliberated | Broken,
    ) -> Trial:
        leaked = bool(exchanges) and self.leaks.leaked(
            case, self.prompter.policy_texts(key.mode, case.shown, exchanges[-1])
        )
        return Trial(key=key, result=result, exchanges=tuple(exchanges), leaked=leaked)

    def _result(
        self, case: Case, exchanges: Sequence[Exchange], deliberation: Deliberation | None
    ) -> Deliberated | Broken:
        if deliberation is not None:
            return Deliberated(
                deliberation=deliberation,
                observation=self.observe(case.messages, deliberation.answer),
            )
        last = exchanges[-1].reply
        cut = "; it was cut off, so raise max_tokens" if last.finish == "length" else ""
        if not last.text.strip():
            return Broken(kind="empty", message=f"the reply held no text{cut}")
        if copies_layout(last.text):
            words = "; template = 2 describes it in words" if self.prompter.template < 2 else ""
            what = f"the reply copied the layout, asked twice{words}"
        else:
            what = f"{_unreadable(last)}, asked twice"
        return Broken(kind="unparseable", message=f"{what}{cut}")


def _unreadable(reply: Reply) -> str:
    differing = differing_answers(reply.text)
    if differing:
        return f"the reply held {differing} answers that differ"
    return "the reply contained no answer"


def hidden_clauses(policy: Policy, mode: Mode, case: Case) -> list[str]:
    """Return the expected clauses that a model cannot be shown in that mode."""
    if mode is not Mode.CATEGORY:
        return []
    expected = case.expected
    return unreachable(expected.clauses, expected.either, case.categories, policy.category_of)
