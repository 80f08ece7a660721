"""Comparing a run with its own cases: the expected and the cited clauses."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from delibctl.api.cases.filters import Filters, select_cases
from delibctl.api.judging.label_file import LabelFile
from delibctl.api.runs.labels import are_configured, correct_run
from delibctl.api.runs.read_scored import read_scored
from delibctl.api.workspace import Workspace
from delibctl.cases import select
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError
from delibctl.model import Run
from delibctl.score.scored_run import ScoredRun, assemble_run
from delibctl.score.trial_scoring import Places
from delibctl.text.suggest import nearest


def diff_run(
    workspace: Workspace,
    path: Path,
    models: Sequence[str] = (),
    filters: Filters = Filters(),  # noqa: B008 - frozen
    labels: LabelFile | None = None,
    *,
    texts: bool = True,
    places: Places = Places.ALL,
) -> ScoredRun:
    """Score the selected trials of a run file, and correct figures by labels if there are any.

    The run of the result has no trials. Without `texts` scored trials lack reasonings and messages,
    and answers unless there are labels, which are of answers. `places` says of which trials it is
    looked up where the reasoning names what they cite.
    Raises DelibctlError if the run has no such model or no trial, none is selected, or no label is
    of its answers.
    """
    with closing(RunFile.open(path)) as file:
        whole = file.without_trials()
        start = workspace.policy_path
        selection = select_cases(workspace, filters, whole.policy, whole.cases, start, file.load)
        run = of_models(whole, models)
        cases = {case.id: case for case in select(run.cases, selection, lambda case: case)}
        aliases = [model.alias for model in run.plan.models]
        texts = texts or labels is not None or are_configured(workspace)
        trials = read_scored(file, whole, cases, aliases, texts=texts, places=places)
        scored = assemble_run(run, trials, tuple(cases.values()))
        if not scored.trials:
            raise none_selected(empty=not file.trial_keys())
    return correct_run(workspace, scored, labels)


def none_selected(*, empty: bool) -> DelibctlError:
    """Return the error for a run of which no trial is selected, because it has none if `empty`."""
    if empty:
        return DelibctlError("the run has no trial: nothing was measured", next="probe again")
    return DelibctlError("no trial is selected", next="loosen the filters")


def of_models(run: Run, names: Sequence[str]) -> Run:
    """Return the run with only those models; with all of them if none is named.

    Raises DelibctlError if the run does not have one of them.
    """
    aliases = [model.alias for model in run.plan.models]
    for name in names:
        if name not in aliases:
            raise DelibctlError(
                f"unknown model {name!r} in this run", next=nearest(name, aliases, "model")
            )
    models = tuple(model for model in run.plan.models if not names or model.alias in names)
    return replace(run, plan=replace(run.plan, models=models))
