"""`delibctl diff BEFORE AFTER`: what changed between two runs, and the gates on it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from delibctl.api.cases.filters import Filters
from delibctl.api.runs.compare import compare_runs
from delibctl.api.workspace import Workspace
from delibctl.cli.github_job import annotate
from delibctl.cli.options.diff import View
from delibctl.cli.options.gates import Gates, comparison_limits
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.cli.verdict_output import exit_with
from delibctl.compare.runs.comparison import RunComparison
from delibctl.edge.git.repository import below_root
from delibctl.errors import ExitCode
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.gates.comparison import (
    ComparisonLimits,
    applicable,
    comparison_verdict,
    covered,
    disputed,
    with_unseen,
)
from delibctl.gates.deciding import check_stored
from delibctl.report import COMPARISON_FORMATS, comparison_report
from delibctl.report.comparison.view import ComparisonView

#: Changes of a model that a format for people shows unless --limit changes it.
_LIMITS = dict.fromkeys(("rich", "text", "markdown"), 20)
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
    print_message(f"runs: {runs[0].name} against {runs[1].name}")
    comparison = compare_runs(workspace, *runs, view.model or (), filters)
    paired = [case for model in comparison.models for case in model.paired]
    # Equal runs are no finding. An edit of the policy that reached no case is, by each gate.
    same = not (comparison.policy_changes or comparison.changed)
    same = same and bool(paired) and not any(case.affected for case in paired)
    before, after = comparison.before, comparison.after
    limits = comparison_limits(workspace.settings.gates, gates)
    limits, unchecked = applicable(limits, (before.policy, after.policy))
    results = check_stored(
        comparison.pairs,
        _without_changes(limits) if same else limits,
        None if same else comparison.fresh,
        coverage=covered(after),
        disputed=disputed(after),
    )
    results = with_unseen(results, comparison.unseen_critical, comparison.gone_critical)
    configured = workspace.settings.max_broken
    limit = configured if gates.max_broken is None else gates.max_broken
    verdict = Verdict.fold(
        [*_distrust(comparison, limit), *comparison_verdict(results).reasons],
        allow_no_verdict=gates.allow_no_verdict,
    )
    shown = ComparisonView(
        comparison=comparison,
        gates={m: tuple(of) for m, of in groupby(results, lambda gate: gate.model)},
        verdict=verdict,
        before=names[0],
        after=names[1],
        unchecked=unchecked,
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
    if outlets[0] is None:
        annotate(rendered)
    return exit_with(verdict)


def _without_changes(limits: ComparisonLimits) -> ComparisonLimits:
    """Return the limits without those on changes."""
    return replace(
        limits, tolerance=None, max_regressed_clauses=None, max_critical_regressions=None
    )


def _distrust(comparison: RunComparison, max_broken: float) -> Iterator[Reason]:
    """Yield a reason for each model whose answers on a side are too often unusable."""
    for model in comparison.models:
        for side, name in ((model.before, "before"), (model.after, "after")):
            if (side.unusable.value or 0.0) > max_broken:
                count = f"{side.unusable.hits} of {side.unusable.total} trials"
                yield Reason.of(
                    ReasonKind.UNTRUSTED,
                    f"{model.name}, {name}: not to be trusted: {count} are broken or unreadable, "
                    f"at most {max_broken:.1%} may be",
                )
    if not comparison.finished:
        text = "a run is not finished, so only what was asked is compared"
        yield Reason.of(ReasonKind.UNFINISHED, text, "the same probe continues it")
