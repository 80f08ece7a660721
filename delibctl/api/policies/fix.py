"""Fixing: the edits of findings, applied in rounds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from delibctl.api.policies.lint import LintOptions, lint_opened
from delibctl.api.policies.opening import open_to_lint
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import LocalFiles
from delibctl.lint import Finding, Fixes, Report
from delibctl.source import edited

#: A fix may cause another finding with a fix; this many rounds end every such chain.
_ROUNDS = 10


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """The report after `count` fixes, which are in memory: `files.write_changed` writes them.

    `skipped` is the number of YAML files in the folders that do not belong to a policy.
    """

    report: Report
    files: LocalFiles
    count: int
    skipped: int


def lint_and_fix(
    workspace: Workspace,
    paths: Iterable[Path],
    cases: list[Path] | None,
    options: LintOptions,
    kinds: frozenset[Fixes],
) -> Fixed:
    """Lint, and apply all fixes of these kinds in memory; write nothing.

    Raises DelibctlError if a path cannot be read or a rule is unknown.
    """
    files, rules, paths = workspace.files, options.rules(workspace), list(paths)
    count = 0
    for number in range(_ROUNDS + 1):
        opened = open_to_lint(paths, files, cases)
        report = lint_opened(opened, rules)
        if number == _ROUNDS:
            break
        edit_count = sum(
            _edit(name, group, report, files) for name, group in _fixable(report, kinds)
        )
        if not edit_count:
            break
        count += edit_count
    return Fixed(report=report, files=files, count=count, skipped=len(opened.others))


def _fixable(report: Report, kinds: frozenset[Fixes]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the findings of each file whose edits are of these kinds and all in that file."""
    for document in report.files:
        findings = [
            finding
            for finding in report.findings
            if finding.fixes in kinds
            and all(edit.place.file == document.name for edit in finding.edits)
        ]
        if findings:
            yield document.name, findings


def _edit(name: str, findings: list[Finding], report: Report, files: LocalFiles) -> int:
    text = next(document.text for document in report.files if document.name == name)
    changed, edit_count = edited(text, [finding.edits for finding in findings])
    if edit_count:
        files.changed[name] = changed.encode()
    return edit_count


def as_diff(files: LocalFiles) -> str:
    """Return the fixes as a patch."""
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
