"""The core of every reward: from a conversation and a visible answer to a verdict."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from delibctl.errors import DelibctlError
from delibctl.judge.names import PATTERNS
from delibctl.library.threads import completed
from delibctl.model import Ask, Case, Failure, Message, Policy, Split, Status
from delibctl.reward.asking import ModelJudge
from delibctl.reward.blind import VisibleAnswer
from delibctl.reward.scoring import by_patterns, by_votes, expected_outcomes, no_answer
from delibctl.reward.verdict import Form, Verdict
from delibctl.text.suggest import nearest


class UnknownCase(DelibctlError):
    """A case that the policy does not have."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer to be scored: the turns before it, its visible part, and the id of its case.

    Without turns, those of the case are taken.
    """

    messages: tuple[Message, ...] = ()
    answer: VisibleAnswer
    case: str


@dataclass(frozen=True, kw_only=True)
class Reward:
    """A policy as a reward. `open_reward` makes it.

    `judge` is None for `patterns`. `trained` are the cases to train on, None for those of split
    train. With `held_out` all other cases are scored too.
    """

    policy: Policy
    cases: Mapping[str, Case]
    judge: ModelJudge | None = None
    form: Form = Form.LOWEST
    trained: frozenset[str] | None = None
    held_out: bool = False

    def __call__(self, messages: Sequence[Message], answer: VisibleAnswer, case: str) -> Verdict:
        """Return the verdict on one answer.

        Args:
            messages: the turns before the answer; those of the case if empty.
            answer: what `visible` makes of a reply. A text is refused, by type and when called.
            case: the id of a case of the policy.

        Raises:
            DelibctlError: there is no such case, or the judge cannot be asked.
        """
        answered = Answered(messages=tuple(messages), answer=answer, case=case)
        return completed(lambda _: asyncio.run(self.verdicts([answered])))[0]

    async def verdicts(self, answered: Sequence[Answered]) -> list[Verdict]:
        """Return a verdict for each answer, in their order; a judge is asked them all at once.

        Raises DelibctlError as `reward(...)` does, before any judge is asked if a case is unknown.
        """
        async with self.opened() as ask:
            return await self.verdicts_by(ask, answered)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Ask | None]:
        """Yield the model that judges, for many calls of `verdicts_by`; None for `patterns`."""
        if self.judge is None:
            yield None
            return
        async with self.judge.opened() as ask:
            yield ask

    async def verdicts_by(self, ask: Ask | None, answered: Sequence[Answered]) -> list[Verdict]:
        """Return a verdict for each answer, from a model that `opened` yielded."""
        cases = [self._case(each) for each in answered]
        tasks = [
            self._verdict(ask, case, each.answer)
            for case, each in zip(cases, answered, strict=True)
        ]
        return list(await asyncio.gather(*tasks))

    @property
    def judge_name(self) -> str:
        """The name of the judge."""
        return self.judge.judge.name if self.judge else PATTERNS

    def trainable(self, case: Case) -> bool:
        """Return True if answers to a case are scored."""
        return not self._not_trained_on(case)

    async def _verdict(self, ask: Ask | None, case: Case, answer: VisibleAnswer) -> Verdict:
        if not isinstance(answer, VisibleAnswer):
            raise TypeError("the answer is not a VisibleAnswer: pass the reply through visible()")
        if why := self._not_trained_on(case):
            expected = expected_outcomes(self.policy, case)
            return Verdict(case=case.id, judge=self.judge_name, expected=expected, why=why)
        if lowest := no_answer(self.policy, case, answer, self.judge_name):
            return lowest
        if self.judge is None or ask is None:
            return by_patterns(self.policy, case, answer)
        votes = await self.judge.votes(ask, self.policy, case, answer)
        if isinstance(votes, Failure):
            expected = expected_outcomes(self.policy, case)
            return Verdict(
                case=case.id,
                judge=self.judge_name,
                expected=expected,
                why=f"{votes.kind}: {votes.message}",
                unanswered=True,
            )
        return by_votes(self.policy, case, votes, self.form)

    def _case(self, answered: Answered) -> Case:
        """Return the case of an answer, with the turns that were really before it."""
        case = self.cases.get(answered.case)
        if case is None:
            raise UnknownCase(
                f"unknown case {answered.case!r}", next=nearest(answered.case, self.cases, "case")
            )
        return replace(case, messages=answered.messages) if answered.messages else case

    def _not_trained_on(self, case: Case) -> str:
        """Return why answers to a case are not scored; empty if they are."""
        if case.quarantined or case.status in (Status.DISPUTED, Status.RETIRED):
            return f"the case is {'quarantined' if case.quarantined else case.status}"
        if self.held_out:
            return ""
        if self.trained is not None:
            return "" if case.id in self.trained else "the manifest holds the case out"
        if case.split is Split.TRAIN:
            return ""
        unassigned = case.split is Split.UNASSIGNED
        return "the case has no split" if unassigned else f"the case is of split {case.split}"
