"""Linting policies and cases."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import open_to_lint
from delibctl.api.workspace import Workspace
from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.edge.files.tree import FileTree
from delibctl.errors import DelibctlError
from delibctl.lint import Level, Options, Report, Thresholds, lint
from delibctl.text.meaning import SentenceEncoder


@dataclass(frozen=True, kw_only=True)
class LintOptions:
    """Selection of rules by codes, code prefixes or names; the configuration has the rest.

    A finding of level `fail_on` or higher is a failure.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    preview: bool = False
    fail_on: Level | None = None

    def rules(self, workspace: Workspace) -> Options:
        """Return the rules to run, with their thresholds.

        Raises DelibctlError if a rule that was chosen by its own code cannot compare meanings.
        """
        lint = workspace.settings.lint
        options = Options(
            select=_codes(self.select) or lint.select,
            ignore=(*_codes(self.ignore), *lint.ignore),
            preview=self.preview or lint.preview,
            per_file=lint.per_file_ignores,
            folder=_from_configuration(workspace),
            today=workspace.today(),
            thresholds=Thresholds(
                coverage=lint.coverage,
                clause_tokens=lint.clause_tokens,
                category_tokens=lint.category_tokens,
            ),
        )
        return with_encoder(options, sentence_encoder()) if options.comparing else options

    def gate(self, workspace: Workspace) -> Level:
        """Return the lowest level of finding that is a failure."""
        return self.fail_on or Level(workspace.settings.lint.fail_on)


def lint_paths(
    workspace: Workspace,
    paths: Iterable[Path],
    cases: list[Path] | None = None,
    options: LintOptions = LintOptions(),
    files: FileTree | None = None,
) -> Report:
    """Lint the files at paths, and every policy in folders, with their cases and fragments.

    Raises DelibctlError if a path does not exist, a folder has no policy, or a rule is unknown.
    """
    opened = open_to_lint(paths, files or workspace.files, cases)
    return lint_opened(opened, options.rules(workspace))


def lint_opened(opened: Opened, rules: Options) -> Report:
    """Lint what was opened; files that could not be read are among the notices."""
    report = lint(opened.bundles, opened.loose, rules)
    return replace(report, notices=(*report.notices, *opened.notes))


def with_encoder(options: Options, found: SentenceEncoder | EncoderPackage) -> Options:
    """Return the options with the encoder, or with the reason why rules that need it do not run.

    Raises DelibctlError if such a rule was chosen by its own code or name.
    """
    if not isinstance(found, EncoderPackage):
        return replace(options, encoder=found)
    for rule in options.comparing:
        if options.names(rule):
            error = found.error()
            raise DelibctlError(f"{rule.code} compares meanings: {error.what}", next=error.next)
    return replace(options, no_encoder=found.why_not)


def _codes(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(code.strip() for text in texts for code in text.split(",") if code.strip())


def _from_configuration(workspace: Workspace) -> str:
    """Return the folder that findings name files from, as seen from the configuration."""
    folder, root = os.path.realpath(workspace.folder), os.path.realpath(workspace.settings.root)
    try:
        return Path(os.path.relpath(folder, root)).as_posix()
    except ValueError:  # another drive
        return Path(folder).as_posix()
