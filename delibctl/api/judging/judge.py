"""Adding the verdicts of judges to a run; the probed models are not asked."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from delibctl.api.asking.options import AskOptions
from delibctl.api.asking.preflight import agree
from delibctl.api.judging.fitted_judging import fitted_among, with_fit
from delibctl.api.judging.judge_queue import AskingJudges, JudgeQueue, ask_judges
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import Interrupted
from delibctl.model import Judge, Verdict
from delibctl.run.judge_tasks import JudgeTask, judge_tasks
from delibctl.run.limits_reached import LimitReached
from delibctl.text.count import counted


def judge_run(
    workspace: Workspace,
    listener: Listener,
    path: Path,
    judges: Sequence[Judge],
    options: AskOptions,
) -> LimitReached | None:
    """Add the missing verdicts to a run. Returns the limit that was reached.

    Raises DelibctlError if a judge cannot work or the cost is not confirmed, and Interrupted.
    """
    with (
        closing(RunFile.open(path)) as file,
        closing(AnswerStore(workspace.state.answers)) as answers,
    ):
        run, refresh = file.load(), options.reuse.refresh
        fitted = fitted_among(workspace, listener, judges, run.policy)
        judges = with_fit(judges, fitted)
        tasks = list(judge_tasks(run, judges, refresh=refresh))
        queue = JudgeQueue(
            policy=run.policy, pending=[task for task in tasks if task.judge.model is not None]
        )
        prices = agree(workspace, listener, queue, options)
        file.set_judges(judges, refresh=refresh)
        if not tasks:
            listener.note("the judges have already voted on every answer")
        if fitted is not None:
            for task in tasks:
                if task.judge.model is None:
                    file.store_verdict(task.key, fitted.verdict(task))
        if not queue.pending:
            return None
        stored = 0

        def keep(task: JudgeTask, verdict: Verdict) -> None:
            nonlocal stored
            file.store_verdict(task.key, verdict)
            stored += 1

        asking = AskingJudges(
            workspace=workspace,
            listener=listener,
            options=options,
            answers=answers,
            prices=prices,
        )
        try:
            return ask_judges(queue, asking, keep)
        except KeyboardInterrupt:
            total, where = counted(len(queue.pending), "verdict"), workspace.short(path)
            raise Interrupted(
                f"interrupted: {stored} of {total} are stored in {where}",
                next="judge the run again with the same judges to continue",
                usage=f"delibctl judge {where} with the same --judge continues",
            ) from None


def count_patterns_alone(path: Path) -> None:
    """Count only the judge `patterns` in a run; verdicts of models stay in the file."""
    with closing(RunFile.open(path)) as file:
        file.set_judges(())
