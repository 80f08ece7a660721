"""The options that say which lint rules run, on the command line."""

from typing import Annotated

import typer

from delibctl.api.policies.lint import LintOptions
from delibctl.cli.options.groups import Words

_CODES = "codes, beginnings of codes, names, or ALL; separated by commas, or repeated"

LINT: Words = {
    "select": typer.Option(metavar="CODES", help=f"Only these rules: {_CODES}."),
    "ignore": typer.Option(metavar="CODES", help="Not these rules; written the same way."),
    "preview": typer.Option("--preview", help="Run preview rules too; they are wrong more often."),
    "fail_on": typer.Option(
        metavar="LEVEL",
        help="Exit 1 if a finding has this level or a higher one: error, warning or info.",
        show_default="error",
    ),
}

LintChoice = Annotated[LintOptions, LINT]
