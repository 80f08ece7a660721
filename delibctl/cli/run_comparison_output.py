"""`delibctl diff BEFORE AFTER`: what changed between two runs, and the gates on it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from delibctl.api.cases.filters import Filters
from delibctl.api.runs.change_texts import Shown, all_changes, no_changes
from delibctl.api.runs.check_compared import check_compared
from delibctl.api.runs.compare import compare_runs
from delibctl.api.runs.find import run_name
from delibctl.api.workspace import Workspace
from delibctl.cli.github_job import annotate
from delibctl.cli.options.diff import View
from delibctl.cli.options.gates import Gates, comparison_limits
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.cli.pending_output import report_pending
from delibctl.cli.verdict_output import exit_with
from delibctl.compare.runs.change import CaseChange
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.edge.git.repository import below_root
from delibctl.errors import ExitCode
from delibctl.report import COMPARISON_FORMATS, comparison_report
from delibctl.report.comparison.view import ORDER, ComparisonView, clause_groups

#: Changes of a model that a format for people shows unless --limit changes it.
_LIMITS = dict.fromkeys(("rich", "text", "markdown"), 20)
#: Formats that show what models said: one for people, or of all changes.
_FOR_PEOPLE, _WHOLE = {"rich", "text"}, {"json"}
#: Formats that name files from the root of the repository.
_OF_FILES = ("github", "sarif")


def diff_of_runs(
    workspace: Workspace,
    runs: tuple[Path, Path],
    outlets: tuple[str | None, list[str] | None],
    view: View,
    gates: Gates,
    filters: Filters,
    names: tuple[str, str],
) -> ExitCode:
    """Show what changed between two runs; the gates decide the exit code."""
    targets = Targets.of(*outlets, COMPARISON_FORMATS)
    print_message(f"runs: {' against '.join(run_name(workspace, run) for run in runs)}")
    shown_changes = _with_texts(targets.formats, view.limit)
    comparison = compare_runs(workspace, *runs, view.model or (), filters, shown=shown_changes)
    configured = workspace.settings.max_broken
    checked = check_compared(
        comparison,
        comparison_limits(workspace.settings.gates, gates),
        max_broken=configured if gates.max_broken is None else gates.max_broken,
        allow_no_verdict=gates.allow_no_verdict,
    )
    shown = ComparisonView(
        comparison=comparison,
        gates=checked.gates,
        verdict=checked.verdict,
        before=names[0],
        after=names[1],
    )

    def rendered(format: str) -> str:
        options = replace(
            render_options(format),
            limit=_LIMITS.get(format, 0) if view.limit is None else view.limit,
            show_sensitive=view.show_sensitive,
            below_root=below_root(workspace.absolute_folder) if format in _OF_FILES else "",
        )
        return comparison_report(format, shown, options)

    targets.write(rendered)
    if not view.model and filters == Filters():
        report_pending(workspace, comparison, runs[1])
    if outlets[0] is None:
        annotate(rendered)
    return exit_with(checked.verdict)


def _with_texts(formats: set[str], limit: int | None) -> Shown:
    """Return which changes need what models said: looking it up takes long in large runs."""
    limits = {_LIMITS[name] if limit is None else limit for name in formats & _FOR_PEOPLE}
    if formats & _WHOLE or 0 in limits:
        return all_changes
    if not limits:
        return no_changes

    def shown(model: ModelComparison) -> Iterator[CaseChange]:
        groups, _ = clause_groups(model.changes, ORDER, max(limits))
        yield from (change for group in groups for change in group.changes)

    return shown
