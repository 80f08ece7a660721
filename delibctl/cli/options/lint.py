"""The options for lint rules."""

from typing import Annotated

import typer

from delibctl.api.policies.lint import LintOptions
from delibctl.cli.options.groups import TyperOptions

_CODES = "codes, code prefixes, names, or ALL; comma-separated or repeated"

LINT: TyperOptions = {
    "select": typer.Option(metavar="CODES", help=f"Run only these rules: {_CODES}."),
    "ignore": typer.Option(metavar="CODES", help="Skip these rules; same syntax as --select."),
    "preview": typer.Option(
        "--preview", help="Also run preview rules, which are wrong more often."
    ),
    "fail_on": typer.Option(
        metavar="LEVEL",
        help="Exit 1 for findings of this level or higher: error, warning or info.",
        show_default="error",
    ),
}

LintChoice = Annotated[LintOptions, LINT]
