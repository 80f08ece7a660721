"""Findings for the summary of a CI job, without text that could be markup."""

from collections import Counter
from collections.abc import Iterable, Iterator

from delibctl.lint import Finding, Level, Report
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import inert, markdown, one_line

#: GitHub drops a summary of more than 1 MiB: bytes for the table, bytes for the notices.
ROOM, NOTICE_ROOM = 900_000, 100_000

#: Characters in one cell, so that no single finding fills the summary.
CELL = 1000


def render(report: Report, options: RenderOptions) -> str:
    """Render a sentence, the findings, worst first, then what could not be checked."""
    return inert("\n".join(_parts(report, options))) + "\n"


def _parts(report: Report, options: RenderOptions) -> Iterator[str]:
    yield _sentence(report)
    if report.findings:
        yield from ("", "| level | where | rule | what | next |", "|---|---|---|---|---|")
        findings = sorted(report.findings, key=lambda finding: -finding.level.rank)
        rows, left_out = _fitting((_row(finding, options) for finding in findings), ROOM)
        yield from rows
        if left_out:
            yield from ("", f"{counted(left_out, 'more row')} left out to fit the size limit.")
    if report.notices:
        yield ""
        all_notes = (f"- note: {_cell(notice)}" for notice in report.notices)
        notes, left_out = _fitting(all_notes, NOTICE_ROOM)
        yield from notes
        if left_out:
            yield f"- {counted(left_out, 'more note')} left out to fit the size limit."


def _sentence(report: Report) -> str:
    files = counted(len(report.files), "file")
    suppressed = f", {len(report.suppressed)} suppressed" if report.suppressed else ""
    levels = Counter(finding.level for finding in report.findings)
    if not levels:
        return f"{files} checked, no findings{suppressed}."
    by_level = ", ".join(counted(levels[level], level) for level in Level if levels[level])
    faulty = len({finding.place.file for finding in report.findings})
    return f"**{by_level}** in {faulty} of {files}{suppressed}."


def _row(finding: Finding, options: RenderOptions) -> str:
    place = finding.place
    cells = (
        finding.level,
        f"{_cell(options.from_root(place.file))}:{place.line}:{place.column}",
        _cell(f"{finding.code} {finding.name}"),
        _cell(finding.message),
        _cell(finding.next),
    )
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return markdown(one_line(text, CELL))


def _fitting(lines: Iterable[str], room: int) -> tuple[list[str], int]:
    """Return the first lines that fit into `room` bytes, and the number of lines left out."""
    fitting: list[str] = []
    left_out = 0
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            left_out += 1
        else:
            fitting.append(line)
    return fitting, left_out
