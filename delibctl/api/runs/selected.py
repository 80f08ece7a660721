"""The cases of two runs that filters select; one that selects none is named."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from delibctl.api.cases.filters import Filters, select_cases
from delibctl.api.workspace import Workspace
from delibctl.cases import Selection, select
from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError
from delibctl.model import Run
from delibctl.text.count import counted


def selected_ids(
    workspace: Workspace, before: Run, after: Run, path: Path, filters: Filters
) -> frozenset[str]:
    """Return the ids of the selected cases; what filters mean, the run after at `path` says.

    Raises DelibctlError if they select no case of one of the runs.
    """
    selection = select_cases(
        workspace,
        filters,
        after.policy,
        after.cases,
        workspace.policy_path,
        lambda: load_run(path),
    )
    ids = {case.id for case in select(after.cases, selection, lambda case: case)}
    if selection.sample is None:
        gone = (case for case in before.cases if case.id not in after.cases_by_id)
        ids.update(case.id for case in gone if selection.accepts(case))
    for run, when in ((before, "before"), (after, "after")):
        if not ids & run.cases_by_id.keys():
            raise _none_selected(run, when, filters, selection)
    return frozenset(ids)


def _none_selected(run: Run, when: str, filters: Filters, selection: Selection) -> DelibctlError:
    """Return the error that names the filter which no case passes, else all of them."""
    named, cases = dict(_each_alone(filters, selection)), counted(len(run.cases), "case")
    for name, alone in named.items():
        if not any(map(alone.accepts, run.cases)):
            what = f"the filter {name} selects none of the {cases} of the run {when}"
            break
    else:
        what = f"the filters {', '.join(named)} together select none of the {cases} of the run "
        what += when
    return DelibctlError(
        what, next="loosen the filters", usage=f"loosen the filters: {filters.text()}"
    )


def _each_alone(filters: Filters, selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Yield each filter that is set, in words, and the selection that it alone makes."""
    for name in ("category", "clause", "kind", "case", "lang", "split"):
        if values := getattr(filters, name):
            alone: dict[str, Any] = {name: tuple(values)}
            yield f"{name} {' or '.join(values)}", Selection(**alone)
    computed = [name for name in ("wrong", "changed") if getattr(filters, name)]
    if computed:
        yield " and ".join(computed), Selection(only=selection.only)
    if filters.sample is not None:
        yield f"sample {filters.sample}", Selection()
