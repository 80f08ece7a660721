"""Looks of models that judge: each answer is put to each judge, a bounded number at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from delibctl.errors import DelibctlError
from delibctl.judge import PATTERNS, judging
from delibctl.model import (
    Ask,
    Case,
    Deliberated,
    Deliberation,
    Failure,
    FailureKind,
    Form,
    Judge,
    Policy,
    Run,
    TrialKey,
    Verdict,
)
from delibctl.run.doubts import advice
from delibctl.run.halt import Halted
from delibctl.run.together import together


@dataclass(frozen=True, kw_only=True)
class Look:
    """One judge is to look at one answer; `run` counts from 1."""

    key: TrialKey
    case: Case
    said: Deliberation
    judge: Judge
    run: int


def looks(run: Run, judges: Sequence[Judge], *, anew: bool = False) -> Iterator[Look]:
    """What has not been looked at yet. What the provider itself blocked is no answer of a model.

    A judge that is asked in another way than before looks at everything anew, and so does each
    with `anew`.
    """
    cases = {case.id: case for case in run.cases}
    same = {j.name for j in judges if not anew and any(j.asks_like(o) for o in run.judges)}
    for trial in run.trials:
        result = trial.result
        if not isinstance(result, Deliberated) or result.deliberation.form is Form.BLOCKED:
            continue
        there = {(v.judge, v.run) for v in trial.verdicts if v.readable and v.judge in same}
        for judge in judges:
            for number in range(1, judge.runs + 1):
                if judge.name != PATTERNS and (judge.name, number) not in there:
                    yield Look(
                        key=trial.key,
                        case=cases[trial.key.case],
                        said=result.deliberation,
                        judge=judge,
                        run=number,
                    )


async def judge_all(
    policy: Policy,
    pending: Iterable[Look],
    models: Mapping[str, Ask],
    *,
    concurrency: int,
    keep: Callable[[Look, Verdict], None],
    lost: Callable[[Look, Failure], None],
) -> None:
    """Ask the judges, and `keep` each verdict; a question without a reply is `lost`.

    Raises DelibctlError once a judge fails in a way in which it always would, and Halted where a
    limit was reached: what was being asked by then has ended and is kept.
    """
    waiting = iter(pending)
    replied: set[str] = set()
    halted: list[Halted] = []

    async def work() -> None:
        for look in waiting:
            if halted:
                return
            try:
                found = await _look(look, policy, models[look.judge.name])
            except Halted as limit:
                halted.append(limit)
                return
            if isinstance(found, Verdict):
                replied.add(look.judge.name)
                keep(look, found)
            elif found.kind.fatal or (_every(found) and look.judge.name not in replied):
                raise DelibctlError(
                    f"judge {look.judge.name}: {found.kind}: {found.message}",
                    next=f"{advice(found)}; the same command goes on where it stopped",
                )
            else:
                lost(look, found)

    await together(work() for _ in range(concurrency))
    if halted:
        raise halted[0]


def _every(failure: Failure) -> bool:
    """Whether a judge that has never replied may fail so each time."""
    return failure.kind.suspect or failure.kind is FailureKind.UNKNOWN_MODEL


async def _look(look: Look, policy: Policy, ask: Ask) -> Verdict | Failure:
    conversation = judging(look.judge, look.run, policy, look.case, look.said)
    question = next(conversation)
    while True:
        reply = await ask(question)
        if isinstance(reply, Failure):
            return reply
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            verdict: Verdict = end.value
            return verdict
