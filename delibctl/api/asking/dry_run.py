"""A dry run of a probe: nothing is sent, and no run file is made."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from delibctl.api.asking.preflight import prices_of
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import (
    Pending,
    ask_everything,
    cached_in,
    reasons,
    replay_cached,
)
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.files.local import exists
from delibctl.edge.providers.access.destinations import destinations
from delibctl.edge.run_file.committed import stop_at_committed_run
from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import Estimate, TrialKey

Reasons = Sequence[tuple[TrialKey, tuple[str, ...]]]


def reasons_of(job: ProbeJob, path: Path | None = None) -> Reasons:
    """Return each trial with the reasons to ask it, or the note that its answer is cached."""
    pending, refresh = _pending(job, path), job.asking.reuse.refresh
    with closing(AnswerStore(job.workspace.state.answers)) as answers:
        cached = cached_in(answers, job.workspace.environment)
        runner, state = job.trial_runner, job.workspace.state
        return list(reasons(runner, job.plan, pending, cached, state, refresh=refresh))


def estimates_of(job: ProbeJob, path: Path | None = None) -> list[Estimate]:
    """Return the questions and the price for each model and each judge."""
    pending = _pending(job, path)
    with closing(AnswerStore(job.workspace.state.answers)) as answers:
        cached = cached_in(answers, job.workspace.environment)
        find = ask_everything if job.asking.reuse.refresh else replay_cached
        remaining = find(job.trial_runner, job.plan, pending, cached)
        estimates = remaining.estimates(prices_of(remaining.to_pay()))
    return estimates + (_of_judges(job) if job.judges else [])


def destinations_of(job: ProbeJob, estimates: Sequence[Estimate]) -> list[str]:
    """Return where the questions of estimates would go, and with which key."""
    asked = [estimate.model for estimate in estimates if estimate.calls.high]
    return destinations(asked, job.workspace.environment)


def _of_judges(job: ProbeJob) -> list[Estimate]:
    from delibctl.api.judging.probe_judges import queue_of

    queue = queue_of(job)
    return queue.estimates(prices_of(queue.to_pay()))


def _pending(job: ProbeJob, path: Path | None) -> Pending:
    """Return the unfinished trials of the run that would be resumed."""
    refresh = job.asking.reuse.refresh
    if path is not None:
        stop_at_committed_run(path, job.workspace.environment)
    target = path or job.workspace.state.unfinished_run(job.key, refresh=refresh)
    if target is None or not exists(target):
        return job.trials
    with closing(RunFile.open(target)) as file:
        finished_keys = file.trial_keys(refresh=refresh)
    return [(key, case) for key, case in job.trials if key not in finished_keys]
