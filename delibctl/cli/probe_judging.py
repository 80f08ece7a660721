"""Models that judge what a probe was answered, once all its trials have ended."""

import os
from dataclasses import replace

from delibctl.cli.judging import judge_run
from delibctl.cli.output import talk
from delibctl.cli.probing import Probing
from delibctl.cli.session import Round
from delibctl.cli.sitting import Bench
from delibctl.diff import run_diff
from delibctl.edge.provider import check
from delibctl.edge.store import load_run


def check_judges(probing: Probing) -> None:
    """A judge that cannot work is better known before the models are asked."""
    for judge in probing.judges:
        if judge.model is not None:
            check(judge.model, os.environ)


def judged(probing: Probing, ended: Round) -> Round:
    """The same once the judges have looked at every answer; a round that stopped is not judged."""
    if not probing.judges or ended.halted is not None:
        return ended
    bench = Bench(
        state=probing.state,
        concurrency=probing.concurrency,
        retries=probing.retries,
        spending=probing.spending,
        confirm_above=probing.confirm_above,
        purse=probing.purse,
        refresh=probing.reuse.refresh,
    )
    if probing.reuse.replay:
        talk("--replay asks nobody, and so no judge")
        return ended
    halted = judge_run(ended.path, probing.judges, bench)
    return replace(ended, diff=run_diff(load_run(ended.path)), halted=halted)
