"""Findings for programs."""

from delibctl.lint import Report
from delibctl.report.page import Page
from delibctl.text.escape import as_json


def render(report: Report, _page: Page) -> str:
    """One document; lines and columns count from 1, columns in code points, ends exclusive."""
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
            }
            for finding in report.findings
        ],
    }
    return as_json(document)
