"""`delibctl judge`."""

from typing import Annotated

from delibctl.api.asking.options import AskOptions, Reuse, Throughput
from delibctl.api.judging.judge import count_patterns_alone, judge_run
from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.options.judge import RequiredJudges
from delibctl.cli.options.probe import CONCURRENCY, REFRESH, SpendingOptions
from delibctl.cli.output import print_message, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.cli.verdict_output import diff_command, exit_with
from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import judge_verdict
from delibctl.run.limits_reached import LimitReached
from delibctl.score.scored_run import score_run

EXAMPLE = "Example: delibctl judge @last --judge openai/gpt-4o --judge-runs 3 --max-cost 5"


def command(
    run: shared.RunArgument = None,
    concurrency: Annotated[int | None, CONCURRENCY] = None,
    refresh: Annotated[bool, REFRESH] = False,
    *,
    judging: RequiredJudges,
    spending: SpendingOptions,
    max_broken: shared.MaxBroken = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Add the verdicts of judges to a run.

    Does not ask the probed models. A judge sees the policy's text for the case, the conversation
    and the answer. If judges see different outcomes, the trial is contested: neither right nor
    wrong.
    """
    workspace, listener = here(state), TerminalListener()
    settings = workspace.settings
    judges = judging.chosen(settings)
    if not judges and not judging.judges:
        raise DelibctlError("--judge is required", next="add --judge MODEL")
    path = find_run_with_answers(workspace, run, "`judge`")
    if not load_run(path).info.finished:
        print_message("the run is not finished; run this command again once it is")
    limit: LimitReached | None = None
    if judges:
        throughput, reuse = Throughput(concurrency=concurrency), Reuse(refresh=refresh)
        options = AskOptions.of(workspace, spending, throughput, reuse)
        limit = judge_run(workspace, listener, path, judges, options)
    else:
        count_patterns_alone(path)
        print_message(
            "only the judge `patterns` counts from now on; the verdicts of models stay in the run"
        )
    scored = score_run(load_run(path))
    from delibctl.report.run.probe_summary import render

    write_report(render(scored, render_options("text")))
    verdict = judge_verdict(
        scored,
        max_broken=settings.max_broken if max_broken is None else max_broken,
        limit_reached=str(limit or ""),
    )
    # A judged run is the newest from now on, so @-2 would name another one.
    shown = None if run is None else workspace.short(path)
    return exit_with(verdict, next_command=diff_command(shown, None if shown else state))
