"""Models that judge what a probe was answered, once all its trials have ended."""

import os
import time
from dataclasses import replace
from pathlib import Path

from delibctl.api.asking.preflight import agreed
from delibctl.api.asking.probe import EndedProbe, go
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.judging.judge import judge_run
from delibctl.api.judging.judge_queue import Bench, JudgeQueue
from delibctl.cli.output import talk
from delibctl.edge.providers.library import check
from delibctl.edge.run_file.run_file import load_run
from delibctl.model import Deliberation, Form
from delibctl.run import JudgeTask
from delibctl.score import score_run

#: Words of an answer that nobody has given yet; our own number.
_ANSWER = 200


def judged(probing: ProbeJob, path: Path | None) -> EndedProbe:
    """A round, and then the judges; a round that stopped is not judged.

    What the judges may cost is agreed to before the models are asked: all of it is one command.
    """
    for judge in probing.judges:
        if judge.model is not None:
            check(judge.model, os.environ)
    spending = probing.spending
    if not probing.reuse.replay:
        agreed(docket_of(probing), spending, probing.confirm_above)
    seconds = spending.seconds
    deadline = None if seconds is None else time.monotonic() + seconds
    ended = go(probing, path)
    if ended.halted is not None:
        return ended
    if probing.reuse.replay:
        talk("--replay asks nobody, and so no judge")
        return ended
    bench = Bench(
        state=probing.state,
        concurrency=probing.concurrency,
        retries=probing.retries,
        spending=replace(spending, yes=True),
        confirm_above=probing.confirm_above,
        budget=probing.budget,
        refresh=probing.reuse.refresh,
        deadline=deadline,
    )
    halted = judge_run(ended.path, probing.judges, bench)
    return replace(ended, diff=score_run(load_run(ended.path)), halted=halted)


def docket_of(probing: ProbeJob) -> JudgeQueue:
    """What the judges would be asked of answers of a usual length, as nobody has given any yet."""
    said = Deliberation(form=Form.FREE, answer="x " * _ANSWER, reasoning="x " * _ANSWER)
    pending = [
        JudgeTask(key=key, case=case, deliberation=said, judge=judge, vote=number)
        for key, case in probing.trials
        for judge in probing.judges
        if judge.model is not None
        for number in range(1, judge.runs + 1)
    ]
    return JudgeQueue(policy=probing.policy, pending=pending)
