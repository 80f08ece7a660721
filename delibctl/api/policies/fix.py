"""`delibctl lint --fix`: the edits that findings name, made one round after another."""

from collections.abc import Callable, Iterator
from difflib import unified_diff

from delibctl.edge.files.local import LocalFiles
from delibctl.lint import Finding, Fixes, Report
from delibctl.source import edited

#: An edit may bring a finding with an edit of its own; this many rounds end every such chain.
_ROUNDS = 10


def fix(
    files: LocalFiles, wanted: frozenset[Fixes], check: Callable[[], Report]
) -> tuple[Report, int]:
    """Make all wanted edits in memory (`files.changed`); what is found then, and how many."""
    report, made = check(), 0
    for _ in range(_ROUNDS):
        done = sum(_edit(name, found, report, files) for name, found in _fixable(report, wanted))
        if not done:
            break
        made += done
        report = check()
    return report, made


def _fixable(report: Report, wanted: frozenset[Fixes]) -> Iterator[tuple[str, list[Finding]]]:
    """The findings of each file that have wanted edits, all of them in that file."""
    for document in report.files:
        found = [
            finding
            for finding in report.findings
            if finding.fixes in wanted
            and all(edit.place.file == document.name for edit in finding.edits)
        ]
        if found:
            yield document.name, found


def _edit(name: str, findings: list[Finding], report: Report, files: LocalFiles) -> int:
    text = next(document.text for document in report.files if document.name == name)
    changed, made = edited(text, [finding.edits for finding in findings])
    if made:
        files.changed[name] = changed.encode()
    return made


def as_diff(files: LocalFiles) -> str:
    """What the edits change, as a patch."""
    return "".join(
        line
        for name, content in files.changed.items()
        for line in _patch(name, files.unchanged(name).decode(), content.decode())
    )


def _patch(name: str, before: str, after: str) -> Iterator[str]:
    lines = unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=f"a/{name}",
        tofile=f"b/{name}",
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
