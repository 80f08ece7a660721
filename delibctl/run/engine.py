"""The engine: asks each trial of a plan, a bounded number at once, and keeps each as it ends.

It knows neither who listens nor who answers: both are arguments.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

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
    Plan,
    Policy,
    Trial,
    TrialKey,
)
from delibctl.run.doubts import Doubts
from delibctl.run.leaks import Leaks

Observe = Callable[[Sequence[Message], str], Observation]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every trial of a run shares."""

    prompter: Prompter
    plan: Plan
    models: Mapping[str, Ask]
    observe: Observe

    @property
    def policy(self) -> Policy:
        """What the cases are asked under."""
        return self.prompter.policy


def trial_keys(plan: Plan, cases: Iterable[Case]) -> Iterator[TrialKey]:
    """Every trial of a plan; cases that show the same text stand together, for prompt caches."""
    ordered = sorted(cases, key=lambda case: sorted(set(case.categories)))
    for model, mode in product(plan.models, plan.modes):
        for case in ordered:
            for repeat in range(1, plan.repeats + 1):
                yield TrialKey(case=case.id, model=model.alias, mode=mode, repeat=repeat)


async def run(
    setting: Setting,
    trials: Iterable[tuple[TrialKey, Case]],
    *,
    concurrency: int,
    keep: Callable[[Trial], None],
    answered: Iterable[str] = (),
) -> None:
    """Ask the trials, at most `concurrency` at once, and `keep` each as it ends.

    `answered` names the models that have answered before. Raises Stopped once a model fails in a
    way in which it would always fail.
    """
    specs = {model.alias: model for model in setting.plan.models}
    leaks = Leaks()
    pending = iter(trials)
    doubts = Doubts(set(answered), keep)

    async def work() -> None:
        for key, case in pending:
            trial, failure = await _trial(setting, specs[key.model], key, case, leaks)
            if failure is not None and case.sensitive:
                failure = replace(failure, message="(not shown: the case is sensitive)")
            doubts.settle(trial, failure)

    workers = [asyncio.create_task(work()) for _ in range(concurrency)]
    try:
        await asyncio.gather(*workers)
        doubts.end()
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _trial(
    setting: Setting, model: ModelSpec, key: TrialKey, case: Case, leaks: Leaks
) -> tuple[Trial, Failure | None]:
    """A trial, and the failure that broke it if one did."""
    hidden = _hidden(setting.policy, key.mode, case)
    if hidden:
        message = f"the prompt does not hold {', '.join(hidden)}"
        return Trial(key=key, result=NotAskable(message=message)), None
    exchanges: list[Exchange] = []
    failure: Failure | None = None
    conversation = setting.prompter.deliberate(case.shown, key.mode, model.structured, key.repeat)
    question = next(conversation)
    while True:
        reply = await setting.models[key.model](question)
        if isinstance(reply, Failure):
            failure = reply
            result: Deliberated | Broken = Broken(kind=str(reply.kind), message=reply.message)
            break
        exchanges.append(Exchange(messages=question.messages, reply=reply))
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            result = _result(setting, case, exchanges, end.value)
            break
    leaked = bool(exchanges) and leaks.leaked(
        case, setting.prompter.policy_texts(key.mode, case.shown, exchanges[-1])
    )
    return Trial(key=key, result=result, exchanges=tuple(exchanges), leaked=leaked), failure


def _hidden(policy: Policy, mode: Mode, case: Case) -> list[str]:
    """The expected clauses that a model cannot be shown in that mode."""
    if mode is not Mode.CATEGORY:
        return []
    expected = case.expected
    return unreachable(expected.clauses, expected.either, case.categories, policy.category_of)


def _result(
    setting: Setting, case: Case, exchanges: Sequence[Exchange], said: Deliberation | None
) -> Deliberated | Broken:
    if said is not None:
        return Deliberated(
            deliberation=said, observation=setting.observe(case.messages, said.answer)
        )
    last = exchanges[-1].reply
    cut = "; it was cut off, so raise max_tokens" if last.finish == "length" else ""
    if not last.text.strip():
        return Broken(kind="empty", message=f"the reply held no text{cut}")
    return Broken(kind="unparseable", message=f"the reply held no answer, asked twice{cut}")
