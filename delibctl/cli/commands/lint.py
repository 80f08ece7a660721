"""`delibctl lint`."""

import gc
from collections import Counter
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from delibctl.api.policies.fix import as_diff, lint_and_fix
from delibctl.api.workspace import Workspace
from delibctl.cli.github_job import annotate
from delibctl.cli.lint_output import rendered
from delibctl.cli.options import shared
from delibctl.cli.options.lint import LintChoice
from delibctl.cli.output import Targets, print_message, write_exact
from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import Fixes, Level, Report
from delibctl.report import LINT_FORMATS
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl lint policies/ --format json"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH", help="Policies, cases or fragments, or folders that contain them."
        ),
    ] = None,
    cases: shared.Cases = None,
    format: Annotated[str | None, shared.format_option(LINT_FORMATS)] = None,
    output: shared.Output = None,
    *,
    rules: LintChoice,
    safe: Annotated[
        bool,
        typer.Option("--fix", help="Fix findings where the meaning of the file stays the same."),
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="Also make fixes that may change the meaning."),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option(
            "--diff", help="Print the fixes as a patch and write nothing; exit 1 if there are any."
        ),
    ] = False,
) -> ExitCode:
    """Check policies and cases.

    Each finding shows the file, line and column, the source line with a caret, and what to do next.
    `delibctl rule CODE` explains a rule. To suppress a finding, write `# delib: ignore[CODE]
    reason` on the line or above it.
    """
    # The process ends after one pass; garbage collection would take most of its time.
    gc.disable()
    targets = Targets.of(format, output, LINT_FORMATS)
    workspace = here()
    start = [workspace.path(path) for path in paths or ()]
    if not start:
        start = [workspace.policy_path]
        cases = cases or workspace.settings.case_paths
    kinds = [Fixes.SAFE] * (safe or unsafe or diff) + [Fixes.UNSAFE] * unsafe
    fixed = lint_and_fix(workspace, start, cases, rules, frozenset(kinds))
    report, files = fixed.report, fixed.files
    if not report.files:
        raise DelibctlError(
            "no policy or cases found", next="name a policy, or start one with delibctl init"
        )
    if diff:
        write_exact(as_diff(files))
        _mention_unfixed(report)
        return ExitCode.FINDINGS if files.changed else ExitCode.CLEAN
    files.write_changed(chosen_by_user=False)
    _show(workspace, report, targets, annotated=format is None)
    if fixed.count:
        print_message(
            f"{counted(fixed.count, 'finding')} fixed in {counted(len(files.changed), 'file')}"
        )
    if fixed.skipped:
        print_message(f"{counted(fixed.skipped, 'other YAML file')} skipped")
    return ExitCode.FINDINGS if report.at_least(rules.gate(workspace)) else ExitCode.CLEAN


def _mention_unfixed(report: Report) -> None:
    """Print what a patch does not show: files with errors that no fix removes."""
    for notice in report.notices:
        print_message(f"note: {notice}")
    errors = Counter(finding.place.file for finding in report.at_least(Level.ERROR))
    for file, count in errors.items():
        print_message(
            f"{file}: {counted(count, 'error')} not fixed; next: delibctl lint {quote(file)}"
        )


def _show(workspace: Workspace, report: Report, targets: Targets, *, annotated: bool) -> None:
    render = partial(rendered, workspace, report=report)
    targets.write(render)
    if annotated:
        annotate(render)
