"""Votes of a judge that is a model, on a batch of answers."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field

from delibctl.api.asking.model_clients import ModelClients
from delibctl.api.asking.options import AskOptions
from delibctl.api.workspace import Workspace
from delibctl.edge.answers.store import AnswerStore
from delibctl.errors import DelibctlError
from delibctl.judge.judging import judging, unreadable
from delibctl.model import Ask, Case, Deliberation, Failure, Form, Judge, Plan, Policy, Price
from delibctl.model import Verdict as Vote
from delibctl.reward.blind import VisibleAnswer
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.ask_judges import judge_failed
from delibctl.run.live.ask_tasks import converse
from delibctl.run.meter import Meter


@dataclass(frozen=True, kw_only=True)
class ModelJudge:
    """A judge that is a model, with the way to ask it. Its votes are cached like all answers."""

    workspace: Workspace
    judge: Judge
    options: AskOptions
    prices: dict[str, Price | None] = field(default_factory=dict)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Ask]:
        """Yield the model, in the running event loop; its connections are closed at the end."""
        assert self.judge.model is not None
        with closing(AnswerStore(self.workspace.state.answers)) as answers:
            clients = ModelClients(
                workspace=self.workspace,
                answers=answers,
                meter=Meter(),
                waiting=lambda _failure: None,
                options=self.options,
                prices=self.prices,
            )
            async with clients.models(Plan(models=(self.judge.model,))) as asks:
                yield asks[self.judge.model.alias]

    async def votes(
        self, ask: Ask, policy: Policy, case: Case, answer: VisibleAnswer
    ) -> Sequence[Vote] | Failure:
        """Return one vote for each run of the judge; the first failure if none got a reply.

        Raises DelibctlError if the judge would fail at every question, and at a spent budget.
        """
        # A deliberation of the visible text alone: there is no reasoning in it to be shown.
        said = Deliberation(form=Form.FREE, answer=answer.text)
        conversations = (
            judging(self.judge, run, policy, case, said) for run in range(1, self.judge.runs + 1)
        )
        try:
            results = await asyncio.gather(*(converse(each, ask) for each in conversations))
        except LimitReached as limit:
            raise DelibctlError(
                f"the reward stops: {limit}", next="set a higher max_cost, and resume training"
            ) from None
        failures = [result for result in results if isinstance(result, Failure)]
        for failure in failures:
            if failure.kind.fatal:
                raise judge_failed(self.judge.name, failure)
        if len(failures) == len(results):
            return failures[0]
        return [
            unreadable(self.judge, run, f"{result.kind}: {result.message}")
            if isinstance(result, Failure)
            else result
            for run, result in enumerate(results, 1)
        ]
