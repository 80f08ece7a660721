"""Reports: one file for each format, with a function from data to text.

A format is imported on first use: `--help` names all formats and loads none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from delibctl.report.render_options import RenderOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from delibctl.compare.policies import ChangedPart, Comparison
    from delibctl.gates import Results
    from delibctl.lint import Registered, Report
    from delibctl.report.approvals.listing import ListedApproval
    from delibctl.report.ci.result import CiResult
    from delibctl.report.comparison.view import ComparisonView
    from delibctl.report.distilling.view import DistillView
    from delibctl.report.doctor.checks import Check
    from delibctl.report.one_prompt.result import PromptResult
    from delibctl.report.runs.listing import RunList
    from delibctl.score.calibration import Calibrations
    from delibctl.score.coverage import Coverage
    from delibctl.score.groups.grouping import GroupedRun
    from delibctl.score.scored_run import ScoredRun

#: `delibctl lint --format`, and the module of each.
LINT_FORMATS = {
    "rich": "lint.rich",
    "text": "lint.rich",
    "json": "lint.json",
    "github": "lint.github",
    "gitlab": "lint.gitlab",
    "junit": "lint.junit",
    "markdown": "lint.markdown",
    "sarif": "lint.sarif",
}

#: `delibctl rule --format`, and the module of each.
RULE_FORMATS = {"rich": "rule.rich", "text": "rule.rich", "json": "rule.json"}

#: `delibctl try --format`, and the module of each.
TRY_FORMATS = {"rich": "one_prompt.rich", "text": "one_prompt.rich", "json": "one_prompt.json"}

#: `delibctl diff OLD NEW --format`, and the module of each.
POLICY_FORMATS = {
    "rich": "policies.rich",
    "text": "policies.rich",
    "json": "policies.json",
    "markdown": "policies.markdown",
    "github": "policies.github",
    "junit": "policies.junit",
    "sarif": "policies.sarif",
}

#: `delibctl accept --list --format`, and the module of each.
APPROVAL_FORMATS = {"rich": "approvals.rich", "text": "approvals.rich", "json": "approvals.json"}

#: `delibctl diff RUN --format`, and the module of each.
RUN_FORMATS = {
    "rich": "run.rich",
    "text": "run.rich",
    "json": "run.json",
    "markdown": "run.markdown",
}

#: `delibctl diff BEFORE AFTER --format`, and the module of each.
COMPARISON_FORMATS = {
    "rich": "comparison.rich",
    "text": "comparison.rich",
    "json": "comparison.json",
    "markdown": "comparison.markdown",
    "github": "comparison.github",
    "junit": "comparison.junit",
    "sarif": "comparison.sarif",
}

#: `delibctl diff RUN --group-by --format`, and the module of each.
GROUP_FORMATS = {
    "rich": "groups.rich",
    "text": "groups.rich",
    "json": "groups.json",
    "markdown": "groups.markdown",
}

#: `delibctl runs --format`, and the module of each.
RUNS_FORMATS = {"rich": "runs.rich", "text": "runs.rich", "json": "runs.json"}

#: `delibctl doctor --format`, and the module of each.
DOCTOR_FORMATS = {"rich": "doctor.rich", "text": "doctor.rich", "json": "doctor.json"}

#: `delibctl coverage --format`, and the module of each.
COVERAGE_FORMATS = {"rich": "coverage.rich", "text": "coverage.rich", "json": "coverage.json"}

#: `delibctl distill --format`, and the module of each.
DISTILL_FORMATS = {
    "rich": "distilling.rich",
    "text": "distilling.rich",
    "json": "distilling.json",
}

#: `delibctl calibrate --format`, and the module of each.
CALIBRATION_FORMATS = {
    "rich": "calibration.rich",
    "text": "calibration.rich",
    "json": "calibration.json",
}

#: `delibctl ci --format`, and the module of each.
CI_FORMATS = {
    "rich": "ci.rich",
    "text": "ci.rich",
    "json": "ci.json",
    "markdown": "ci.markdown",
    "github": "ci.github",
}

#: `delibctl diff --format`, of a run or of policies.
DIFF_FORMATS = tuple({**RUN_FORMATS, **POLICY_FORMATS})


def lint_report(format: str, report: "Report", options: RenderOptions) -> str:
    """Render findings in one of LINT_FORMATS."""
    return str(import_module(f"delibctl.report.{LINT_FORMATS[format]}").render(report, options))


def rule_report(format: str, rules: "tuple[Registered, ...]", options: RenderOptions) -> str:
    """Render lint rules in one of RULE_FORMATS."""
    return str(import_module(f"delibctl.report.{RULE_FORMATS[format]}").render(rules, options))


def try_report(format: str, result: "PromptResult", options: RenderOptions) -> str:
    """Render one prompt in one of TRY_FORMATS."""
    return str(import_module(f"delibctl.report.{TRY_FORMATS[format]}").render(result, options))


def policy_report(format: str, comparison: "Comparison", options: RenderOptions) -> str:
    """Render the changes of policies in one of POLICY_FORMATS."""
    return str(
        import_module(f"delibctl.report.{POLICY_FORMATS[format]}").render(comparison, options)
    )


def part_report(part: "ChangedPart", policy_title: str, options: RenderOptions) -> str:
    """Render the changes of one part of a policy as text, below its name."""
    rich = import_module("delibctl.report.policies.rich")
    return str(rich.render_part(part, policy_title, options))


def approvals_report(
    format: str, approvals: "Sequence[ListedApproval]", options: RenderOptions
) -> str:
    """Render approvals in one of APPROVAL_FORMATS."""
    return str(
        import_module(f"delibctl.report.{APPROVAL_FORMATS[format]}").render(approvals, options)
    )


def run_report(
    format: str, scored_run: "ScoredRun", options: RenderOptions, gates: "Results | None" = None
) -> str:
    """Render a run in one of RUN_FORMATS."""
    return str(
        import_module(f"delibctl.report.{RUN_FORMATS[format]}").render(
            scored_run, options, gates or {}
        )
    )


def comparison_report(format: str, view: "ComparisonView", options: RenderOptions) -> str:
    """Render two compared runs in one of COMPARISON_FORMATS."""
    module = import_module(f"delibctl.report.{COMPARISON_FORMATS[format]}")
    return str(module.render(view, options))


def groups_report(format: str, grouped: "GroupedRun", options: RenderOptions) -> str:
    """Render a run in groups in one of GROUP_FORMATS."""
    return str(import_module(f"delibctl.report.{GROUP_FORMATS[format]}").render(grouped, options))


def runs_report(format: str, runs: "RunList", options: RenderOptions) -> str:
    """Render a list of runs in one of RUNS_FORMATS."""
    return str(import_module(f"delibctl.report.{RUNS_FORMATS[format]}").render(runs, options))


def doctor_report(format: str, checks: "Sequence[Check]", options: RenderOptions) -> str:
    """Render checks in one of DOCTOR_FORMATS."""
    return str(import_module(f"delibctl.report.{DOCTOR_FORMATS[format]}").render(checks, options))


def coverage_report(format: str, coverage: "Coverage", options: RenderOptions) -> str:
    """Render coverage in one of COVERAGE_FORMATS."""
    return str(
        import_module(f"delibctl.report.{COVERAGE_FORMATS[format]}").render(coverage, options)
    )


def distill_report(format: str, view: "DistillView", options: RenderOptions) -> str:
    """Render a distilled run in one of DISTILL_FORMATS."""
    return str(import_module(f"delibctl.report.{DISTILL_FORMATS[format]}").render(view, options))


def ci_report(format: str, result: "CiResult", options: RenderOptions) -> str:
    """Render the verdict on a branch in one of CI_FORMATS."""
    return str(import_module(f"delibctl.report.{CI_FORMATS[format]}").render(result, options))


def calibration_report(format: str, calibrations: "Calibrations", options: RenderOptions) -> str:
    """Render calibrations in one of CALIBRATION_FORMATS."""
    module = import_module(f"delibctl.report.{CALIBRATION_FORMATS[format]}")
    return str(module.render(calibrations, options))


__all__ = [
    "APPROVAL_FORMATS",
    "CALIBRATION_FORMATS",
    "CI_FORMATS",
    "COMPARISON_FORMATS",
    "COVERAGE_FORMATS",
    "DIFF_FORMATS",
    "DISTILL_FORMATS",
    "DOCTOR_FORMATS",
    "GROUP_FORMATS",
    "LINT_FORMATS",
    "POLICY_FORMATS",
    "RULE_FORMATS",
    "RUNS_FORMATS",
    "RUN_FORMATS",
    "TRY_FORMATS",
    "RenderOptions",
    "approvals_report",
    "calibration_report",
    "ci_report",
    "comparison_report",
    "coverage_report",
    "distill_report",
    "doctor_report",
    "groups_report",
    "lint_report",
    "part_report",
    "policy_report",
    "rule_report",
    "run_report",
    "runs_report",
    "try_report",
]
