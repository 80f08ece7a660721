"""Reports: one file to a format, each a function from data to text."""

from collections.abc import Callable

from delibctl.diff import RunDiff
from delibctl.lint import Report
from delibctl.report import lint_json, lint_rich, run_json, run_markdown, run_rich
from delibctl.report.page import Page

#: `delibctl lint --format`
LINT_FORMATS: dict[str, Callable[[Report, Page], str]] = {
    "rich": lint_rich.render,
    "text": lint_rich.render,
    "json": lint_json.render,
}

#: `delibctl diff RUN --format`
RUN_FORMATS: dict[str, Callable[[RunDiff, Page], str]] = {
    "rich": run_rich.render,
    "text": run_rich.render,
    "json": run_json.render,
    "markdown": run_markdown.render,
}

__all__ = ["LINT_FORMATS", "RUN_FORMATS", "Page"]
