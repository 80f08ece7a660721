"""Verdicts of models are added to a run; the models that were probed are asked nothing."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from delibctl.cli.output import short, talk
from delibctl.cli.sitting import Bench, Docket, sit
from delibctl.cli.spending import agreed
from delibctl.edge.answers import Answers
from delibctl.edge.store import RunFile
from delibctl.errors import Interrupted
from delibctl.model import Judge, Verdict
from delibctl.run import Halted, Look, looks
from delibctl.text.count import counted


def judge_run(path: Path, judges: Sequence[Judge], bench: Bench) -> Halted | None:
    """Add what is missing; a limit that was reached is returned. Raises where no judge can work."""
    with (
        closing(RunFile.open(path)) as file,
        closing(Answers(bench.state.answers)) as answers,
    ):
        run = file.load()
        docket = Docket(policy=run.policy, pending=list(looks(run, judges, anew=bench.refresh)))
        prices = agreed(docket, bench.spending, bench.confirm_above)
        file.judge(judges, anew=bench.refresh)
        if not docket.pending:
            talk("the judges have looked at every answer already")
            return None
        there = 0

        def keep(look: Look, verdict: Verdict) -> None:
            nonlocal there
            file.keep_verdict(look.key, verdict)
            there += 1

        try:
            return sit(docket, bench, answers, prices, keep)
        except KeyboardInterrupt:
            total = counted(len(docket.pending), "verdict")
            raise Interrupted(
                f"interrupted: {there} of {total} are kept in {short(path)}",
                next=f"delibctl judge {short(path)} with the same --judge goes on where it stopped",
            ) from None
