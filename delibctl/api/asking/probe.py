"""A probe: its run file, trials replayed from cached answers, trials asked, and scores."""

import platform
from collections.abc import Container
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from delibctl import __version__
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Remaining, ask_everything, cached_in, replay_cached
from delibctl.api.listener import Listener
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.local import exists
from delibctl.edge.git import repository
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import Interrupted, Superseded
from delibctl.model import Case, RunInfo, Trial, TrialKey
from delibctl.run.limits_reached import LimitReached
from delibctl.score.scored_run import ScoredRun, assemble_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import score_trial
from delibctl.source import forget_documents
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class EndedProbe:
    """A probe that has ended: its scores, its run file, and the limit that stopped it, if any.

    `fresh`: the probe made the run file. `unmeasured`: the number of trials without an answer.
    """

    scored: ScoredRun
    path: Path
    fresh: bool
    limit: LimitReached | None
    unmeasured: int


def run_probe(job: ProbeJob, listener: Listener, path: Path | None = None) -> EndedProbe:
    """Ask every question without a cached answer; the run file stores each trial that ends.

    Without a path it continues an unfinished run of the plan, or makes one in the state folder.
    Raises DelibctlError if nothing can be asked, and Interrupted on Ctrl-C.
    """
    named_by_caller = path is not None and exists(path)
    with closing(AnswerStore(job.workspace.state.answers)) as answers:
        with answers.exclusive():  # else of two that start at once both would find no run
            file = _run_file(job, path)
        session = _Session(job=job, listener=listener, answers=answers, file=file)
        try:
            return session.run()
        finally:
            file.close()
            if file.is_new and not named_by_caller and not session.worth_keeping:
                file.path.unlink(missing_ok=True)


def _run_file(job: ProbeJob, path: Path | None) -> RunFile:
    started, state = job.workspace.timestamp(), job.workspace.state
    refresh = job.asking.reuse.refresh
    target = (
        path
        or state.unfinished_run(job.key, refresh=refresh)
        or state.new_run(started, job.policy.id)
    )
    info = RunInfo(
        started=started,
        delibctl=__version__,
        python=platform.python_version(),
        litellm=version("litellm"),
        commit=repository.head(job.folder),
        refresh=refresh,
    )
    return RunFile.create(target, job.run(info), job.key)


@dataclass(kw_only=True)
class _Session:
    """One session with a run file. `trials` have ended and are scored; the file has their texts.

    A file that was made for it is `worth_keeping` once somebody agreed to the price and a trial
    has ended.
    """

    job: ProbeJob
    listener: Listener
    answers: AnswerStore
    file: RunFile
    trials: list[ScoredTrial] = field(default_factory=list)
    agreed: bool = False

    @property
    def worth_keeping(self) -> bool:
        """True if a file that was made for the session should stay."""
        return self.agreed and bool(self.trials)

    def run(self) -> EndedProbe:
        """Resume, replay, ask, and score."""
        job, file = self.job, self.file
        for note in job.notes:
            self.listener.note(note)
        remaining = self._replay(self._resume())
        limit = self._ask(remaining) if remaining.left else None
        self.agreed = True
        unmeasured = len(job.trials) - len(self.trials)
        if not unmeasured:
            file.finish()
        return EndedProbe(
            scored=assemble_run(job.run(file.info()), self.trials),
            path=file.path,
            fresh=file.is_new,
            limit=limit,
            unmeasured=unmeasured,
        )

    def _resume(self) -> set[TrialKey]:
        """Return the trials that ended in an earlier session."""
        for trial in () if self.file.is_new else self.file.trials(texts=False):
            self._score(self.job.case_of[trial.key], trial)
        return {trial.trial.key for trial in self.trials}

    def _keep(self, case: Case, trial: Trial) -> ScoredTrial:
        self.file.store(trial)
        return self._score(case, trial)

    def _score(self, case: Case, trial: Trial) -> ScoredTrial:
        self.trials.append(score_trial(case, trial, self.job.policy, texts=False))
        return self.trials[-1]

    def _replay(self, done: Container[TrialKey]) -> Remaining:
        """Store the trials whose answers are all cached; return the remaining ones."""
        job = self.job
        pending = [(key, case) for key, case in job.trials if key not in done]
        if self.trials:
            where, total = job.workspace.short(self.file.path), len(job.trials)
            self.listener.note(f"continuing {where}: {len(self.trials)} of {total} trials are done")

        def keep(case: Case, trial: Trial) -> None:
            self.listener.replayed(self._keep(case, trial))

        cached = cached_in(self.answers, job.workspace.environment)
        find = ask_everything if job.asking.reuse.refresh else replay_cached
        remaining = find(job.trial_runner, job.plan, pending, cached, keep)
        if remaining.tally.answers:
            self.listener.note(f"{counted(remaining.tally.answers, 'cached answer')} reused")
        if job.asking.reuse.replay:
            free = {model.alias for model in job.plan.models if model.is_baseline}
            remaining.left = [forecast for forecast in remaining.left if forecast.key.model in free]
        return remaining

    def _ask(self, remaining: Remaining) -> LimitReached | None:
        """Ask the remaining trials; return the limit that was reached."""
        forget_documents()  # the policy and the cases are built
        # It loads the model clients, which a fully cached probe does not need.
        from delibctl.api.asking.ask_remaining import Questions

        def keep(case: Case, trial: Trial) -> None:
            self.listener.trial_ended(self._keep(case, trial))

        finished = len(self.trials)
        questions = Questions(
            job=self.job,
            listener=self.listener,
            remaining=remaining,
            answers=self.answers,
            file=self.file,
        )
        with questions.agreed() as pool:
            self.agreed = True
            try:
                return questions.ask(pool, keep, self.file.answered_models(), finished)
            except Superseded:
                # Its answers are cached, and no other round has this plan.
                self.agreed = False
                raise
            except KeyboardInterrupt:
                raise self._interrupted() from None

    def _interrupted(self) -> Interrupted:
        path = self.job.workspace.short(self.file.path)
        where = f" in {path}" if self.trials else ""
        return Interrupted(
            f"interrupted: {len(self.trials)} of {len(self.job.trials)} trials are stored{where}",
            next="probe again with the same options to continue",
            usage="run the same command again to continue",
        )
