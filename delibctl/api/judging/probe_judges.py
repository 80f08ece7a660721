"""Judging the answers of a probe by models, once all its trials have ended."""

from dataclasses import replace
from pathlib import Path

from delibctl.api.asking.preflight import agree
from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.judging.fitted_judging import fitted_among
from delibctl.api.judging.judge import judge_run
from delibctl.api.judging.judge_queue import JudgeQueue
from delibctl.api.listener import Listener
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Deliberation, Form
from delibctl.run.judge_tasks import JudgeTask
from delibctl.score.scored_run import score_run

#: Assumed number of words in a future answer; we chose this number.
_ANSWER = 200


def run_judged_probe(job: ProbeJob, listener: Listener, path: Path | None = None) -> EndedProbe:
    """Probe, then ask the judges; a probe that a limit stopped is not judged.

    The cost of the judges is confirmed before the models are asked.
    Raises what `run_probe` and `judge_run` raise.
    """
    workspace, asking = job.workspace, job.asking
    for judge in job.judges:
        if judge.model is not None:
            check_model(judge.model, workspace.environment)
    # Before anything is asked: a probe that cannot be judged afterwards may have cost money.
    fitted_among(workspace, listener, job.judges, job.policy)
    if not asking.reuse.replay:
        agree(workspace, listener, queue_of(job), asking)
    asking = asking.with_deadline(workspace)
    probe = run_probe(job, listener, path)
    if probe.limit is not None:
        return probe
    if asking.reuse.replay and any(judge.model is not None for judge in job.judges):
        listener.note("a replay asks no models, so the judges were not asked")
        return probe
    agreed = replace(asking, spending=replace(asking.spending, yes=True))
    limit = judge_run(workspace, listener, probe.path, job.judges, agreed)
    return replace(probe, scored=score_run(load_run(probe.path)), limit=limit)


def queue_of(job: ProbeJob) -> JudgeQueue:
    """Return the judge tasks of a probe, for answers of a usual length."""
    answer = Deliberation(form=Form.FREE, answer="x " * _ANSWER, reasoning="x " * _ANSWER)
    pending = [
        JudgeTask(key=key, case=case, deliberation=answer, judge=judge, vote=number)
        for key, case in job.trials
        for judge in job.judges
        if judge.model is not None
        for number in range(1, judge.runs + 1)
    ]
    return JudgeQueue(policy=job.policy, pending=pending)
