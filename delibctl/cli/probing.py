"""One probe from plan to run file: what the engine needs, put together and taken apart again."""

import asyncio
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random

from delibctl import __version__
from delibctl.cli.output import page, talk, write
from delibctl.cli.progress import Meter, Progress
from delibctl.deliberate import Prompter
from delibctl.diff import RunDiff, run_diff
from delibctl.edge import baseline, git
from delibctl.edge.answers import Answers
from delibctl.edge.files import exists
from delibctl.edge.provider import Provider, Retries, check, endpoint
from delibctl.edge.runs import State
from delibctl.edge.store import RunFile, plan_key
from delibctl.errors import ExitCode, Interrupted, NoVerdict
from delibctl.judge import observe
from delibctl.model import Ask, Broken, Case, ModelSpec, Plan, Policy, Run, RunInfo, Trial, TrialKey
from delibctl.run import Setting, run, trial_keys


@dataclass(frozen=True, kw_only=True)
class Probing:
    """A plan with the policy and the cases it is about, and how to go through it."""

    policy: Policy
    folder: Path
    cases: tuple[Case, ...]
    plan: Plan
    state: State
    concurrency: int
    max_broken: float
    retries: Retries

    def run(self, path: Path | None, diff: str) -> ExitCode:
        """Ask what has no answer yet; the run file holds every trial that ended.

        `diff` is the command that shows it.
        """
        users = path is not None and exists(path)
        file = self._file(path)
        answers = None
        try:
            answers = Answers(self.state.answers)
            self._ask_all(file, answers)
            file.finish()
            return self._summary(file, diff)
        finally:
            empty = file.fresh and not file.done()
            file.close()
            if answers is not None:
                answers.close()
            if empty and not users:
                file.path.unlink(missing_ok=True)

    def _file(self, path: Path | None) -> RunFile:
        started = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        key = plan_key(self.policy, self.cases, self.plan)
        target = path or self.state.unfinished(key) or self.state.new_run(started, self.policy.id)
        info = RunInfo(
            started=started,
            delibctl=__version__,
            python=platform.python_version(),
            litellm=version("litellm"),
            commit=git.head(self.folder),
        )
        run = Run(info=info, policy=self.policy, cases=self.cases, plan=self.plan)
        return RunFile.create(target, run)

    def _ask_all(self, file: RunFile, answers: Answers) -> None:
        by_id = {case.id: case for case in self.cases}
        keys = list(trial_keys(self.plan, self.cases))
        done = file.done()
        pending = [(key, by_id[key.case]) for key in keys if key not in done]
        self._check_models(pending, answers)
        if done:
            talk(f"going on with {_shown(file.path)}: {len(done)} of {len(keys)} trials are there")
        meter = Meter()
        progress = Progress(len(keys), len(done & set(keys)), meter)

        def keep(trial: Trial) -> None:
            file.keep(trial)
            progress.advance(broken=isinstance(trial.result, Broken))

        try:
            with progress:
                answered = file.answered()
                asyncio.run(self._trials(pending, answers, progress, keep, answered))
        except KeyboardInterrupt:
            kept = len(file.done())
            where = f" in {_shown(file.path)}" if kept else ""
            raise Interrupted(
                f"interrupted: {kept} of {len(keys)} trials are kept{where}",
                next="the same command goes on where it stopped",
            ) from None
        if answers.reused:
            talk(f"{answers.reused} answers were kept from before and not asked again")
        talk(meter.total())

    def _check_models(self, pending: list[tuple[TrialKey, Case]], answers: Answers) -> None:
        """Stop at a name or a key that cannot work before any model is paid for."""
        prompter = Prompter(self.policy)
        for model in self.plan.models:
            keyed = _with_endpoint(model)
            own = ((key, case) for key, case in pending if key.model == model.alias)
            if model.name != baseline.NAME and any(
                not answers.holds(
                    keyed, prompter.opening(case.shown, key.mode, model.structured, key.repeat)
                )
                for key, case in own
            ):
                check(model, os.environ)

    async def _trials(
        self,
        pending: list[tuple[TrialKey, Case]],
        answers: Answers,
        progress: Progress,
        keep: Callable[[Trial], None],
        answered: set[str],
    ) -> None:
        providers: list[Provider] = []

        def ask(model: ModelSpec) -> Ask:
            if model.name == baseline.NAME:
                return baseline.ask
            provider = Provider(model, os.environ, Random(), self.retries, progress.waiting)
            providers.append(provider)
            return answers.remembered(_with_endpoint(model), progress.meter.metered(provider.ask))

        setting = Setting(
            prompter=Prompter(self.policy),
            plan=self.plan,
            models={model.alias: ask(model) for model in self.plan.models},
            observe=observe,
        )
        try:
            await run(setting, pending, concurrency=self.concurrency, keep=keep, answered=answered)
        finally:
            for provider in providers:
                await provider.close()

    def _summary(self, file: RunFile, command: str) -> ExitCode:
        from delibctl.report.probe_summary import render

        diff = run_diff(file.load())
        write(render(diff, page("text")))
        for line in _reasons(diff):
            talk(line)
        talk(f"run: {_shown(file.path)}")
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
        elif not any(row.scored for row in diff.rows):
            raise NoVerdict("no trial has a score", next=f"{command} shows why")
        talk(f"next: {command}")
        return ExitCode.UNTRUSTWORTHY if untrusted else ExitCode.CLEAN


def _reasons(diff: RunDiff) -> Iterator[str]:
    """One message for each kind of broken trial, and why nothing counts if nothing does."""
    kinds: dict[str, str] = {}
    for row in diff.rows:
        if isinstance(row.trial.result, Broken):
            # A provider's complaint may repeat the question.
            shown = "(not shown)" if row.case.sensitive else row.trial.result.message
            kinds.setdefault(row.trial.result.kind, shown)
    yield from (f"broken ({kind}), the first: {message}" for kind, message in kinds.items())
    aside = {row.set_aside for row in diff.rows if row.scored}
    if aside == {"draft"}:
        yield "every case is a draft, and drafts are in no figure: remove `status: draft` once read"


def _with_endpoint(model: ModelSpec) -> ModelSpec:
    """The model as its answers are kept: with the address that its questions go to."""
    return replace(model, api_base=endpoint(model, os.environ))


def _shown(path: Path) -> Path:
    """A path as short as the working folder allows."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
