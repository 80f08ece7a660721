"""`delibctl lint`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.opening import open_paths
from delibctl.cli.output import (
    choice,
    default_format,
    output_formats,
    page,
    talk,
    write,
    write_files,
)
from delibctl.edge.files import LocalFiles
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import Level, Report, lint
from delibctl.report import LINT_FORMATS, lint_report

EXAMPLE = "Example: delibctl lint policies/ --format json"

_FORMATS = list(LINT_FORMATS)


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Policies, cases, fragments, or folders of them."),
    ] = None,
    cases: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Case files, instead of the policy's own."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}.", show_default="by stdout"
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT:FILE", help="Also write FORMAT:FILE; may be repeated."),
    ] = None,
    fail_on: Annotated[
        Level, typer.Option(help="Exit 1 from this level of finding on.")
    ] = Level.ERROR,
) -> ExitCode:
    """Check policies and cases; each finding says what to do next.

    A finding has file, line and column, and shows the line with a caret.
    """
    chosen = choice("--format", format or default_format(), _FORMATS)
    others = output_formats(output or [], _FORMATS)
    settings = load_settings(Path.cwd())
    if not paths:
        paths = [settings.policy_path]
        cases = cases or settings.case_paths
    opened = open_paths(paths, LocalFiles(Path.cwd()), cases)
    report = lint(opened.bundles, opened.loose)
    if not report.files:
        raise DelibctlError("nothing to check", next="name a policy, or: delibctl init")
    write(_render(report, chosen))
    write_files(output or [], {name: _render(report, name) for name in others})
    if opened.skipped:
        talk(f"{opened.skipped} other YAML file{'s' * (opened.skipped > 1)} skipped")
    return ExitCode.FINDINGS if report.at_least(fail_on) else ExitCode.CLEAN


def _render(report: Report, name: str) -> str:
    texts = {document.name: document.text for document in report.files}
    return lint_report(name, report, replace(page(name), source=texts))
