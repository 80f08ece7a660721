"""The engine: asks the trials of a plan, a bounded number at once, and stores each as it ends.

It knows neither who stores trials nor who answers: both are arguments.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from delibctl.errors import NotStored
from delibctl.model import Ask, Case, Plan, Trial, TrialKey
from delibctl.run.circuit_breaker import CircuitBreaker
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.task_group import run_concurrently
from delibctl.run.trial import TrialRunner


@dataclass(frozen=True, kw_only=True)
class RunSetup:
    """The parts that every trial of a run shares.

    `lanes` names the provider of each model: models of one provider share its concurrency, and
    providers do not wait for each other. A model without a lane has one of its own.
    """

    trial_runner: TrialRunner
    plan: Plan
    models: Mapping[str, Ask]
    lanes: Mapping[str, str] = field(default_factory=dict)


async def run_trials(
    setup: RunSetup,
    trials: Iterable[tuple[TrialKey, Case]],
    *,
    concurrency: int,
    store: Callable[[Case, Trial], None],
    answered: Iterable[str] = (),
) -> None:
    """Ask the trials, at most `concurrency` at once in each lane, and `store` each as it ends.

    `answered` names the models that have answered before. Raises ModelFailed once a model fails in
    a way in which it would always fail, and LimitReached at a limit of money or time, or NotStored
    at a full disk, after the questions in flight have ended.
    """
    specs = {model.alias: model for model in setup.plan.models}
    breaker = CircuitBreaker(set(answered), store)
    ends: list[LimitReached | NotStored] = []

    async def work(pending: Iterator[tuple[TrialKey, Case]]) -> None:
        for key, case in pending:
            if ends:
                return
            try:
                trial, failure = await setup.trial_runner.run_trial(
                    specs[key.model], key, case, setup.models[key.model]
                )
                if failure is not None and case.sensitive:
                    failure = replace(failure, message="(not shown: the case is sensitive)")
                breaker.settle(case, trial, failure)
            except (LimitReached, NotStored) as end:
                ends.append(end)
                return

    lanes = _lanes(setup, trials)
    await run_concurrently(work(pending) for pending in lanes for _ in range(concurrency))
    breaker.end()
    if ends:
        raise next((end for end in ends if isinstance(end, NotStored)), ends[0])


def _lanes(
    setup: RunSetup, trials: Iterable[tuple[TrialKey, Case]]
) -> list[Iterator[tuple[TrialKey, Case]]]:
    """Return the trials of each lane, in their order."""
    lanes: dict[str, list[tuple[TrialKey, Case]]] = defaultdict(list)
    for key, case in trials:
        lanes[setup.lanes.get(key.model, key.model)].append((key, case))
    return [iter(lane) for lane in lanes.values()]
