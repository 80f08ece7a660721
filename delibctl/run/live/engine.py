"""The engine: asks each trial of a plan, a bounded number at once, and keeps each as it ends.

It knows neither who listens nor who answers: both are arguments.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from delibctl.model import Ask, Case, Plan, Trial, TrialKey
from delibctl.run.circuit_breaker import CircuitBreaker
from delibctl.run.limits_reached import LimitReached
from delibctl.run.live.task_group import together
from delibctl.run.trial import TrialRunner


@dataclass(frozen=True, kw_only=True)
class RunSetup:
    """What every trial of a run shares.

    `lanes` names the provider of each model: models of one provider share its concurrency, and
    providers do not wait for each other. A model without a lane has one of its own.
    """

    trial_runner: TrialRunner
    plan: Plan
    models: Mapping[str, Ask]
    lanes: Mapping[str, str] = field(default_factory=dict)


async def run(
    setting: RunSetup,
    trials: Iterable[tuple[TrialKey, Case]],
    *,
    concurrency: int,
    keep: Callable[[Case, Trial], None],
    answered: Iterable[str] = (),
) -> None:
    """Ask the trials, at most `concurrency` at once of each lane, and `keep` each as it ends.

    `answered` names the models that have answered before. Raises Stopped once a model fails in a
    way in which it would always fail, and Halted where a limit of money or time was reached: what
    was being asked by then has ended and is kept.
    """
    specs = {model.alias: model for model in setting.plan.models}
    doubts = CircuitBreaker(set(answered), keep)
    halted: list[LimitReached] = []

    async def work(pending: Iterator[tuple[TrialKey, Case]]) -> None:
        for key, case in pending:
            if halted:
                return
            try:
                trial, failure = await setting.trial_runner.trial(
                    specs[key.model], key, case, setting.models[key.model]
                )
            except LimitReached as limit:
                halted.append(limit)
                return
            if failure is not None and case.sensitive:
                failure = replace(failure, message="(not shown: the case is sensitive)")
            doubts.settle(case, trial, failure)

    lanes = _lanes(setting, trials)
    await together(work(pending) for pending in lanes for _ in range(concurrency))
    doubts.end()
    if halted:
        raise halted[0]


def _lanes(
    setting: RunSetup, trials: Iterable[tuple[TrialKey, Case]]
) -> list[Iterator[tuple[TrialKey, Case]]]:
    """The trials of each lane, in their order."""
    lanes: dict[str, list[tuple[TrialKey, Case]]] = defaultdict(list)
    for key, case in trials:
        lanes[setting.lanes.get(key.model, key.model)].append((key, case))
    return [iter(lane) for lane in lanes.values()]
