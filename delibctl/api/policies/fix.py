"""Fixing: the edits of findings, applied in rounds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path

from delibctl.api.policies.lint import LintOptions, lint_opened
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import open_to_lint
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import LocalFiles
from delibctl.lint import Finding, Fixes, Options, Report, means_the_same
from delibctl.source import edited_by

#: A fix may cause another finding with a fix; this many rounds end every such chain.
_ROUNDS = 10
#: How often fixes are tried out, if some of them do not hold; we chose this number.
_TRIES = 200


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

    A fix is kept only if it leaves fewer findings of all rules and no other meaning. Raises
    DelibctlError if a path cannot be read or a rule is unknown.
    """
    files, rules, paths = workspace.files, options.rules(workspace), list(paths)
    configured = cases == workspace.settings.case_paths
    open_again = partial(open_to_lint, paths, files, cases, configured=configured)
    every_rule = replace(rules, select=(), ignore=(), per_file={})
    count = 0
    opened = open_again()
    report = lint_opened(opened, rules)
    for _ in range(_ROUNDS if kinds else 0):
        fixable = _fixable(report, kinds)
        if not fixable:
            break
        fixes = _Fixes(files, lint_opened(opened, every_rule), open_again, every_rule)
        fixes.keep(fixable)
        if not fixes.kept:
            break
        count += len(fixes.kept)
        opened = open_again()
        report = lint_opened(opened, rules)
    return Fixed(report=report, files=files, count=count, skipped=len(opened.others))


def _fixable(report: Report, kinds: frozenset[Fixes]) -> list[Finding]:
    """Return the findings with edits of these kinds, all in the file of the finding."""
    return [
        finding
        for finding in report.findings
        if finding.fixes in kinds
        and all(edit.place.file == finding.place.file for edit in finding.edits)
    ]


class _Fixes:
    """The fixes of a round that hold: they are in `files`, and `kept` has their findings."""

    def __init__(
        self,
        files: LocalFiles,
        before: Report,
        open_again: Callable[[], Opened],
        rules: Options,
    ) -> None:
        self.kept: list[Finding] = []
        self._files = files
        self._unchanged = dict(files.changed)
        self._before = before
        self._documents = {document.name: document for document in before.files}
        self._open_again = open_again
        self._rules = rules
        self._tries = 0

    def keep(self, fixable: list[Finding]) -> None:
        """Keep those fixes that hold; where they do not, look for them half by half."""
        if not fixable or self._tries >= _TRIES:
            return
        self._tries += 1
        if self._hold([*self.kept, *fixable]):
            return
        self._write(self.kept)
        if len(fixable) > 1:
            middle = len(fixable) // 2
            self.keep(fixable[:middle])
            self.keep(fixable[middle:])

    def _hold(self, findings: list[Finding]) -> bool:
        """Make these fixes and return True if they hold; then they are kept."""
        made = self._write(findings)
        after = lint_opened(self._open_again(), self._rules)
        documents = {document.name: document for document in after.files}
        changed = {finding.place.file for finding in made}
        if len(after.findings) > len(self._before.findings) - len(made):
            return False
        for name in changed:
            edits = [edit for f in made if f.place.file == name for edit in f.edits]
            unsafe = any(f.fixes is Fixes.UNSAFE for f in made if f.place.file == name)
            if name not in documents or not means_the_same(
                self._documents[name], documents[name], edits, or_more=unsafe
            ):
                return False
        self.kept = made
        return True

    def _write(self, findings: list[Finding]) -> list[Finding]:
        """Put the files with these fixes in memory; return those that were made."""
        self._files.changed.clear()
        self._files.changed.update(self._unchanged)
        made: list[Finding] = []
        for name in dict.fromkeys(finding.place.file for finding in findings):
            document = self._documents[name]
            here = [finding for finding in findings if finding.place.file == name]
            text, applied = edited_by(document.text, [finding.edits for finding in here])
            made += [here[index] for index in applied]
            mark = document.has_mark and not any(finding.code == "YML001" for finding in here)
            self._files.changed[name] = ("\ufeff" * mark + text).encode()
        return made


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
        fromfile=f"a/{name.lstrip('/')}",
        tofile=f"b/{name.lstrip('/')}",
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
