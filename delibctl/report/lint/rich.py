"""Findings for people: the line with a caret, the fault, and what to do next."""

import re
from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from delibctl.lint import Finding, Fixes, Level, Report
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import visible

#: Findings of one rule shown for one file; we chose this number.
_MOST = 100
#: Lines end as the YAML parser ends them.
_LINE_END = re.compile(r"\r\n|\r|\n")


def render(report: Report, options: RenderOptions) -> str:
    """Render one block for each finding, then what could not be checked, then the count."""
    return options.write(_parts(report, options))


def _parts(report: Report, options: RenderOptions) -> Iterator[Text]:
    lines: dict[str, list[str]] = {}
    shown = Counter[tuple[str, str, str]]()
    for finding in report.findings:
        file = finding.place.file
        kind = (file, finding.code, finding.name)
        shown[kind] += 1
        if shown[kind] <= _MOST:
            if file not in lines:
                lines[file] = _split(options.source.get(file, ""))
            yield from _finding(finding, lines[file], options)
            yield Text("")
    yield from _more(shown)
    for notice in report.notices:
        yield Text(visible(f"note: {notice}"), style="quiet")
    yield _count(report)


def _split(text: str) -> list[str]:
    """Return the lines of a file, without an empty one after its last line end."""
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def _more(shown: Counter[tuple[str, str, str]]) -> Iterator[Text]:
    """Yield the number of findings that are left out, for each file and rule."""
    for (file, code, name), count in shown.items():
        if count > _MOST:
            yield Text(
                f"{visible(file)}: {count - _MOST:,} more findings of {code} {name} "
                "(--format json lists all)",
                style="title",
            )


def _finding(finding: Finding, lines: list[str], options: RenderOptions) -> Iterator[Text]:
    place = finding.place
    head = Text(f"{visible(place.file)}:{place.line}:{place.column}: ", style="title")
    head.append(str(finding.level), style="miss" if finding.level is Level.ERROR else "expected")
    head.append(f": {visible(finding.message)} ")
    head.append(f"({finding.code} {finding.name})", style="quiet")
    yield head
    yield from _snippet(finding, lines, options)
    yield Text(f"  next: {visible(finding.next)}")


def _snippet(finding: Finding, lines: list[str], options: RenderOptions) -> Iterator[Text]:
    """Yield the line and a caret below the span; a long line is cut around it."""
    place = finding.place
    if place.line > len(lines):
        return
    line, start = lines[place.line - 1], place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    gutter = f"  {place.line} | "
    room = max(20, options.width - cell_len(gutter))
    is_long = len(line) > room or cell_len(visible(line)) > room
    cut = max(0, start - room // 3) if is_long else 0
    # Counted in cells: characters of some scripts take two, and the caret must be below.
    before = cell_len(visible(line[cut:start]))
    marked = cell_len(visible(line[start : max(min(end, start + room), start + 1)]))
    text = Text(visible(line[cut : cut + room]).replace("\n", " "))
    text.truncate(room)
    yield Text(gutter) + text
    caret = Text(" " * (len(gutter) - 2) + "| " + " " * before)
    caret.append("^" * max(1, min(marked, room - before)), style="miss")
    yield caret


def _fixable(report: Report) -> str:
    """Return the numbers of findings that `--fix` and `--unsafe-fixes` fix."""
    safe = sum(finding.fixes is Fixes.SAFE for finding in report.findings)
    unsafe = sum(finding.fixes is Fixes.UNSAFE for finding in report.findings)
    flags = ((safe, "--fix"), (unsafe, "--unsafe-fixes"))
    return ", ".join(f"{count} fixable with {flag}" for count, flag in flags if count)


def _count(report: Report) -> Text:
    levels = Counter(finding.level for finding in report.findings)
    files = counted(len(report.files), "file")
    suppressed = f", {len(report.suppressed)} suppressed" if report.suppressed else ""
    if not levels:
        return Text(f"{files} checked, no findings{suppressed}")
    by_level = ", ".join(counted(levels[level], level) for level in Level if levels[level])
    fixable = _fixable(report)
    return Text(
        f"{files} checked: {by_level}{suppressed}" + (f"; {fixable}" if fixable else ""),
        style="title",
    )
