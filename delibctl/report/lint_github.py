"""Findings as annotations of a GitHub Actions step."""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint import Finding, Level, Report
from delibctl.report.page import Page
from delibctl.text.count import counted
from delibctl.text.escape import inert, one_line, visible

#: GitHub shows so many annotations of each level in a step, and drops the others silently.
SHOWN = 10

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report, page: Page) -> str:
    """An annotation to a finding, the worst first; then, as plain lines, what GitHub hides."""
    findings = sorted(report.findings, key=lambda finding: -finding.level.rank)
    lines = [*(_annotation(finding, page) for finding in findings), *_plain(report)]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, page: Page) -> str:
    place = finding.place
    properties = {"file": page.from_root(place.file), "line": str(place.line)}
    if place.line == place.end_line:
        # GitHub's columns are inclusive: its example has "banaas" in columns 5 to 10.
        properties["col"] = str(place.column)
        properties["endLine"] = str(place.end_line)
        properties["endColumn"] = str(max(place.column, place.end_column - 1))
    else:
        # It takes columns on one line only. A block ends at the beginning of the line after it.
        properties["endLine"] = str(max(place.line, place.end_line - (place.end_column == 1)))
    properties["title"] = f"{finding.code} {finding.name}"
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = _data(f"{finding.message}. {finding.next}")
    # `::` in the middle of a line is no command, but other hosts obey a `##[` that is.
    return f"::{_COMMANDS[finding.level]} {inert(f'{named}::{said}')}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(report: Report) -> Iterator[str]:
    for notice in report.notices:
        yield inert(f"note: {one_line(notice)}")
    levels = Counter(finding.level for finding in report.findings)
    hidden = {level: levels[level] - SHOWN for level in Level if levels[level] > SHOWN}
    if hidden:
        number = sum(hidden.values())
        each = ", ".join(counted(hidden[level], level) for level in hidden)
        yield (
            f"{number} of {counted(len(report.findings), 'finding')} "
            f"{'is' if number == 1 else 'are'} not shown by GitHub: {each}; "
            "the job summary lists all"
        )
