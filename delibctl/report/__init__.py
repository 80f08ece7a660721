"""Reports: one file to a format, each a function from data to text.

A format is imported once it is asked for: `--help` names them all and loads none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from delibctl.report.page import Page

if TYPE_CHECKING:
    from delibctl.diff import RunDiff
    from delibctl.lint import Report

#: `delibctl lint --format`, and the module of each.
LINT_FORMATS = {"rich": "lint_rich", "text": "lint_rich", "json": "lint_json"}

#: `delibctl diff RUN --format`, and the module of each.
RUN_FORMATS = {
    "rich": "run_rich",
    "text": "run_rich",
    "json": "run_json",
    "markdown": "run_markdown",
}


def lint_report(format: str, report: "Report", page: Page) -> str:
    """Findings in one of LINT_FORMATS."""
    return str(import_module(f"delibctl.report.{LINT_FORMATS[format]}").render(report, page))


def run_report(format: str, diff: "RunDiff", page: Page) -> str:
    """A run in one of RUN_FORMATS."""
    return str(import_module(f"delibctl.report.{RUN_FORMATS[format]}").render(diff, page))


__all__ = ["LINT_FORMATS", "RUN_FORMATS", "Page", "lint_report", "run_report"]
