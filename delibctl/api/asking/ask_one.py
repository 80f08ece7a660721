"""One prompt to one model, outside of every run."""

from collections.abc import Coroutine, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from delibctl.api.asking.model_clients import Asks, ModelClients, ask_models
from delibctl.api.asking.options import (
    AskOptions,
    Guard,
    Reuse,
    Spending,
    Throughput,
    unguarded,
)
from delibctl.api.asking.remaining import (
    Pending,
    Remaining,
    cached_in,
    nothing_cached,
    replay_cached,
)
from delibctl.api.listener import Listener, Task, Work
from delibctl.api.workspace import Workspace
from delibctl.deliberate import Prompter
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.providers.access.check_model import check_model
from delibctl.errors import DelibctlError
from delibctl.judge.patterns import observe
from delibctl.model import (
    Ask,
    Case,
    Expected,
    Failure,
    Kind,
    Message,
    Mode,
    ModelSpec,
    Plan,
    Policy,
    Trial,
    TrialKey,
)
from delibctl.run.leaks import Leaks
from delibctl.run.meter import Meter
from delibctl.run.trial import TrialRunner
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import score_trial
from delibctl.text.suggest import nearest

T = TypeVar("T")

#: A case needs an id.
_ID = "try"


@dataclass(frozen=True, kw_only=True)
class Showing:
    """The mode in which the policy is shown, and the categories for mode `category`.

    The default mode is `recall`; `category` for the baseline, or if a category is named.
    """

    mode: Mode | None = None
    category: Sequence[str] = ()

    def mode_for(self, model: ModelSpec) -> Mode:
        """Return the mode. Raises DelibctlError if a category is named for another mode."""
        if self.category and self.mode not in (None, Mode.CATEGORY):
            raise DelibctlError(
                f"a category applies only to mode category, not to mode {self.mode}",
                next="leave out the category or the mode",
            )
        by_category = self.category or model.is_baseline
        return self.mode or (Mode.CATEGORY if by_category else Mode.RECALL)

    def categories(self, mode: Mode, policy: Policy, prompt: str) -> tuple[str, ...]:
        """Return what mode `category` shows: the named categories, else the baseline's guess.

        Raises DelibctlError if the policy has no such category, or the baseline has no guess.
        """
        if mode is not Mode.CATEGORY:
            return ()
        ids = [category.id for category in policy.categories]
        for id in self.category:
            if id not in ids:
                raise DelibctlError(f"unknown category {id!r}", next=nearest(id, ids, "category"))
        if self.category:
            return tuple(dict.fromkeys(self.category))
        guess = guessed_category(policy, prompt)
        if guess is None:
            suggestion = nearest("", ids, "category")
            raise DelibctlError(
                "the baseline cannot guess a category: the prompt shares no word with a clause",
                next=f"name a category ({suggestion}), or choose mode full",
                usage=f"add --category ID ({suggestion}), or --mode full",
            )
        return (guess,)


@dataclass(frozen=True, kw_only=True)
class OnePrompt:
    """A prompt, the mode and categories of the policy, and the model to ask.

    `template` is the version of the words around the policy.
    """

    policy: Policy
    prompt: str
    model: ModelSpec
    mode: Mode
    categories: tuple[str, ...] = ()
    template: int = 1

    @property
    def case(self) -> Case:
        """The prompt as a case without an expectation."""
        return Case(
            id=_ID,
            messages=(Message(role="user", content=self.prompt),),
            categories=self.categories,
            kind=Kind.DIRECT,
            expected=Expected(style="comply"),
        )

    @property
    def plan(self) -> Plan:
        """The plan with the one trial."""
        return Plan(models=(self.model,), modes=(self.mode,), template=self.template)

    @property
    def key(self) -> TrialKey:
        """The key of the one trial."""
        return TrialKey(case=_ID, model=self.model.alias, mode=self.mode)

    @property
    def trial_runner(self) -> TrialRunner:
        """The runner of the one trial."""
        prompter = Prompter(self.policy, self.template)
        return TrialRunner(prompter=prompter, observe=observe, leaks=Leaks())

    async def put(self, ask: Ask) -> tuple[Trial, Failure | None]:
        """Return the trial of the model behind `ask`, and the failure that broke it."""
        return await self.trial_runner.run_trial(self.model, self.key, self.case, ask)


def ask_one(
    workspace: Workspace,
    one: OnePrompt,
    listener: Listener,
    *,
    refresh: bool = False,
    guard: Guard = unguarded,
) -> tuple[ScoredTrial, Failure | None]:
    """Return the scored trial, and the failure that broke it; answers are cached and reused.

    Raises DelibctlError if the model cannot be asked, and KeyboardInterrupt.
    """
    with closing(AnswerStore(workspace.state.answers)) as answers:
        remaining, ended = _replayed(workspace, one, answers, refresh=refresh)
        if ended is not None:
            return ended, None
        options = replace(
            AskOptions.of(workspace, Spending(), Throughput(concurrency=1), Reuse(refresh=refresh)),
            guard=guard,
        )
        for model in remaining.to_pay():
            check_model(model, workspace.environment)
        meter = Meter()
        pool = ModelClients(
            workspace=workspace,
            answers=answers,
            meter=meter,
            waiting=listener.waiting,
            options=options,
            prices={},
        )
        ended_trials: list[tuple[Trial, Failure | None]] = []

        async def work(asks: Asks) -> None:
            ended_trials.append(await one.put(asks[one.model.alias]))

        ask_models(
            pool, listener, Task(work=Work.ASKING, total=1, done=0, meter=meter), one.plan, work
        )
    trial, failure = ended_trials[0]
    return score_trial(one.case, trial, one.policy), failure


def _replayed(
    workspace: Workspace, one: OnePrompt, answers: AnswerStore, *, refresh: bool
) -> tuple[Remaining, ScoredTrial | None]:
    """Return the remaining questions, and the scored trial if every answer is cached."""
    scored: list[ScoredTrial] = []
    pending: Pending = [(one.key, one.case)]
    cached = nothing_cached if refresh else cached_in(answers, workspace.environment)
    remaining = replay_cached(
        one.trial_runner,
        one.plan,
        pending,
        cached,
        lambda case, trial: scored.append(score_trial(case, trial, one.policy)),
    )
    return remaining, scored[0] if scored else None


def guessed_category(policy: Policy, prompt: str) -> str | None:
    """Return the category of the clause that the baseline cites of the whole policy, if any."""
    from delibctl.edge.baseline import lexical_model

    model = ModelSpec(alias=lexical_model.NAME, name=lexical_model.NAME)
    one_prompt = OnePrompt(policy=policy, prompt=prompt, model=model, mode=Mode.FULL)
    trial, _ = _completed(one_prompt.put(lexical_model.ask))
    cited = score_trial(one_prompt.case, trial, policy).cited
    return policy.category_of.get(cited[0].clause or "") if cited else None


def _completed(work: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine that never waits, without an event loop."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise RuntimeError("the baseline waits for nothing")
