"""`delibctl diff RUN`: the expected and the cited clauses of each case."""

from dataclasses import replace
from pathlib import Path

from delibctl.api.cases.filters import Filters
from delibctl.api.judging.label_file import LabelFile
from delibctl.api.runs.comparable import note_on_stale
from delibctl.api.runs.diff import diff_run
from delibctl.api.runs.find import run_name
from delibctl.api.runs.groups import grouped_run
from delibctl.api.workspace import Workspace
from delibctl.cli.options.diff import View, run_gates
from delibctl.cli.options.gates import Gates
from delibctl.cli.output import Targets, choice, print_message, render_options
from delibctl.cli.verdict_output import exit_with
from delibctl.edge.run_file.committed import note_on_committed_run
from delibctl.errors import ExitCode
from delibctl.gates import ReasonKind, check_run, diff_verdict
from delibctl.report import GROUP_FORMATS, RUN_FORMATS, groups_report, run_report
from delibctl.report.run.figures import gate_line
from delibctl.score.groups.grouping import GroupBy
from delibctl.score.trial_scoring import Places

_ONLY = ["wrong", "all"]
#: Misses of a model that are shown unless --limit changes it; json shows all.
_LIMIT = 20


def diff_of_run(
    workspace: Workspace,
    path: Path,
    outlets: tuple[str | None, list[str] | None],
    fail_on: list[str],
    view: View,
    gates: Gates,
    filters: Filters,
    labels: LabelFile | None,
) -> ExitCode:
    """Show a run against its own cases; the gates decide the exit code."""
    targets = Targets.of(*outlets, RUN_FORMATS if view.group_by is None else GROUP_FORMATS)
    choice("--only", view.only, _ONLY)
    by = None if view.group_by is None else choice("--group-by", view.group_by, list(GroupBy))
    limits = gates.limits(run_gates(fail_on), workspace.settings.gates)
    print_message(f"run {run_name(workspace, path)}: expected against cited")
    if note := note_on_committed_run(path, workspace.environment):
        print_message(f"note: {note}")
    # Only the document for programs has whole answers.
    texts = "json" in targets.formats
    places = Places.MISSED if view.only == "wrong" and not texts else Places.ALL
    scored = diff_run(
        workspace, path, view.model or (), filters, labels, texts=texts, places=places
    )
    if stale := scored.run.info.stale:
        print_message(f"note: {note_on_stale(stale)}")
    results = check_run(scored, limits)
    grouped = None if by is None else grouped_run(scored, GroupBy(by))

    def rendered(format: str) -> str:
        default = 0 if format == "json" else _LIMIT
        options = replace(
            render_options(format),
            only_missed=view.only == "wrong",
            limit=default if view.limit is None else view.limit,
            show_sensitive=view.show_sensitive,
            timing=view.timing,
        )
        if grouped is not None:
            return groups_report(format, grouped, options)
        return run_report(format, scored, options, results)

    targets.write(rendered)
    for model in scored.models:
        for gate in results[model.name]:
            print_message(gate_line(model.name, gate))
    configured = workspace.settings.max_broken
    verdict = diff_verdict(
        scored,
        results,
        max_broken=configured if gates.max_broken is None else gates.max_broken,
        allow_no_verdict=gates.allow_no_verdict,
    )
    return exit_with(verdict, printed=(ReasonKind.GATE_FAILED, ReasonKind.GATE_UNDECIDED))
