"""Verdicts of models are added to a run; the models that were probed are asked nothing."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from delibctl.api.asking.preflight import agreed
from delibctl.api.judging.judge_queue import Bench, JudgeQueue, sit
from delibctl.cli.output import short, talk
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import Interrupted
from delibctl.model import Judge, Verdict
from delibctl.run import JudgeTask, LimitReached, judge_tasks
from delibctl.text.count import counted


def judge_run(path: Path, judges: Sequence[Judge], bench: Bench) -> LimitReached | None:
    """Add what is missing; a limit that was reached is returned. Raises where no judge can work."""
    with (
        closing(RunFile.open(path)) as file,
        closing(AnswerStore(bench.state.answers)) as answers,
    ):
        run = file.load()
        docket = JudgeQueue(
            policy=run.policy, pending=list(judge_tasks(run, judges, refresh=bench.refresh))
        )
        prices = agreed(docket, bench.spending, bench.confirm_above)
        file.set_judges(judges, refresh=bench.refresh)
        if not docket.pending:
            talk("the judges have looked at every answer already")
            return None
        there = 0

        def keep(look: JudgeTask, verdict: Verdict) -> None:
            nonlocal there
            file.store_verdict(look.key, verdict)
            there += 1

        try:
            return sit(docket, bench, answers, prices, keep)
        except KeyboardInterrupt:
            total = counted(len(docket.pending), "verdict")
            raise Interrupted(
                f"interrupted: {there} of {total} are kept in {short(path)}",
                next=f"delibctl judge {short(path)} with the same --judge goes on where it stopped",
            ) from None
