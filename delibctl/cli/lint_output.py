"""The findings of lint, rendered for stdout or a file."""

from dataclasses import replace

from delibctl.api.workspace import Workspace
from delibctl.cli.output import render_options
from delibctl.edge.git.repository import below_root
from delibctl.lint import Report
from delibctl.report import lint_report


def rendered(workspace: Workspace, format: str, report: Report) -> str:
    """Return findings in a format, with the lines that they point at."""
    source = {document.name: document.text for document in report.files}
    below = below_root(workspace.absolute_folder)
    return lint_report(
        format, report, replace(render_options(format), source=source, below_root=below)
    )
