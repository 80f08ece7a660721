"""`delibctl rule`."""

from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, page, write
from delibctl.errors import DelibctlError, ExitCode
from delibctl.lint import RULES, codes_of
from delibctl.report import RULE_FORMATS, rule_report

EXAMPLE = "Example: delibctl rule WRD303"


def command(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A code, a name, or the beginning of codes."),
    ] = None,
    format: Annotated[str | None, shared.format_option(RULE_FORMATS)] = None,
) -> ExitCode:
    """Explain a lint rule: what holds, why, what fails, what passes, how to mend it.

    Without CODE, or with the beginning of several, list them.
    """
    name = choice("--format", format or default_format(), list(RULE_FORMATS))
    codes = codes_of(rule) if rule else {registered.code for registered in RULES}
    found = tuple(registered for registered in RULES if registered.code in codes)
    if not found:
        raise DelibctlError(f"unknown rule {rule!r}", next="delibctl rule")
    write(rule_report(name, found, page(name)))
    return ExitCode.CLEAN
