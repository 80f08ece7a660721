"""A probe: its run file, trials replayed from cached answers, trials asked, and scores."""

import platform
from collections.abc import Container
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from delibctl import __version__
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Remaining, ask_everything, cached_in, replay_cached
from delibctl.api.listener import Listener
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.local import exists
from delibctl.edge.git import repository
from delibctl.edge.providers.knowledge.litellm_version import litellm_version
from delibctl.edge.run_file.committed import stop_at_committed_run
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError, Interrupted, Superseded
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
    if path is not None:
        _check_name(path)
        stop_at_committed_run(path, job.workspace.environment)
    named_by_caller = path is not None and exists(path)
    with closing(AnswerStore(job.workspace.state.answers)) as answers:
        info = _info(job)
        with answers.exclusive():  # else of two that start at once both would find no run
            file = _run_file(job, info, path)
        session = _Session(job=job, listener=listener, answers=answers, file=file, info=info)
        try:
            return session.run()
        finally:
            file.close()
            if file.is_new and not named_by_caller and not session.worth_keeping:
                file.path.unlink(missing_ok=True)


def _check_name(path: Path) -> None:
    """Raise DelibctlError if a file of that name would be found in place of another run."""
    if path.name.startswith("@"):
        raise DelibctlError(
            f"{path.name} is how an earlier run is named, so this one cannot be written to a file "
            "of that name",
            next="name a file, or leave it out for a new run",
        )


def _run_file(job: ProbeJob, info: RunInfo, path: Path | None) -> RunFile:
    state = job.workspace.state
    target = (
        path
        or state.unfinished_run(job.key, refresh=info.refresh)
        or state.new_run(info.started, job.policy.id)
    )
    return RunFile.create(target, job.run(info), job.key)


def _info(job: ProbeJob) -> RunInfo:
    return RunInfo(
        started=job.workspace.timestamp(),
        delibctl=__version__,
        python=platform.python_version(),
        litellm=litellm_version(),
        commit=repository.head(job.folder),
        refresh=job.asking.reuse.refresh,
    )


@dataclass(kw_only=True)
class _Session:
    """One session with a run file. `trials` have ended and are scored; the file has their texts.

    `outdated`: trials of the file that are asked again. `info`: the origin of what this one asks.

    A file that was made for it is `worth_keeping` once somebody agreed to the price and a trial
    has ended.
    """

    job: ProbeJob
    listener: Listener
    answers: AnswerStore
    file: RunFile
    info: RunInfo
    trials: list[ScoredTrial] = field(default_factory=list)
    outdated: set[TrialKey] = field(default_factory=set)
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
        """Return the trials that ended in an earlier session, and are not asked again."""
        if self.file.is_new:
            return set()
        done = self.file.trial_keys(refresh=self.info.refresh)
        for trial in self.file.trials(texts=False):
            if trial.key in done:
                self._score(self.job.case_of[trial.key], trial)
            else:
                self.outdated.add(trial.key)
        return done

    def _keep(self, case: Case, trial: Trial) -> ScoredTrial:
        self.file.store(trial)
        self.outdated.discard(trial.key)
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
            if self.outdated:
                self.file.restart(self.info, self.outdated)
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
