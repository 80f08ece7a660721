"""Runs in groups: the figures side by side, and the clauses on which models disagree."""

from collections.abc import Sequence
from pathlib import Path

from delibctl.api.cases.filters import Filters
from delibctl.api.runs.groups import grouped_run
from delibctl.api.workspace import Workspace
from delibctl.library.arguments import choice
from delibctl.library.runs import score
from delibctl.model import Run
from delibctl.score.groups.grouping import GroupBy, GroupedRun


def diff_groups(
    run: Run | str | Path | None = None,
    *,
    by: GroupBy | str = GroupBy.MODEL,
    models: str | Sequence[str] = (),
    filters: Filters | None = None,
    workspace: Workspace | None = None,
) -> GroupedRun:
    """Show one run in groups, side by side; nobody is asked anything.

    Args:
        run: a loaded run, or what `load_run` takes.
        by: model, lang, kind, mode or category.
        models: only these models of the run.
        filters: only the trials of these cases.
        workspace: the working folder's unless given.

    Returns:
        Each group with its trials and figures, and by model `agreement`: where models and judges
        disagree about a clause, and what that says of the clause.

    Raises:
        DelibctlError: there is no such run, model or grouping, a filter fits nothing, or all
            trials are in one group.
    """
    grouping = choice(GroupBy, by, "group")
    return grouped_run(score(run, models=models, filters=filters, workspace=workspace), grouping)
