"""One probe from plan to run file: what the engine needs, put together and taken apart again."""

import asyncio
import platform
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from delibctl import __version__
from delibctl.cli import probe_ending
from delibctl.cli.asking import Asker
from delibctl.cli.outlook import (
    Outlook,
    Pending,
    is_baseline,
    kept_in,
    look,
    none_kept,
    reasons,
)
from delibctl.cli.output import page, talk, write
from delibctl.cli.probe_options import Reuse, Spending
from delibctl.cli.progress import Meter, Progress
from delibctl.cli.spending import agreed, prices_of
from delibctl.deliberate import Prompter
from delibctl.diff import RunDiff, run_diff
from delibctl.edge import git
from delibctl.edge.answers import Answers
from delibctl.edge.files import exists
from delibctl.edge.provider import Retries
from delibctl.edge.runs import State
from delibctl.edge.saves import Overtaken
from delibctl.edge.store import RunFile, plan_key
from delibctl.edge.workers import Processes
from delibctl.errors import ExitCode, Interrupted
from delibctl.judge import observe
from delibctl.model import Broken, Case, Plan, Policy, Price, Run, RunInfo, Trial
from delibctl.run import Halted, Leaks, Purse, Setting, Trier, run, total, trial_keys

#: Runs what asks; whoever wants to stop that does it there.
Guard = Callable[[Coroutine[Any, Any, Halted | None]], Coroutine[Any, Any, Halted | None]]


async def _unguarded(work: Coroutine[Any, Any, Halted | None]) -> Halted | None:
    return await work


@dataclass(frozen=True, kw_only=True)
class Round:
    """How a probe ended. `fresh`: whether it made the run file; `missing` trials were not asked."""

    diff: RunDiff
    path: Path
    fresh: bool
    halted: Halted | None
    missing: int


@dataclass(frozen=True, kw_only=True)
class Probing:
    """A plan with the policy and the cases it is about, and how to go through it."""

    policy: Policy
    folder: Path
    cases: tuple[Case, ...]
    unselected: tuple[str, ...]
    filters: str
    plan: Plan
    state: State
    concurrency: int
    workers: int
    max_broken: float
    allow_no_verdict: bool
    retries: Retries
    reuse: Reuse
    spending: Spending
    confirm_above: float
    #: Where the money for the questions comes from, under a limit; several probes may share it.
    purse: Purse | None = None
    meter: Meter = field(default_factory=Meter)
    #: What may stop the asking: it runs the coroutine that it is given.
    guard: Guard = _unguarded

    def run(self, path: Path | None, diff: str) -> ExitCode:
        """Ask what has no answer yet; the run file holds every trial that ended.

        `diff` is the command that shows it.
        """
        with closing(Answers(self.state.answers)) as answers:
            if self.reuse.why or self.reuse.estimate:
                self._show_outlook(answers, path)
                return ExitCode.CLEAN
            ended = self._probe(answers, path)
        return self.conclude(ended, diff)

    def round(self) -> Round:
        """Ask what has no answer yet, in a run file of the state folder."""
        with closing(Answers(self.state.answers)) as answers:
            return self._probe(answers, None)

    def conclude(self, ended: Round, diff: str, changes: str = "") -> ExitCode:
        """Show the figures, then `changes`; the exit code, or NoVerdict.

        `diff` is the command that shows more.
        """
        probe_ending.show(ended.diff)
        write(changes)
        talk(f"run: {shown(ended.path)}")
        return probe_ending.verdict(
            ended.diff,
            self.max_broken,
            ended.halted,
            ended.missing,
            diff,
            allow_no_verdict=self.allow_no_verdict,
        )

    def _show_outlook(self, answers: Answers, path: Path | None) -> None:
        """What would be asked; nothing is sent, and no run is made."""
        from delibctl.report import outlook as report

        target = path or self.state.unfinished(self._key())
        done = set()
        if target is not None and exists(target):
            file = RunFile.open(target)
            done = file.done()
            file.close()
        pending = [(key, case) for key, case in self._trials() if key not in done]
        trier, refresh = self._trier(), self.reuse.refresh
        if self.reuse.why:
            found = reasons(trier, self.plan, pending, answers, self.state, refresh=refresh)
            write(report.reasons(found, page("text")))
        if self.reuse.estimate:
            outlook = look(trier, self.plan, pending, none_kept if refresh else kept_in(answers))
            estimates = outlook.estimates(prices_of(outlook.to_pay()))
            write(report.estimates(estimates, total(estimates), page("text")))

    def _probe(self, answers: Answers, path: Path | None) -> Round:
        users = path is not None and exists(path)
        file = self._file(path)
        worthless = True
        try:
            progress = Progress(len(self._trials()), len(file.done()), self.meter)
            outlook = self._look(file, answers, progress)
            with self._processes(outlook) as processes:
                prices = agreed(outlook, self.spending, self.confirm_above)
                worthless = False
                asker = self._asker(answers, progress, prices, processes)
                halted = self._ask(file, outlook, asker, progress)
            missing = len(self._trials()) - len(file.done())
            if not missing:
                file.finish()
            found = run_diff(self._run_of(file.info()), trials=file.trials(texts=False))
            return Round(
                diff=found, path=file.path, fresh=file.fresh, halted=halted, missing=missing
            )
        except Overtaken:
            # Its answers are kept, and no other round is of this plan.
            worthless = True
            raise
        finally:
            nothing = file.fresh and (worthless or not file.done())
            file.close()
            if nothing and not users:
                file.path.unlink(missing_ok=True)

    def _key(self) -> str:
        return plan_key(self.policy, self.cases, self.plan)

    def _trials(self) -> Pending:
        by_id = {case.id: case for case in self.cases}
        return [(key, by_id[key.case]) for key in trial_keys(self.plan, self.cases)]

    def _trier(self) -> Trier:
        return Trier(prompter=Prompter(self.policy), observe=observe, leaks=Leaks())

    def _file(self, path: Path | None) -> RunFile:
        started = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        target = (
            path
            or self.state.unfinished(self._key())
            or self.state.new_run(started, self.policy.id)
        )
        info = RunInfo(
            started=started,
            delibctl=__version__,
            python=platform.python_version(),
            litellm=version("litellm"),
            commit=git.head(self.folder),
        )
        return RunFile.create(target, self._run_of(info))

    def _run_of(self, info: RunInfo) -> Run:
        """The run without its trials."""
        return Run(
            info=info,
            policy=self.policy,
            cases=self.cases,
            plan=self.plan,
            unselected=self.unselected,
            filters=self.filters,
        )

    def _look(self, file: RunFile, answers: Answers, progress: Progress) -> Outlook:
        """Keep the trials that have their answers already; what is left has to be asked."""
        done = file.done()
        pending = [(key, case) for key, case in self._trials() if key not in done]
        if done:
            total = len(done) + len(pending)
            talk(f"going on with {shown(file.path)}: {len(done)} of {total} trials are there")

        def keep(trial: Trial) -> None:
            file.keep(trial)
            progress.skip(broken=isinstance(trial.result, Broken))

        kept = none_kept if self.reuse.refresh else kept_in(answers)
        outlook = look(self._trier(), self.plan, pending, kept, keep)
        if outlook.tally.answers:
            talk(f"{outlook.tally.answers} answers were kept from before and not asked again")
        if self.reuse.replay:
            free = {model.alias for model in self.plan.models if is_baseline(model)}
            outlook.left = [found for found in outlook.left if found.key.model in free]
        return outlook

    def _processes(self, outlook: Outlook) -> AbstractContextManager[Processes | None]:
        """Workers load LiteLLM while this process does; none where nobody is asked."""
        wanted = self.workers > 1 and outlook.to_pay()
        return Processes(self.workers) if wanted else nullcontext()

    def _asker(
        self,
        answers: Answers,
        progress: Progress,
        prices: dict[str, Price | None],
        processes: Processes | None,
    ) -> Asker:
        seconds = self.spending.seconds
        return Asker(
            answers=answers,
            meter=progress.meter,
            waiting=progress.waiting,
            retries=self.retries,
            concurrency=self.concurrency,
            processes=processes,
            purse=self.purse,
            prices=prices,
            deadline=None if seconds is None else time.monotonic() + seconds,
            max_time=self.spending.max_time or "",
            refresh=self.reuse.refresh,
        )

    def _ask(
        self, file: RunFile, outlook: Outlook, asker: Asker, progress: Progress
    ) -> Halted | None:
        """Ask what is left; a limit that was reached is returned, and stops nothing else."""
        try:
            with progress:
                halted = asyncio.run(self.guard(self._run(file, outlook, asker, progress)))
        except KeyboardInterrupt:
            kept = len(file.done())
            where = f" in {shown(file.path)}" if kept else ""
            raise Interrupted(
                f"interrupted: {kept} of {len(self._trials())} trials are kept{where}",
                next="the same command goes on where it stopped",
            ) from None
        talk(progress.meter.total())
        return halted

    async def _run(
        self, file: RunFile, outlook: Outlook, asker: Asker, progress: Progress
    ) -> Halted | None:
        def keep(trial: Trial) -> None:
            file.keep(trial)
            progress.advance(broken=isinstance(trial.result, Broken))

        async with asker.models(self.plan) as models:
            setting = Setting(
                trier=self._trier(),
                plan=self.plan,
                models=models,
                lanes=asker.lanes(self.plan),
            )
            try:
                await run(
                    setting,
                    [(found.key, found.case) for found in outlook.left],
                    concurrency=self.concurrency,
                    keep=keep,
                    answered=file.answered(),
                )
            except Halted as limit:
                return limit
        return None


def shown(path: Path) -> Path:
    """A path as short as the working folder allows."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
