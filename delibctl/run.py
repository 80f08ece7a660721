"""The engine: asks each trial of a plan, a bounded number at once, and keeps each as it ends.

It knows neither who listens nor who answers: both are arguments.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    FailureKind,
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
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

Observe = Callable[[Sequence[Message], str], Observation]

#: From this share of its three-word runs on, a prompt stands in what is shown; our own number.
_LEAKED = 0.8
#: A shorter prompt shares its words, or stands whole, in many texts by chance.
_LEAK_WORDS = 5
_LEAK_LENGTH = 12

#: So many failures that may be every question's, and no answer: they are.
_HELD = 3
_ADVICE = {
    FailureKind.AUTH: "check the key; `api_key_env` of the model names its variable",
    FailureKind.FORBIDDEN: "check what the key may do, and the model's `api_base`",
    FailureKind.QUOTA: "top up the account, or wait",
    FailureKind.UNKNOWN_MODEL: "check the model's name and its `api_base`",
    FailureKind.CONNECTION: "check that a server runs at the model's `api_base`",
    FailureKind.UNSUPPORTED: "remove the parameter",
}


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
    proven: Iterable[str] = (),
) -> None:
    """Ask the trials, at most `concurrency` at once, and `keep` each as it ends.

    `proven` names the models that have answered before. Raises Stopped once a model fails in a
    way in which it would always fail.
    """
    specs = {model.alias: model for model in setting.plan.models}
    leaks = _Leaks(setting.policy)
    pending = iter(trials)
    doubts = _Doubts(set(proven), keep)

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


class _Doubts:
    """Holds a trial back while its failure may be that of every question of its model.

    A firewall turns down one prompt as it turns down a wrong address. Once the model has answered
    anything, the failure was the prompt's.
    """

    def __init__(self, proven: set[str], keep: Callable[[Trial], None]) -> None:
        self._proven = proven
        self._keep = keep
        self._held: dict[str, list[tuple[Trial, Failure]]] = {}

    def settle(self, trial: Trial, failure: Failure | None) -> None:
        """Keep a trial, or hold it back; raises Stopped where there is no doubt left."""
        model = trial.key.model
        if failure is not None and failure.kind.fatal:
            raise _stopped(model, failure)
        if trial.exchanges:
            self._proven.add(model)
            for earlier, _ in self._held.pop(model, []):
                self._keep(earlier)
        if failure is None or not failure.kind.suspect or model in self._proven:
            self._keep(trial)
            return
        held = self._held.setdefault(model, [])
        held.append((trial, failure))
        if len(held) >= _HELD:
            raise _stopped(model, failure)

    def end(self) -> None:
        """Raises Stopped for a model that never answered."""
        for model, held in self._held.items():
            raise _stopped(model, held[0][1])


def _stopped(model: str, failure: Failure) -> Stopped:
    return Stopped(
        f"{model}: {failure.kind}: {failure.message}",
        next=f"{_ADVICE.get(failure.kind, 'mend it')}; the same command goes on where it stopped",
    )


async def _trial(
    setting: Setting, model: ModelSpec, key: TrialKey, case: Case, leaks: "_Leaks"
) -> tuple[Trial, Failure | None]:
    """A trial, and the failure that broke it if one did."""
    expected = case.expected
    hidden = unreachable(
        expected.clauses, expected.either, case.categories, setting.policy.category_of
    )
    if hidden:
        message = f"the prompt does not hold {', '.join(hidden)}"
        return Trial(key=key, result=NotAskable(message=message)), None
    exchanges: list[Exchange] = []
    failure: Failure | None = None
    conversation = deliberate(setting.policy, case.shown, model.structured)
    messages = next(conversation)
    while True:
        question = Question(messages=messages, form=model.structured, repeat=key.repeat)
        reply = await setting.models[key.model](question)
        if isinstance(reply, Failure):
            failure = reply
            result: Deliberated | Broken = Broken(kind=str(reply.kind), message=reply.message)
            break
        exchanges.append(Exchange(messages=messages, reply=reply))
        try:
            messages = conversation.send(reply)
        except StopIteration as end:
            result = _result(setting, case, exchanges, end.value)
            break
    leaked = leaks.leaked(case)
    return Trial(key=key, result=result, exchanges=tuple(exchanges), leaked=leaked), failure


def first_question(policy: Policy, model: ModelSpec, key: TrialKey, case: Case) -> Question:
    """What a trial begins with, for those who want to know whether it has been answered."""
    messages = shown_messages(policy, case.shown, model.structured)
    return Question(messages=messages, form=model.structured, repeat=key.repeat)


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


class _Leaks:
    """Whether a case stands in what the model is shown besides the case itself."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._shown: dict[tuple[str, ...], tuple[frozenset[tuple[str, ...]], str]] = {}

    def leaked(self, case: Case) -> bool:
        if case.categories not in self._shown:
            system = shown_messages(self._policy, case.shown)[0].content
            self._shown[case.categories] = shingles(system), normalise(system)
        runs, whole = self._shown[case.categories]
        prompt = normalise(case.prompt)
        if len(prompt) >= _LEAK_LENGTH and prompt in whole:
            return True
        enough = len(prompt.split()) >= _LEAK_WORDS
        return enough and contained(shingles(case.prompt), runs) >= _LEAKED
