"""Asking the fresh repeats of a decision, once their price is agreed.

Loaded only if there are any, because it loads slowly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from delibctl.api.asking.model_clients import Asks, ModelClients, ask_models
from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree
from delibctl.api.asking.remaining import Remaining
from delibctl.api.deciding.fresh_estimate import FreshEstimate
from delibctl.api.deciding.fresh_rounds import SIDES, FreshRounds
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.workspace import Workspace
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.run_file.fresh_trials import Side
from delibctl.model import Case, Trial
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.engine import RunSetup, run_trials
from delibctl.run.meter import Meter


@dataclass(frozen=True, kw_only=True)
class FreshQuestions:
    """The rounds of a decision that need models, and how models are asked.

    `most`: the most repeats that are expected. `answered` names the models that have answered
    before, on each side.
    """

    workspace: Workspace
    listener: Listener
    answers: AnswerStore
    rounds: FreshRounds
    asking: AskOptions
    most: int
    meter: Meter
    answered: Mapping[Side, frozenset[str]]

    def ask(
        self, first: Mapping[Side, Remaining], others: Iterator[Mapping[Side, Remaining]]
    ) -> LimitReached | None:
        """Ask the first round and the others; return the limit that was reached.

        Raises DelibctlError before anything is sent if the models cannot be asked, or nobody
        agrees to the price.
        """
        joint = self.rounds.sides.joint_plan
        estimate = FreshEstimate.of(self.rounds.sides, first)
        estimate = estimate.up_to(self.most - self.rounds.repeats)
        prices = agree(self.workspace, self.listener, estimate, self.asking)
        pool = ModelClients(
            workspace=self.workspace,
            answers=self.answers,
            meter=self.meter,
            waiting=self.listener.waiting,
            options=self.asking.with_deadline(self.workspace),
            prices=prices,
        )
        asked = sum(len(remaining.left) for remaining in first.values())
        done = self.rounds.repeats
        total = max(self.most, done + asked)
        task = Task(work=Work.DECIDING, total=total, done=done, meter=self.meter)

        async def work(asks: Asks) -> None:
            await self._round(first, asks, pool.lanes(joint))
            for remaining in others:
                await self._round(remaining, asks, pool.lanes(joint))

        return ask_models(pool, self.listener, task, joint, work)

    async def _round(
        self, remaining: Mapping[Side, Remaining], asks: Asks, lanes: Mapping[str, str]
    ) -> None:
        for side in SIDES:
            await self._ask_side(side, remaining[side], asks, lanes)

    async def _ask_side(
        self, side: Side, remaining: Remaining, asks: Asks, lanes: Mapping[str, str]
    ) -> None:
        sides, store = self.rounds.sides, self.rounds.keep(side)
        names = {model.alias: sides.asked_as(side, model.alias) for model in remaining.plan.models}

        def keep(case: Case, trial: Trial) -> None:
            store(case, trial)
            self.listener.trial_ended(self.rounds.scored(side, trial.key))

        setup = RunSetup(
            trial_runner=sides[side].trial_runner,
            plan=remaining.plan,
            models={alias: asks[name] for alias, name in names.items()},
            lanes={alias: lanes[name] for alias, name in names.items()},
        )
        await run_trials(
            setup,
            [(forecast.key, forecast.case) for forecast in remaining.left],
            concurrency=self.asking.concurrency,
            store=keep,
            answered=self.answered[side],
        )
