"""Models that judge what a probe was answered, once all its trials have ended."""

import os
import time
from dataclasses import replace
from pathlib import Path

from delibctl.cli.judging import judge_run
from delibctl.cli.output import talk
from delibctl.cli.probing import Probing
from delibctl.cli.session import Round, go
from delibctl.cli.sitting import Bench, Docket
from delibctl.cli.spending import agreed
from delibctl.diff import run_diff
from delibctl.edge.library import check
from delibctl.edge.store import load_run
from delibctl.model import Deliberation, Form
from delibctl.run import Look

#: Words of an answer that nobody has given yet; our own number.
_ANSWER = 200


def judged(probing: Probing, path: Path | None) -> Round:
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
        purse=probing.purse,
        refresh=probing.reuse.refresh,
        deadline=deadline,
    )
    halted = judge_run(ended.path, probing.judges, bench)
    return replace(ended, diff=run_diff(load_run(ended.path)), halted=halted)


def docket_of(probing: Probing) -> Docket:
    """What the judges would be asked of answers of a usual length, as nobody has given any yet."""
    said = Deliberation(form=Form.FREE, answer="x " * _ANSWER, reasoning="x " * _ANSWER)
    pending = [
        Look(key=key, case=case, said=said, judge=judge, run=number)
        for key, case in probing.trials
        for judge in probing.judges
        if judge.model is not None
        for number in range(1, judge.runs + 1)
    ]
    return Docket(policy=probing.policy, pending=pending)
