"""Findings as annotations of a GitHub Actions step."""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint import Finding, Level, Report
from delibctl.report.annotations import annotation, not_shown
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import inert, one_line

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """Render an annotation for each finding, worst first, then plain lines on what GitHub hides."""
    findings = sorted(report.findings, key=lambda finding: -finding.level.rank)
    lines = [*(_annotation(finding, options) for finding in findings), *_plain(report)]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, options: RenderOptions) -> str:
    return annotation(
        _COMMANDS[finding.level],
        finding.place,
        f"{finding.code} {finding.name}",
        f"{finding.message}. {finding.next}",
        options,
    )


def _plain(report: Report) -> Iterator[str]:
    for notice in report.notices:
        yield inert(f"note: {one_line(notice)}")
    levels = Counter(finding.level for finding in report.findings)
    if hidden := not_shown({str(level): levels[level] for level in Level}, "finding"):
        yield hidden
