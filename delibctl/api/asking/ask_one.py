"""One question to one model, outside of every run."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from delibctl.api.asking.model_pool import ModelPool
from delibctl.api.asking.remaining import kept_in, look, none_kept
from delibctl.cli.output import talk
from delibctl.cli.screens.progress_bar import Meter
from delibctl.deliberate import Prompter
from delibctl.edge import event_loop
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.baseline import lexical_model
from delibctl.edge.providers.library import check
from delibctl.edge.providers.retries import Retries
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.judge import observe
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
from delibctl.run import Leaks, TrialRunner
from delibctl.score import ScoredTrial, score_trial
from delibctl.text.escape import one_line
from delibctl.text.suggest import nearest

#: A case has to be called something.
_ID = "try"


@dataclass(frozen=True, kw_only=True)
class Showing:
    """How the policy is shown with a prompt that no case says anything of."""

    mode: Annotated[
        Mode | None,
        typer.Option(
            metavar="MODE",
            help="How the policy is shown: category, full, recall or none.",
            show_default="recall; category for the baseline",
        ),
    ] = None
    category: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Show the text of this category; may be repeated.",
            show_default="the baseline's guess",
        ),
    ] = None

    def chosen(self, model: ModelSpec) -> Mode:
        """A category is shown in mode `category` only; without one a real model looks itself."""
        if self.category and self.mode not in (None, Mode.CATEGORY):
            raise DelibctlError(
                f"--category is of mode category, and this is mode {self.mode}",
                next="leave one of the two out",
            )
        by_category = self.category or model.is_baseline
        return self.mode or (Mode.CATEGORY if by_category else Mode.RECALL)

    def categories(self, mode: Mode, policy: Policy, prompt: str) -> tuple[str, ...]:
        """What mode `category` shows: the named ones, else the baseline's guess."""
        if mode is not Mode.CATEGORY:
            return ()
        known = [category.id for category in policy.categories]
        for id in self.category or ():
            if id not in known:
                raise DelibctlError(f"no category {id!r}", next=nearest(id, known, "category"))
        if self.category:
            return tuple(dict.fromkeys(self.category))
        guess = guessed_category(policy, prompt)
        if guess is None:
            raise DelibctlError(
                "the baseline guesses no category: the prompt shares no word with a clause",
                next=f"--category ID ({nearest('', known, 'category')}), or --mode full",
            )
        return (guess,)


@dataclass(frozen=True, kw_only=True)
class OnePrompt:
    """A prompt, how the policy is shown with it, and who is asked."""

    policy: Policy
    prompt: str
    model: ModelSpec
    mode: Mode
    categories: tuple[str, ...] = ()

    def ask(
        self, state: StateFolder, retries: Retries, *, refresh: bool
    ) -> tuple[ScoredTrial, Failure | None]:
        """The trial as a row, and the failure that broke it; kept answers are used, and kept."""
        with closing(AnswerStore(state.answers)) as answers:
            plan = Plan(models=(self.model,), modes=(self.mode,))
            kept = none_kept if refresh else kept_in(answers)
            whole: list[ScoredTrial] = []
            outlook = look(
                self._trier,
                plan,
                [(self._key, self.case)],
                kept,
                lambda case, trial: whole.append(score_trial(case, trial, self.policy)),
            )
            if whole:
                return whole[0], None
            for model in outlook.to_pay():
                check(model, os.environ)
            asker = ModelPool(
                answers=answers,
                meter=Meter(),
                waiting=lambda failure: talk(f"waiting to try again ({failure.kind})"),
                retries=retries,
                concurrency=1,
                prices={},
                refresh=refresh,
            )
            with _waiting_for(self.model):
                trial, failure = event_loop.run(self._trial(plan, asker))
        return score_trial(self.case, trial, self.policy), failure

    @property
    def case(self) -> Case:
        """The prompt as a case of which nothing is expected."""
        return Case(
            id=_ID,
            messages=(Message(role="user", content=self.prompt),),
            categories=self.categories,
            kind=Kind.DIRECT,
            expected=Expected(style="comply"),
        )

    @property
    def _key(self) -> TrialKey:
        return TrialKey(case=_ID, model=self.model.alias, mode=self.mode)

    @property
    def _trier(self) -> TrialRunner:
        return TrialRunner(prompter=Prompter(self.policy), observe=observe, leaks=Leaks())

    async def _trial(self, plan: Plan, asker: ModelPool) -> tuple[Trial, Failure | None]:
        async with asker.models(plan) as models:
            return await self.put(models[self.model.alias])

    async def put(self, ask: Ask) -> tuple[Trial, Failure | None]:
        """The trial of whoever answers."""
        return await self._trier.run_trial(self.model, self._key, self.case, ask)


def guessed_category(policy: Policy, prompt: str) -> str | None:
    """The category of the clause that the baseline cites of the whole policy; None if none is."""
    spec = ModelSpec(alias=lexical_model.NAME, name=lexical_model.NAME)
    trying = OnePrompt(policy=policy, prompt=prompt, model=spec, mode=Mode.FULL)
    trial, _ = asyncio.run(trying.put(lexical_model.ask))
    cited = score_trial(trying.case, trial, policy).cited
    return policy.category_of.get(cited[0].clause or "") if cited else None


@contextmanager
def _waiting_for(model: ModelSpec) -> Iterator[None]:
    """On a terminal, say who is being asked."""
    if model.is_baseline or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False, markup=False).status(
        f"asking {one_line(model.alias, 60)}", spinner="line", spinner_style="dodger_blue1"
    ):
        yield
