"""`delibctl lint`."""

import gc
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.fix import as_diff, fix
from delibctl.api.policies.load import Opened, open_paths
from delibctl.cli.github_job import annotate
from delibctl.cli.options import shared
from delibctl.cli.options.lint import Choice, written
from delibctl.cli.output import Targets, talk, write_exact
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import Fixes, Report, lint
from delibctl.report import LINT_FORMATS
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl lint policies/ --format json"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Policies, cases, fragments, or folders of them."),
    ] = None,
    cases: shared.Cases = None,
    format: Annotated[str | None, shared.format_option(LINT_FORMATS)] = None,
    output: shared.Output = None,
    *,
    choice: Choice,
    safe: Annotated[
        bool, typer.Option("--fix", help="Make the edits that keep the meaning of a file.")
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe-fixes", help="Make edits that may change the meaning, too."),
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Print the edits as a patch, write nothing; exit 1 if any."),
    ] = False,
) -> ExitCode:
    """Check policies and cases; each finding says what to do next.

    A finding has file, line and column, and shows the line with a caret. `delibctl rule CODE` says
    why. `# delib: ignore[CODE] reason` on the line or above it suppresses a finding.
    """
    # One file, one pass, and then the process ends: collecting would be most of the time.
    gc.disable()
    targets = Targets.of(format, output, LINT_FORMATS)
    settings = load_settings(Path.cwd())
    if not paths:
        paths = [settings.policy_path]
        cases = cases or settings.case_paths
    files, chosen = LocalFiles(Path.cwd()), choice.options(settings)
    opened = Opened()

    def check() -> Report:
        nonlocal opened
        opened = open_paths(paths, files, cases)
        return lint(opened.bundles, opened.loose, chosen)

    wanted = [Fixes.SAFE] * (safe or unsafe or diff) + [Fixes.UNSAFE] * unsafe
    report, made = fix(files, frozenset(wanted), check)
    if not report.files:
        raise DelibctlError("nothing to check", next="name a policy, or: delibctl init")
    if diff:
        write_exact(as_diff(files))
        return ExitCode.FINDINGS if files.changed else ExitCode.CLEAN
    files.write_changed()
    _show(report, targets, annotated=format is None)
    if made:
        talk(f"{counted(made, 'finding')} mended in {counted(len(files.changed), 'file')}")
    if opened.skipped:
        talk(f"{counted(opened.skipped, 'other YAML file')} skipped")
    return ExitCode.FINDINGS if report.at_least(choice.gate(settings)) else ExitCode.CLEAN


def _show(report: Report, targets: Targets, *, annotated: bool) -> None:
    rendered = partial(written, report=report)
    targets.write(rendered)
    if annotated:
        annotate(rendered)
