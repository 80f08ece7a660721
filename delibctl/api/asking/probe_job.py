"""A probe as its options have it: what is asked, of whom, and how."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from delibctl.api.asking.remaining import Pending
from delibctl.cli.options.probe import Reuse, Spending
from delibctl.cli.screens.progress_bar import Meter
from delibctl.deliberate import Prompter
from delibctl.edge.providers.retries import Retries
from delibctl.edge.run_file.plan_key import plan_key
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.judge import observe
from delibctl.model import Case, Judge, Plan, Policy, Run, RunInfo
from delibctl.run import Budget, Leaks, LimitReached, TrialRunner, planned_trials

#: Runs what asks; whoever wants to stop that does it there.
Guard = Callable[
    [Coroutine[Any, Any, LimitReached | None]], Coroutine[Any, Any, LimitReached | None]
]


async def _unguarded(work: Coroutine[Any, Any, LimitReached | None]) -> LimitReached | None:
    return await work


@dataclass(frozen=True, kw_only=True)
class ProbeJob:
    """A plan with the policy and the cases it is about, and how to go through it."""

    policy: Policy
    folder: Path
    cases: tuple[Case, ...]
    unselected: tuple[str, ...]
    filters: str
    plan: Plan
    state: StateFolder
    concurrency: int
    workers: int
    max_broken: float
    allow_no_verdict: bool
    retries: Retries
    reuse: Reuse
    spending: Spending
    confirm_above: float
    #: Models that judge once all trials have ended; the judge `patterns` always looks.
    judges: tuple[Judge, ...] = ()
    #: Where the money for the questions comes from, under a limit; several probes may share it.
    budget: Budget | None = None
    meter: Meter = field(default_factory=Meter)
    #: What may stop the asking: it runs the coroutine that it is given.
    guard: Guard = _unguarded

    @cached_property
    def key(self) -> str:
        """What a run of it is a run of."""
        return plan_key(self.policy, self.cases, self.plan)

    @cached_property
    def trials(self) -> Pending:
        """Every trial, in the order in which they are asked."""
        return list(planned_trials(self.plan, self.cases))

    @cached_property
    def trial_runner(self) -> TrialRunner:
        """Makes the trials."""
        return TrialRunner(prompter=Prompter(self.policy), observe=observe, leaks=Leaks())

    def run(self, info: RunInfo) -> Run:
        """The run without its trials."""
        return Run(
            info=info,
            policy=self.policy,
            cases=self.cases,
            plan=self.plan,
            unselected=self.unselected,
            filters=self.filters,
        )
