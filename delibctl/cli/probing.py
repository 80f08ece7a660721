"""One probe from plan to run file: what the engine needs, put together and taken apart again."""

import asyncio
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from delibctl import __version__
from delibctl.cli.asking import Asker
from delibctl.cli.outlook import Outlook, Pending, check_all, confirm, on_terminal, prices_of
from delibctl.cli.output import page, talk, write
from delibctl.cli.probe_options import Reuse, Spending
from delibctl.cli.progress import Meter, Progress
from delibctl.deliberate import Prompter
from delibctl.diff import RunDiff, run_diff
from delibctl.edge import git
from delibctl.edge.answers import Answers
from delibctl.edge.files import exists
from delibctl.edge.provider import Retries
from delibctl.edge.runs import State
from delibctl.edge.store import RunFile, plan_key
from delibctl.errors import DelibctlError, ExitCode, Interrupted, NoVerdict
from delibctl.judge import observe
from delibctl.model import Broken, Case, Plan, Policy, Price, Run, RunInfo, Trial
from delibctl.run import Halted, Purse, Setting, run, total, trial_keys
from delibctl.text.count import counted


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

    def run(self, path: Path | None, diff: str) -> ExitCode:
        """Ask what has no answer yet; the run file holds every trial that ended.

        `diff` is the command that shows it.
        """
        answers = Answers(self.state.answers)
        try:
            if self.reuse.why or self.reuse.estimate:
                self._show_outlook(answers, path)
                return ExitCode.CLEAN
            return self._probe(answers, path, diff)
        finally:
            answers.close()

    def _show_outlook(self, answers: Answers, path: Path | None) -> None:
        """What would be asked; nothing is sent, and no run is made."""
        from delibctl.report import outlook as report

        target = path or self.state.unfinished(self._key())
        done = set()
        if target is not None and exists(target):
            file = RunFile.open(target)
            done = file.done()
            file.close()
        outlook = self._outlook(answers, [pair for pair in self._trials() if pair[0] not in done])
        if self.reuse.why:
            reasons = [(found.key, why) for found, why in outlook.reasons(self.state)]
            write(report.reasons(reasons, page("text")))
        if self.reuse.estimate:
            estimates = outlook.estimates(prices_of(outlook.to_ask()))
            write(report.estimates(estimates, total(estimates), page("text")))

    def _probe(self, answers: Answers, path: Path | None, diff: str) -> ExitCode:
        users = path is not None and exists(path)
        file = self._file(path)
        try:
            halted = self._ask_all(file, answers)
            missing = len(self._trials()) - len(file.done())
            if not missing:
                file.finish()
            return self._summary(file, diff, halted, missing)
        finally:
            empty = file.fresh and not file.done()
            file.close()
            if empty and not users:
                file.path.unlink(missing_ok=True)

    def _key(self) -> str:
        return plan_key(self.policy, self.cases, self.plan)

    def _trials(self) -> Pending:
        by_id = {case.id: case for case in self.cases}
        return [(key, by_id[key.case]) for key in trial_keys(self.plan, self.cases)]

    def _outlook(self, answers: Answers, pending: Pending) -> Outlook:
        return Outlook(
            policy=self.policy,
            plan=self.plan,
            pending=pending,
            answers=answers,
            refresh=self.reuse.refresh,
        )

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
        run = Run(
            info=info,
            policy=self.policy,
            cases=self.cases,
            plan=self.plan,
            unselected=self.unselected,
            filters=self.filters,
        )
        return RunFile.create(target, run)

    def _ask_all(self, file: RunFile, answers: Answers) -> Halted | None:
        """Ask what is left; a limit that was reached is returned, and stops nothing else."""
        trials = self._trials()
        done = file.done()
        pending = [(key, case) for key, case in trials if key not in done]
        prices = {} if self.reuse.replay else self._checked(self._outlook(answers, pending))
        if done:
            talk(f"going on with {shown(file.path)}: {len(done)} of {len(trials)} trials are there")
        meter = Meter()
        progress = Progress(len(trials), len(trials) - len(pending), meter)
        asker = self._asker(answers, progress, prices)
        try:
            with progress:
                halted = asyncio.run(self._run(file, pending, asker, progress))
        except KeyboardInterrupt:
            kept = len(file.done())
            where = f" in {shown(file.path)}" if kept else ""
            raise Interrupted(
                f"interrupted: {kept} of {len(trials)} trials are kept{where}",
                next="the same command goes on where it stopped",
            ) from None
        if answers.reused:
            talk(f"{answers.reused} answers were kept from before and not asked again")
        talk(meter.total())
        return halted

    def _checked(self, outlook: Outlook) -> dict[str, Price | None]:
        """The prices of what will be asked; raises where it may not be, or nobody agrees."""
        to_ask = outlook.to_ask()
        if not to_ask:
            return {}
        check_all(to_ask)
        prices = prices_of(to_ask)
        limit = self.spending.max_cost
        unknown = [alias for alias, price in prices.items() if price is None]
        if limit is not None and unknown:
            raise DelibctlError(
                f"--max-cost: the price of {', '.join(unknown)} is not known",
                next="set input_price and output_price of the model in delibctl.toml",
            )
        if any(prices.values()) and limit is None:
            self._agree(outlook, prices)
        return prices

    def _agree(self, outlook: Outlook, prices: dict[str, Price | None]) -> None:
        """Nothing above `confirm_above` is spent before somebody said so."""
        from delibctl.report import outlook as report

        if not on_terminal():
            raise DelibctlError(
                "a run that costs money needs a limit where nobody can be asked",
                next="--max-cost DOLLARS; --estimate shows what it may cost",
            )
        if self.spending.yes:
            return
        estimates = outlook.estimates(prices)
        whole = total(estimates)
        if whole.high > self.confirm_above:
            sys.stderr.write(report.estimates(estimates, whole, page("text")))
            confirm(f"Spend {report.dollars(whole)}?")

    def _asker(
        self, answers: Answers, progress: Progress, prices: dict[str, Price | None]
    ) -> Asker:
        limit, seconds = self.spending.max_cost, self.spending.seconds
        return Asker(
            answers=answers,
            meter=progress.meter,
            waiting=progress.waiting,
            retries=self.retries,
            purse=None if limit is None else Purse(limit),
            prices=prices,
            deadline=None if seconds is None else time.monotonic() + seconds,
            max_time=self.spending.max_time or "",
            refresh=self.reuse.refresh,
            replay=self.reuse.replay,
        )

    async def _run(
        self, file: RunFile, pending: Pending, asker: Asker, progress: Progress
    ) -> Halted | None:
        def keep(trial: Trial) -> None:
            file.keep(trial)
            progress.advance(broken=isinstance(trial.result, Broken))

        async with asker.models(self.plan) as models:
            setting = Setting(
                prompter=Prompter(self.policy),
                plan=self.plan,
                models=models,
                observe=observe,
                lanes=asker.lanes(self.plan),
            )
            try:
                await run(
                    setting,
                    pending,
                    concurrency=self.concurrency,
                    keep=keep,
                    answered=file.answered(),
                )
            except Halted as limit:
                return limit
        return None

    def _summary(
        self, file: RunFile, command: str, halted: Halted | None, missing: int
    ) -> ExitCode:
        from delibctl.report.probe_summary import render

        diff = run_diff(file.load())
        write(render(diff, page("text")))
        for line in _reasons(diff):
            talk(line)
        talk(f"run: {shown(file.path)}")
        untrusted = [
            model
            for model in diff.models
            if (model.summary.untrustworthy.value or 0) > self.max_broken
        ]
        if untrusted:
            talk(
                f"not to be trusted: more than {self.max_broken:.1%} of the trials are broken or "
                "unreadable (--max-broken); the diff says why"
            )
            talk(f"next: {command}")
            return ExitCode.UNTRUSTWORTHY
        why = _no_verdict(diff, halted, missing)
        if why and not self.allow_no_verdict:
            raise NoVerdict(why, next=_go_on(halted, missing) or f"{command} shows why")
        talk(why or f"next: {command}")
        return ExitCode.CLEAN


def _no_verdict(diff: RunDiff, halted: Halted | None, missing: int) -> str:
    """Why there is no verdict on the whole plan; empty where there is one."""
    if halted is not None:
        return f"{halted}; {counted(missing, 'trial')} not asked"
    if missing:
        return f"{counted(missing, 'trial')} unmeasured: no answer is kept, and --replay asks none"
    return "" if any(row.scored for row in diff.rows) else "no trial has a score"


def _go_on(halted: Halted | None, missing: int) -> str:
    """What to do about trials that are missing."""
    if halted is not None:
        return "the same command goes on; raise or leave out the limit to get further"
    return "leave --replay out, and they are asked" if missing else ""


def _reasons(diff: RunDiff) -> Iterator[str]:
    """One message for each kind of broken trial, and why nothing counts if nothing does."""
    kinds: dict[str, str] = {}
    for row in diff.rows:
        if isinstance(row.trial.result, Broken):
            # A provider's complaint may repeat the question.
            message = "(not shown)" if row.case.sensitive else row.trial.result.message
            kinds.setdefault(row.trial.result.kind, message)
    yield from (f"broken ({kind}), the first: {message}" for kind, message in kinds.items())
    aside = {row.set_aside for row in diff.rows if row.scored}
    if aside == {"draft"}:
        yield "every case is a draft, and drafts are in no figure: remove `status: draft` once read"


def shown(path: Path) -> Path:
    """A path as short as the working folder allows."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
