"""One go through a probe: its run file, what is kept, what is asked, and the figures."""

import platform
from collections.abc import Container
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from delibctl import __version__
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Remaining, is_baseline, kept_in, look, look_again
from delibctl.cli.output import short, talk
from delibctl.cli.screens.progress_bar import Progress
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.local import exists
from delibctl.edge.git import repository
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import Interrupted, Superseded
from delibctl.model import Broken, Case, RunInfo, Trial, TrialKey
from delibctl.run import LimitReached
from delibctl.score import ScoredRun, ScoredTrial, assemble_run, score_trial
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class EndedProbe:
    """How a probe ended. `fresh`: whether it made the run file; `missing` trials were not asked."""

    diff: ScoredRun
    path: Path
    fresh: bool
    halted: LimitReached | None
    missing: int


def go(probing: ProbeJob, path: Path | None = None) -> EndedProbe:
    """Ask what has no answer yet; the run file holds every trial that ended.

    Without a path it is that of an unfinished run of the plan, or a new one of the state folder.
    """
    users = path is not None and exists(path)
    with closing(AnswerStore(probing.state.answers)) as answers:
        with answers.exclusive():  # else of two that start at once both would find no run
            file = _run_file(probing, path)
        session = _Session(probing=probing, answers=answers, file=file)
        try:
            return session.round()
        finally:
            file.close()
            if file.is_new and not users and not session.worth_keeping:
                file.path.unlink(missing_ok=True)


def _run_file(probing: ProbeJob, path: Path | None) -> RunFile:
    started = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    target = (
        path
        or probing.state.unfinished_run(probing.key, refresh=probing.reuse.refresh)
        or probing.state.new_run(started, probing.policy.id)
    )
    info = RunInfo(
        started=started,
        delibctl=__version__,
        python=platform.python_version(),
        litellm=version("litellm"),
        commit=repository.head(probing.folder),
        refresh=probing.reuse.refresh,
    )
    return RunFile.create(target, probing.run(info), probing.key)


@dataclass(kw_only=True)
class _Session:
    """`rows` are the trials that have ended, scored; their texts are in the file alone.

    It is `worth_keeping` once somebody agreed to the price and a trial has ended.
    """

    probing: ProbeJob
    answers: AnswerStore
    file: RunFile
    rows: list[ScoredTrial] = field(default_factory=list)
    agreed: bool = False

    @property
    def worth_keeping(self) -> bool:
        """Whether a file that was made for it should stay."""
        return self.agreed and bool(self.rows)

    def round(self) -> EndedProbe:
        """Go through it."""
        probing, file = self.probing, self.file
        done = self._resume()
        progress = Progress(len(probing.trials), len(done), probing.meter)
        outlook = self._look(done, progress)
        halted = self._ask(outlook, progress) if outlook.left else None
        self.agreed = True
        talk(progress.meter.total())
        missing = len(probing.trials) - len(self.rows)
        if not missing:
            file.finish()
        return EndedProbe(
            diff=assemble_run(probing.run(file.info()), self.rows),
            path=file.path,
            fresh=file.is_new,
            halted=halted,
            missing=missing,
        )

    def _resume(self) -> set[TrialKey]:
        """The trials that ended in an earlier session."""
        case_of = dict(self.probing.trials)
        for trial in () if self.file.is_new else self.file.trials(texts=False):
            self._score(case_of[trial.key], trial)
        return {row.trial.key for row in self.rows}

    def _keep(self, case: Case, trial: Trial) -> None:
        self.file.store(trial)
        self._score(case, trial)

    def _score(self, case: Case, trial: Trial) -> None:
        self.rows.append(score_trial(case, trial, self.probing.policy, texts=False))

    def _look(self, done: Container[TrialKey], progress: Progress) -> Remaining:
        """Keep the trials that have their answers already; what is left has to be asked."""
        probing = self.probing
        pending = [(key, case) for key, case in probing.trials if key not in done]
        if self.rows:
            count, total = len(self.rows), len(probing.trials)
            talk(f"going on with {short(self.file.path)}: {count} of {total} trials are there")

        def keep(case: Case, trial: Trial) -> None:
            self._keep(case, trial)
            progress.skip(broken=isinstance(trial.result, Broken))

        trial_runner, plan = probing.trial_runner, probing.plan
        if probing.reuse.refresh:
            outlook = look_again(trial_runner, plan, pending, self.answers, keep)
        else:
            outlook = look(trial_runner, plan, pending, kept_in(self.answers), keep)
        if outlook.tally.answers:
            kept = counted(outlook.tally.answers, "answer")
            talk(f"from before, and not asked again: {kept}")
        if probing.reuse.replay:
            free = {model.alias for model in probing.plan.models if is_baseline(model)}
            outlook.left = [found for found in outlook.left if found.key.model in free]
        return outlook

    def _ask(self, outlook: Remaining, progress: Progress) -> LimitReached | None:
        """Ask what is left; a limit that was reached is returned."""
        # It loads what asks, which is not needed where every answer is kept.
        from delibctl.api.asking.ask_remaining import Questions

        def keep(case: Case, trial: Trial) -> None:
            self._keep(case, trial)
            progress.advance(broken=isinstance(trial.result, Broken))

        questions = Questions(
            probing=self.probing, outlook=outlook, answers=self.answers, progress=progress
        )
        with questions.agreed() as asker:
            self.agreed = True
            try:
                return questions.ask(asker, keep, self.file.answered_models())
            except Superseded:
                # Its answers are kept, and no other round is of this plan.
                self.agreed = False
                raise
            except KeyboardInterrupt:
                where = f" in {short(self.file.path)}" if self.rows else ""
                raise Interrupted(
                    f"interrupted: {len(self.rows)} of {len(self.probing.trials)} trials are "
                    f"kept{where}",
                    next="the same command goes on where it stopped",
                ) from None
