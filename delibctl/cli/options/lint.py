"""Which rules run: flags over the configuration; and how findings are written."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.output import page
from delibctl.edge.git.repository import below_root
from delibctl.edge.settings import Settings
from delibctl.lint import Level, Options, Report, Thresholds
from delibctl.report import lint_report

_CODES = "codes, beginnings of codes, names, or ALL; with commas, or repeated"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which rules run."""

    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help=f"Only these rules: {_CODES}.")
    ] = None
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Not these rules, likewise.")
    ] = None
    preview: Annotated[
        bool, typer.Option("--preview", help="Rules in preview too; they are wrong more often.")
    ] = False
    fail_on: Annotated[
        Level | None,
        typer.Option(
            metavar="LEVEL",
            help="Exit 1 from this level of finding on: error, warning or info.",
            show_default="error",
        ),
    ] = None

    def options(self, settings: Settings) -> Options:
        """Which rules run: a flag wins over the configuration."""
        lint = settings.lint
        return Options(
            select=_codes(self.select) or lint.select,
            ignore=(*_codes(self.ignore), *lint.ignore),
            preview=self.preview or lint.preview,
            per_file={
                _from_here(settings.root, glob): codes
                for glob, codes in lint.per_file_ignores.items()
            },
            today=datetime.now(UTC).date(),
            thresholds=Thresholds(
                coverage=lint.coverage,
                clause_tokens=lint.clause_tokens,
                category_tokens=lint.category_tokens,
            ),
        )

    def gate(self, settings: Settings) -> Level:
        """The level from which on the exit code is 1."""
        return self.fail_on or Level(settings.lint.fail_on)


def written(format: str, report: Report) -> str:
    """Findings in a format, with the lines that they point at."""
    texts = {document.name: document.text for document in report.files}
    shown = replace(page(format), source=texts, below_root=below_root(Path.cwd()))
    return lint_report(format, report, shown)


def _codes(given: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for text in given or () for code in text.split(",") if code.strip())


def _from_here(root: Path, glob: str) -> str:
    """A glob of the configuration as findings name files: from the working folder."""
    return Path(os.path.relpath(root / glob)).as_posix()
