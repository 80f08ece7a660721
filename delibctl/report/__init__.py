"""Reports: one file to a format, each a function from data to text.

A format is imported once it is asked for: `--help` names them all and loads none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from delibctl.report.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from delibctl.diff import Coverage, RunDiff
    from delibctl.diff.calibration import Calibrated
    from delibctl.diff.policies import Comparison
    from delibctl.lint import Registered, Report
    from delibctl.report.checks import Check
    from delibctl.report.run_list import RunList
    from delibctl.report.tried import Tried

#: `delibctl lint --format`, and the module of each.
LINT_FORMATS = {
    "rich": "lint_rich",
    "text": "lint_rich",
    "json": "lint_json",
    "github": "lint_github",
    "gitlab": "lint_gitlab",
    "junit": "lint_junit",
    "markdown": "lint_markdown",
    "sarif": "lint_sarif",
}

#: `delibctl rule --format`, and the module of each.
RULE_FORMATS = {"rich": "rule_rich", "text": "rule_rich", "json": "rule_json"}

#: `delibctl try --format`, and the module of each.
TRY_FORMATS = {"rich": "try_rich", "text": "try_rich", "json": "try_json"}

#: `delibctl diff OLD NEW --format`, and the module of each.
POLICY_FORMATS = {
    "rich": "policy_rich",
    "text": "policy_rich",
    "json": "policy_json",
    "markdown": "policy_markdown",
    "github": "policy_github",
}

#: `delibctl diff RUN --format`, and the module of each.
RUN_FORMATS = {
    "rich": "run_rich",
    "text": "run_rich",
    "json": "run_json",
    "markdown": "run_markdown",
}

#: `delibctl runs --format`, and the module of each.
RUNS_FORMATS = {"rich": "runs_rich", "text": "runs_rich", "json": "runs_json"}

#: `delibctl doctor --format`, and the module of each.
DOCTOR_FORMATS = {"rich": "doctor_rich", "text": "doctor_rich", "json": "doctor_json"}

#: `delibctl coverage --format`, and the module of each.
COVERAGE_FORMATS = {"rich": "coverage_rich", "text": "coverage_rich", "json": "coverage_json"}

#: `delibctl calibrate --format`, and the module of each.
CALIBRATION_FORMATS = {
    "rich": "calibration_rich",
    "text": "calibration_rich",
    "json": "calibration_json",
}

#: `delibctl diff --format`, whatever it is of.
DIFF_FORMATS = tuple({**RUN_FORMATS, **POLICY_FORMATS})


def lint_report(format: str, report: "Report", page: Page) -> str:
    """Findings in one of LINT_FORMATS."""
    return str(import_module(f"delibctl.report.{LINT_FORMATS[format]}").render(report, page))


def rule_report(format: str, rules: "tuple[Registered, ...]", page: Page) -> str:
    """Lint rules in one of RULE_FORMATS."""
    return str(import_module(f"delibctl.report.{RULE_FORMATS[format]}").render(rules, page))


def try_report(format: str, tried: "Tried", page: Page) -> str:
    """One question in one of TRY_FORMATS."""
    return str(import_module(f"delibctl.report.{TRY_FORMATS[format]}").render(tried, page))


def policy_report(format: str, comparison: "Comparison", page: Page) -> str:
    """What changed in policies in one of POLICY_FORMATS."""
    return str(import_module(f"delibctl.report.{POLICY_FORMATS[format]}").render(comparison, page))


def run_report(format: str, diff: "RunDiff", page: Page) -> str:
    """A run in one of RUN_FORMATS."""
    return str(import_module(f"delibctl.report.{RUN_FORMATS[format]}").render(diff, page))


def runs_report(format: str, runs: "RunList", page: Page) -> str:
    """A list of runs in one of RUNS_FORMATS."""
    return str(import_module(f"delibctl.report.{RUNS_FORMATS[format]}").render(runs, page))


def doctor_report(format: str, checks: "Sequence[Check]", page: Page) -> str:
    """What was looked at, in one of DOCTOR_FORMATS."""
    return str(import_module(f"delibctl.report.{DOCTOR_FORMATS[format]}").render(checks, page))


def coverage_report(format: str, coverage: "Coverage", page: Page) -> str:
    """What is tested and cited, in one of COVERAGE_FORMATS."""
    return str(import_module(f"delibctl.report.{COVERAGE_FORMATS[format]}").render(coverage, page))


def calibration_report(format: str, calibrated: "Calibrated", page: Page) -> str:
    """Judges against labels, in one of CALIBRATION_FORMATS."""
    module = import_module(f"delibctl.report.{CALIBRATION_FORMATS[format]}")
    return str(module.render(calibrated, page))


__all__ = [
    "CALIBRATION_FORMATS",
    "COVERAGE_FORMATS",
    "DIFF_FORMATS",
    "DOCTOR_FORMATS",
    "LINT_FORMATS",
    "POLICY_FORMATS",
    "RULE_FORMATS",
    "RUNS_FORMATS",
    "RUN_FORMATS",
    "TRY_FORMATS",
    "Page",
    "calibration_report",
    "coverage_report",
    "doctor_report",
    "lint_report",
    "policy_report",
    "rule_report",
    "run_report",
    "runs_report",
    "try_report",
]
