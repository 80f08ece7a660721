"""`delibctl lint`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli import options
from delibctl.cli.opening import open_paths
from delibctl.cli.output import Targets, page, talk
from delibctl.edge.files import LocalFiles
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import Level, lint
from delibctl.report import LINT_FORMATS, lint_report

EXAMPLE = "Example: delibctl lint policies/ --format json"


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Policies, cases, fragments, or folders of them."),
    ] = None,
    cases: options.Cases = None,
    format: Annotated[str | None, options.format_option(LINT_FORMATS)] = None,
    output: options.Output = None,
    fail_on: Annotated[
        Level, typer.Option(help="Exit 1 from this level of finding on.")
    ] = Level.ERROR,
) -> ExitCode:
    """Check policies and cases; each finding says what to do next.

    A finding has file, line and column, and shows the line with a caret.
    """
    targets = Targets.of(format, output, LINT_FORMATS)
    settings = load_settings(Path.cwd())
    if not paths:
        paths = [settings.policy_path]
        cases = cases or settings.case_paths
    opened = open_paths(paths, LocalFiles(Path.cwd()), cases)
    report = lint(opened.bundles, opened.loose)
    if not report.files:
        raise DelibctlError("nothing to check", next="name a policy, or: delibctl init")
    texts = {document.name: document.text for document in report.files}
    targets.write(lambda name: lint_report(name, report, replace(page(name), source=texts)))
    if opened.skipped:
        talk(f"{opened.skipped} other YAML file{'s' * (opened.skipped > 1)} skipped")
    return ExitCode.FINDINGS if report.at_least(fail_on) else ExitCode.CLEAN
