"""Findings as annotations of a GitHub Actions step."""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint import Finding, Level, Report
from delibctl.report.annotations import SHOWN, annotation
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
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
    hidden = {level: levels[level] - SHOWN for level in Level if levels[level] > SHOWN}
    if hidden:
        number = sum(hidden.values())
        by_level = ", ".join(counted(hidden[level], level) for level in hidden)
        yield (
            f"{number} of {counted(len(report.findings), 'finding')} "
            f"{'is' if number == 1 else 'are'} not shown by GitHub: {by_level}; "
            "the job summary lists all"
        )
