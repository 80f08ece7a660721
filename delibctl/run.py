"""The engine: asks each trial of a plan, a bounded number at once, and keeps each as it ends.

It knows neither who listens nor who answers: both are arguments.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.cases import unreachable
from delibctl.deliberate import deliberate, shown_messages
from delibctl.errors import DelibctlError
from delibctl.model import (
    Ask,
    Broken,
    Case,
    Deliberated,
    Deliberation,
    Exchange,
    Failure,
    Message,
    ModelSpec,
    NotAskable,
    Observation,
    Plan,
    Policy,
    Question,
    Trial,
    TrialKey,
)
from delibctl.text.similarity import contained, shingles

Observe = Callable[[Sequence[Message], str], Observation]

#: From this share of its three-word runs on, a prompt stands in what is shown; our own number.
_LEAKED = 0.8
#: A shorter prompt stands in many texts by chance.
_LEAK_WORDS = 5


class Stopped(DelibctlError):
    """A model failed in a way in which it would fail every time."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every trial of a run shares."""

    policy: Policy
    plan: Plan
    models: Mapping[str, Ask]
    observe: Observe


def trial_keys(plan: Plan, cases: Iterable[Case]) -> Iterator[TrialKey]:
    """Every trial of a plan; cases that show the same text stand together, for prompt caches."""
    ordered = sorted(cases, key=lambda case: sorted(set(case.categories)))
    for model in plan.models:
        for case in ordered:
            for repeat in range(1, plan.repeats + 1):
                yield TrialKey(case=case.id, model=model.alias, mode=plan.mode, repeat=repeat)


async def run(
    setting: Setting,
    trials: Iterable[tuple[TrialKey, Case]],
    *,
    concurrency: int,
    keep: Callable[[Trial], None],
) -> None:
    """Ask the trials, at most `concurrency` at once, and `keep` each as it ends.

    Raises Stopped once a model fails in a way in which it would always fail.
    """
    specs = {model.alias: model for model in setting.plan.models}
    leaks = _Leaks(setting.policy)
    pending = iter(trials)

    async def work() -> None:
        for key, case in pending:
            keep(await _trial(setting, specs[key.model], key, case, leaks))

    workers = [asyncio.create_task(work()) for _ in range(concurrency)]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def _trial(
    setting: Setting, model: ModelSpec, key: TrialKey, case: Case, leaks: "_Leaks"
) -> Trial:
    expected = case.expected
    hidden = unreachable(
        expected.clauses, expected.either, case.categories, setting.policy.category_of
    )
    if hidden:
        message = f"the prompt does not hold {', '.join(hidden)}"
        return Trial(key=key, result=NotAskable(message=message))
    exchanges: list[Exchange] = []
    conversation = deliberate(setting.policy, case, model.structured)
    messages = next(conversation)
    while True:
        question = Question(messages=messages, form=model.structured, repeat=key.repeat)
        reply = await setting.models[key.model](question)
        if isinstance(reply, Failure):
            if reply.kind.fatal:
                raise Stopped(
                    f"{model.alias}: {reply.kind}: {reply.message}",
                    next="mend it, then run the same command: it goes on where it stopped",
                )
            result: Deliberated | Broken = Broken(kind=str(reply.kind), message=reply.message)
            break
        exchanges.append(Exchange(messages=messages, reply=reply))
        try:
            messages = conversation.send(reply)
        except StopIteration as end:
            result = _result(setting, case, exchanges, end.value)
            break
    return Trial(key=key, result=result, exchanges=tuple(exchanges), leaked=leaks.leaked(case))


def _result(
    setting: Setting, case: Case, exchanges: Sequence[Exchange], said: Deliberation | None
) -> Deliberated | Broken:
    if said is not None:
        return Deliberated(
            deliberation=said, observation=setting.observe(case.messages, said.answer)
        )
    if not exchanges[-1].reply.text.strip():
        return Broken(kind="empty", message="the reply held no text")
    return Broken(kind="unparseable", message="the reply held no answer, asked twice")


class _Leaks:
    """Whether a case stands in what the model is shown besides the case itself."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._shown: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}

    def leaked(self, case: Case) -> bool:
        if len(case.prompt.split()) < _LEAK_WORDS:
            return False
        if case.categories not in self._shown:
            system = shown_messages(self._policy, case)[0].content
            self._shown[case.categories] = shingles(system)
        return contained(shingles(case.prompt), self._shown[case.categories]) >= _LEAKED
