"""Findings as a code quality report of GitLab."""

from delibctl.lint import Level, Report
from delibctl.report.lint.fingerprint import fingerprints
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json, encodable, visible

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """Render an array of issues; GitLab shows their descriptions and merges equal fingerprints."""
    issues = [
        {
            # GitLab does not show the name of the check, so the description ends with it.
            "description": visible(
                f"{finding.message}. {finding.next} ({finding.code} {finding.name})"
            ),
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.level],
            "location": {
                "path": encodable(options.from_root(finding.place.file)),
                "lines": {"begin": finding.place.line},
            },
        }
        for finding, fingerprint in zip(
            report.findings, fingerprints(report, options), strict=False
        )
    ]
    return as_json(issues)
