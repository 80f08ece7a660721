"""Runs: load one, score it, let judges vote on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.asking.options import AskOptions, Reuse, Spending, Throughput
from delibctl.api.cases.filters import Filters, select_cases
from delibctl.api.judging.judge import count_patterns_alone, judge_run
from delibctl.api.judging.label_file import LabelFile
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.listener import Listener
from delibctl.api.runs.change_texts import all_changes, no_changes
from delibctl.api.runs.compare import compare_runs
from delibctl.api.runs.diff import none_selected, of_models
from delibctl.api.runs.find import find_run, find_run_with_answers
from delibctl.api.runs.labels import correct_run
from delibctl.api.workspace import Workspace
from delibctl.compare.runs.comparison import RunComparison
from delibctl.edge.cancellation import Cancellation
from delibctl.edge.run_file import run_file
from delibctl.errors import DelibctlError
from delibctl.library.arguments import check_limits, choice, filters_of, names
from delibctl.library.process import open_workspace
from delibctl.library.threads import completed
from delibctl.model import Run, Sight
from delibctl.run.limits_reached import LimitReached
from delibctl.score.scored_run import ScoredRun, score_run


@dataclass(frozen=True, kw_only=True)
class JudgedRun:
    """A run with the verdicts of its judges, scored; the limit that stopped them, if any."""

    scored: ScoredRun
    path: Path
    limit: LimitReached | None


def load_run(run: str | Path | None = None, *, workspace: Workspace | None = None) -> Run:
    """Load a run: its policy, its cases, its plan, and its trials with their texts.

    Args:
        run: a run file, a run's name, `@last` or `@-2`; the newest run unless given.
        workspace: the working folder's unless given.

    Returns:
        The run, frozen.

    Raises:
        DelibctlError: there is no such run, or its file is damaged.
    """
    return run_file.load_run(_find(workspace or open_workspace(), run))


def score(
    run: Run | str | Path | None = None,
    *,
    models: str | Sequence[str] = (),
    filters: Filters | None = None,
    labels: str | Path | LabelFile | None = None,
    workspace: Workspace | None = None,
) -> ScoredRun:
    """Score a run against its own cases; nobody is asked anything.

    Args:
        run: a loaded run, or what `load_run` takes.
        models: only these models of the run.
        filters: only the trials of these cases.
        labels: a file of answers that people labelled, by which figures are corrected; the
            configured one unless given.
        workspace: the working folder's unless given.

    Returns:
        Every trial with its verdicts, and the metrics of each model, with corrections by labels.

    Raises:
        DelibctlError: there is no such run or model, a filter fits nothing, or no label is of an
            answer of the run.
    """
    workspace = workspace or open_workspace()
    loaded = run if isinstance(run, Run) else load_run(run, workspace=workspace)
    selection = select_cases(
        workspace,
        filters_of(filters),
        loaded.policy,
        loaded.cases,
        workspace.policy_path,
        lambda: loaded,
    )
    scored = score_run(of_models(loaded, names(models)), selection)
    if not scored.trials:
        raise none_selected(empty=not loaded.trials)
    if isinstance(labels, str | Path):
        labels = LabelFile(path=workspace.path(labels))
    return correct_run(workspace, scored, labels)


def diff_runs(
    before: str | Path,
    after: str | Path | None = None,
    *,
    models: str | Sequence[str] = (),
    filters: Filters | None = None,
    texts: bool = True,
    workspace: Workspace | None = None,
) -> RunComparison:
    """Compare two runs of a policy, case by case; nobody is asked anything.

    Args:
        before: what `load_run` takes: the run before an edit.
        after: the run after it; the newest run unless given.
        models: only these models, by their aliases.
        filters: only these cases.
        texts: with the reasoning and the answer of each change, which take memory.
        workspace: the working folder's unless given.

    Returns:
        The comparison: what became of each case, with the figures of both runs, and the notes on
        what is compared otherwise than stored, or not at all.

    Raises:
        DelibctlError: there is no such run or model, a filter fits nothing, or the runs are of
            different policies or have no case, model or mode in common.
    """
    opened = workspace or open_workspace()
    return compare_runs(
        opened,
        _find(opened, before),
        _find(opened, after),
        names(models),
        filters_of(filters),
        shown=all_changes if texts else no_changes,
    )


def judge(
    run: str | Path | None = None,
    *,
    judges: str | Sequence[str],
    judge_runs: int = 1,
    judge_sees: Sight | str = Sight.REWARD,
    blind: bool = False,
    max_cost: float | None = None,
    max_time: str | None = None,
    spend: bool = False,
    refresh: bool = False,
    concurrency: int | None = None,
    workspace: Workspace | None = None,
    listener: Listener | None = None,
) -> JudgedRun:
    """Add the verdicts of judges to a run; the models that were probed are asked nothing.

    Works where an event loop is running, as in a notebook.

    Args:
        run: what `load_run` takes.
        judges: models that judge; `patterns` or `fitted` beside them, or alone.
        judge_runs: how often a model scores each answer; the lowest score counts.
        judge_sees: reward (the answer only) or filter (the reasoning too).
        blind: do not show judges the expected outcome.
        max_cost: the budget in US dollars.
        max_time: the time after which to stop, like 90s, 10m or 2h.
        spend: agree to any price beforehand; else the listener is asked where there is no budget.
        refresh: ask again, also what has a cached answer.
        concurrency: at most how many questions at once.
        workspace: the working folder's unless given.
        listener: told what happens; nobody unless given.

    Returns:
        The run, scored with all verdicts that there are, and the limit that was reached.

    Raises:
        DelibctlError: there is no such run, or no judge can work.
        Interrupted: Ctrl-C; the verdicts so far are stored.
    """
    check_limits(
        judge_runs=judge_runs, max_cost=max_cost, max_time=max_time, concurrency=concurrency
    )
    opened = workspace or open_workspace()
    options = JudgeOptions(
        judges=names(judges),
        judge_runs=judge_runs,
        judge_sees=choice(Sight, judge_sees, "form for judges"),
        blind=blind,
    )
    if not options.judges:
        raise DelibctlError("no judge is named", next="name `patterns`, `fitted` or a model")
    chosen = options.chosen(opened.settings)
    path = find_run_with_answers(opened, None if run is None else str(run), "`judge`")
    asking = AskOptions.of(
        opened,
        Spending(max_cost=max_cost, max_time=max_time, yes=spend),
        Throughput(concurrency=concurrency),
        Reuse(refresh=refresh),
    )

    def workflow(cancellation: Cancellation) -> JudgedRun:
        guarded = replace(asking, guard=cancellation.guard)
        limit = None
        if chosen:
            limit = judge_run(opened, listener or Listener(), path, chosen, guarded)
        else:
            count_patterns_alone(path)
        return JudgedRun(scored=score_run(run_file.load_run(path)), path=path, limit=limit)

    return completed(workflow)


def _find(workspace: Workspace, run: str | Path | None) -> Path:
    return find_run(workspace, None if run is None else str(run))
