"""Models that are plain functions, and the engine run over them."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace

from support.example_run import FORGE, POLICY

from delibctl.deliberate import Prompter
from delibctl.judge.patterns import observe
from delibctl.model import (
    Ask,
    Case,
    Category,
    Expected,
    Failure,
    FailureKind,
    Kind,
    Message,
    ModelSpec,
    Plan,
    Policy,
    Question,
    Reply,
    ReplyForm,
    Trial,
    TrialKey,
)
from delibctl.run.leaks import Leaks
from delibctl.run.live.engine import RunSetup, run_trials
from delibctl.run.trial import TrialRunner
from delibctl.run.trial_keys import planned_trials

TWO = replace(
    POLICY,
    categories=(
        *POLICY.categories,
        Category(id="copies", title="Copies", summary="Copies are made.", clauses=()),
    ),
)
GOOD = Reply(
    text='{"reasoning": "r", "citations": ["permits.forge"], "style": "refuse", '
    '"answer": "I must decline."}'
)
UNREADABLE = Reply(text='{"reasoning": "r", "citations": [], "style": "refuse", "answer": ""}')
DOWN = Failure(kind=FailureKind.SERVER, message="it broke")


def case(id: str, prompt: str = "", **changes: object) -> Case:
    made = Case(
        id=id,
        messages=(Message(role="user", content=prompt or f"May I ask about {id}?"),),
        categories=("permits",),
        kind=Kind.DIRECT,
        expected=Expected(style="hard-refusal", clauses=(FORGE,)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


CASES = tuple(case(f"case-{n}") for n in range(6))


def plan_of(*aliases: str, repeats: int = 1, form: ReplyForm = ReplyForm.AUTO) -> Plan:
    models = (ModelSpec(alias=a, name=f"openai/{a}", structured=form) for a in aliases or ("m",))
    return Plan(models=tuple(models), repeats=repeats)


def trial_runner(policy: Policy) -> TrialRunner:
    return TrialRunner(prompter=Prompter(policy), observe=observe, leaks=Leaks())


def setting(ask: Ask, plan: Plan, policy: Policy = TWO) -> RunSetup:
    models = {model.alias: ask for model in plan.models}
    return RunSetup(trial_runner=trial_runner(policy), plan=plan, models=models)


def trials_of(plan: Plan, cases: Iterable[Case]) -> list[tuple[TrialKey, Case]]:
    return list(planned_trials(plan, cases))


def into(trials: list[Trial]) -> Callable[[Case, Trial], None]:
    """Keep trials in a list."""
    return lambda _case, trial: trials.append(trial)


def probed(
    ask: Ask,
    cases: Iterable[Case] = CASES,
    *,
    plan: Plan | None = None,
    policy: Policy = TWO,
    concurrency: int = 3,
) -> list[Trial]:
    """All trials in the order in which they ended."""
    plan = plan or plan_of()
    kept: list[Trial] = []
    trials = trials_of(plan, cases)
    engine = run_trials(
        setting(ask, plan, policy), trials, concurrency=concurrency, store=into(kept)
    )
    asyncio.run(engine)
    return kept


def always(reply: Reply | Failure) -> Ask:
    async def ask(_: Question) -> Reply | Failure:
        return reply

    return ask


def by_key(trials: Iterable[Trial]) -> dict[TrialKey, Trial]:
    return {trial.key: trial for trial in trials}
