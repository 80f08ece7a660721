"""Findings for programs."""

from typing import Any

from delibctl.lint import Finding, Report
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(report: Report, _options: RenderOptions) -> str:
    """Render one document; lines and columns count from 1, in code points, ends exclusive."""
    document = {
        "schema_version": 1,
        "files": [document.name for document in report.files],
        "notices": list(report.notices),
        "findings": [
            {
                "code": finding.code,
                "name": finding.name,
                "level": finding.level,
                "file": finding.place.file,
                "line": finding.place.line,
                "column": finding.place.column,
                "end_line": finding.place.end_line,
                "end_column": finding.place.end_column,
                "message": finding.message,
                "next": finding.next,
                "fix": _fix(finding),
            }
            for finding in report.findings
        ],
        "suppressed": [
            {
                "code": entry.finding.code,
                "file": entry.finding.place.file,
                "line": entry.finding.place.line,
                "message": entry.finding.message,
                "reason": entry.reason,
            }
            for entry in report.suppressed
        ],
    }
    return as_json(document)


def _fix(finding: Finding) -> dict[str, Any] | None:
    """Return the edits that fix a finding, and whether they keep the meaning of the file."""
    if finding.fixes is None:
        return None
    return {
        "applicability": finding.fixes,
        "edits": [
            {
                "line": edit.place.line,
                "column": edit.place.column,
                "end_line": edit.place.end_line,
                "end_column": edit.place.end_column,
                "text": edit.text,
            }
            for edit in finding.edits
        ],
    }
