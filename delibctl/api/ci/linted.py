"""The lint of a branch, by the rules of its base, for each policy."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.ci.branch import Branch
from delibctl.api.policies.lint import LintOptions, lint_opened
from delibctl.api.policies.load import essential
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import PolicyNotFound, open_to_lint
from delibctl.lint import Level, Options, Report


@dataclass(frozen=True, kw_only=True)
class Linted:
    """The report on each policy by its file, and on other files that cannot be read.

    `is_sound`: every policy can be built. `files`: all that were read.
    """

    reports: dict[str, Report]
    is_sound: bool
    level: Level
    files: frozenset[str] = frozenset()


def linted(branch: Branch, path: Path) -> Linted:
    """Lint the policies of the branch at a path; none if it has none there."""
    workspace, options = branch.workspace, LintOptions()
    level, rules = options.gate(workspace), _from_root(branch, options.rules(workspace))
    try:
        opened = open_to_lint([path], branch.after, _cases(branch), configured=True)
    except PolicyNotFound:
        return Linted(reports={}, is_sound=True, level=level)
    broken = essential(opened).at_least(Level.ERROR)
    return Linted(
        reports=dict(_reports(opened, rules)),
        is_sound=not broken,
        level=level,
        files=frozenset(opened.names),
    )


def _reports(opened: Opened, rules: Options) -> Iterator[tuple[str, Report]]:
    for bundle in opened.bundles:
        yield bundle.policy.name, lint_opened(Opened(bundles=[bundle]), rules)
    loose = replace(opened, bundles=[])
    report = lint_opened(loose, rules)
    for document in loose.loose:
        findings = tuple(f for f in report.findings if f.place.file == document.name)
        if findings:
            yield document.name, replace(report, findings=findings, files=(document,))


def _cases(branch: Branch) -> list[Path] | None:
    """Return the case files that the configuration names, as the branch has them."""
    settings, files = branch.workspace.settings, branch.after
    if settings.cases is None:
        return None
    folder = files.as_written(branch.start)
    names = [name for each in settings.cases for name in files.match(folder, each)]
    return [files.root / name for name in dict.fromkeys(names)]


def _from_root(branch: Branch, options: Options) -> Options:
    """Return the options for names from the root of the repository."""
    folder = os.path.relpath(branch.after.root, os.path.realpath(branch.start))
    return replace(options, folder=Path(folder).as_posix())
